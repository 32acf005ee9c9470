import { bySeverity, worstOf, type Outcome } from './outcome.ts';
import { both, noWords, type Words } from './words.ts';

/** What was found of one of several things of a kind, and its short name. */
export interface Named {
  readonly name: Words;
  readonly outcome: Outcome;
}

/**
 * One outcome of several things, as bad as the worst of them, in lists: a line for each, the worst first, and what it
 * means and what to do by the name of the thing, so that nobody has to guess which advice belongs to which.
 */
export function listed(all: readonly Named[]): Outcome {
  const sorted = all.toSorted((a, b) => bySeverity(a.outcome, b.outcome));
  const worst = worstOf(sorted.map(({ outcome }) => outcome));
  if (sorted.length < 2) return worst;
  const bad = sorted.filter(({ outcome: { state } }) => state === 'warning' || state === 'failed');
  const told = bad.length > 0 ? bad : sorted;
  return {
    ...worst,
    found: lines(sorted.map(({ outcome }) => outcome.found)),
    meaning: lines(told.map(({ name, outcome }) => about(name, outcome.meaning))),
    remedy: lines(told.map(({ name, outcome }) => about(name, outcome.remedy))),
  };
}

function about(name: Words, words: Words = noWords): Words {
  const say = (text: string, whose: string) => (text === '' ? '' : `${whose}: ${text}`);
  return both(say(words.vi, name.vi), say(words.en, name.en));
}

/** What a driver says of itself begins no line of its own. */
const oneLine = (text: string): string => text.replaceAll(/\s*[\r\n]+\s*/g, ' ');

function lines(parts: readonly Words[]): Words {
  const list = (texts: readonly string[]) =>
    [...new Set(texts.filter((text) => text !== ''))].map((text) => `• ${oneLine(text)}`).join('\n');
  return both(list(parts.map(({ vi }) => vi)), list(parts.map(({ en }) => en)));
}
