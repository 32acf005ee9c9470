import type { Language } from '../contract/errors.ts';

/** Who can help when the steps did not: the certificate provider, the machine's administrator, the Treasury, the unit. */
export type HelperKind = 'ca' | 'it' | 'kbnn' | 'unit';

/** What a page of help says in one language. */
export interface HelpWords {
  /** What it means, for somebody who has never heard the word; one short paragraph. */
  readonly meaning: string;
  /** One after the other; the person stops as soon as it works. Each is a whole sentence. */
  readonly steps: readonly string[];
  /** When to stop trying, where trying on does harm. */
  readonly stop?: string;
}

/** One page as it is written down: both languages, and what needs no language. */
export interface HelpText {
  readonly words: Readonly<Record<Language, HelpWords>>;
  /** In the order in which to ask them. */
  readonly helpers: readonly HelperKind[];
}

/** Pages of one group, by their ids. */
export type HelpTexts<Id extends string> = Readonly<Partial<Record<Id, HelpText>>>;

/** Shorthand, so that a file of pages reads as a table. */
export function help(vi: HelpWords, en: HelpWords, helpers: readonly HelperKind[]): HelpText {
  return { words: { vi, en }, helpers };
}
