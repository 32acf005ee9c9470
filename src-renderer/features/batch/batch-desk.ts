/** What is reviewed before it is signed in one go, and what the person has chosen of it; no screen, no core. */
import type { BatchEntry, BatchReview } from '#shared/contract/batch.ts';
import type { CallInput } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { sumDong, type Dong } from '#shared/domain/money/dong.ts';

export interface ReviewFilter {
  /** Only what this person has never seen, or saw otherwise. */
  readonly unseenOnly: boolean;
  readonly unopenedOnly: boolean;
  /** Least amount, đồng; empty for any. Attachments have none and are left out by it. */
  readonly above: string;
}

export interface BatchDesk {
  /** Grows by one with each review, so that an old answer is never taken for a new one. */
  readonly number: number;
  readonly codes: readonly DossierCode[];
  /** Keys of entries that shall not be signed. */
  readonly unticked: ReadonlySet<string>;
  /** Keys of entries whose printed form was on the screen in this review. */
  readonly opened: ReadonlySet<string>;
  readonly filter: ReviewFilter;
}

export const anything: ReviewFilter = { unseenOnly: false, unopenedOnly: false, above: '' };

export const emptyDesk: BatchDesk = {
  number: 0,
  codes: [],
  unticked: new Set(),
  opened: new Set(),
  filter: anything,
};

/** One entry of one revision: another revision is another thing to look at and to tick. */
export function entryKey({ code, entryId, documents }: BatchEntry): string {
  return `${code}/${entryId}/${documents.map(({ sha256 }) => sha256.slice(0, 16)).join('.')}`;
}

/** Whether the person has had this very revision before their eyes, now or earlier. */
export function isLookedAt(entry: BatchEntry, desk: Pick<BatchDesk, 'opened'>): boolean {
  return entry.seen === 'seen' || desk.opened.has(entryKey(entry));
}

export function ticked(review: BatchReview, desk: Pick<BatchDesk, 'unticked'>): readonly BatchEntry[] {
  return review.entries.filter((entry) => !desk.unticked.has(entryKey(entry)));
}

export function passes(entry: BatchEntry, desk: BatchDesk): boolean {
  const { unseenOnly, unopenedOnly, above } = desk.filter;
  if (unseenOnly && entry.seen === 'seen') return false;
  if (unopenedOnly && isLookedAt(entry, desk)) return false;
  return above === '' || BigInt(entry.total) >= BigInt(above);
}

/** Đồng. */
export function totalOf(entries: readonly BatchEntry[]): Dong {
  return sumDong(entries.map(({ total }) => total));
}

export interface ReviewGroup {
  readonly dossier: BatchReview['dossiers'][number];
  /** All of them. */
  readonly entries: readonly BatchEntry[];
  /** Those that pass the filter. */
  readonly shown: readonly BatchEntry[];
}

/** By dossier, in the order of the review; dossiers of which the filter shows nothing are left out. */
export function groupsOf(review: BatchReview, desk: BatchDesk): readonly ReviewGroup[] {
  const byCode = new Map<string, BatchEntry[]>();
  for (const entry of review.entries) {
    const entries = byCode.get(entry.code);
    if (entries === undefined) byCode.set(entry.code, [entry]);
    else entries.push(entry);
  }
  return review.dossiers.flatMap((dossier) => {
    const entries = byCode.get(dossier.code) ?? [];
    const shown = entries.filter((entry) => passes(entry, desk));
    return shown.length === 0 ? [] : [{ dossier, entries, shown }];
  });
}

/** The documents of these entries as they were reviewed: the core refuses to sign anything else. */
export function expectedOf(entries: readonly BatchEntry[]): CallInput<'batch.start'>['dossiers'] {
  const byCode = new Map<DossierCode, Record<string, string>>();
  for (const { code, documents } of entries) {
    const expected = byCode.get(code) ?? {};
    for (const { id, sha256 } of documents) expected[id] = sha256;
    byCode.set(code, expected);
  }
  return [...byCode].map(([code, expected]) => ({ code, expected }));
}

/** The same set with these keys in it, or out of it. */
export function withKeys(
  before: ReadonlySet<string>,
  keys: readonly string[],
  present: boolean,
): ReadonlySet<string> {
  const after = new Set(before);
  for (const key of keys) {
    if (present) after.add(key);
    else after.delete(key);
  }
  return after;
}
