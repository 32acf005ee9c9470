import type { Check } from '#shared/contract/doctor.ts';

/** A text for people, in both languages. */
export type Words = Check['found'];

export const both = (vi: string, en: string): Words => ({ vi, en });

/** Facts that need no words: names, paths, numbers. */
export const fact = (text: string): Words => ({ vi: text, en: text });

export const noWords: Words = fact('');

/** Joins what is not empty, each text once. */
export function joinWords(parts: readonly Words[], separator: string): Words {
  const join = (texts: readonly string[]) =>
    [...new Set(texts.filter((text) => text !== ''))].join(separator);
  return both(join(parts.map(({ vi }) => vi)), join(parts.map(({ en }) => en)));
}
