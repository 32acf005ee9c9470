import { withoutAccents } from '../text/accents.ts';
import type { CodeEntry, CodeList } from './code-list.ts';

/**
 * Entries whose code starts with the query or whose name holds every word of it, with or without accents. Best first:
 * the code, then names written as typed, then the others; each in the order of the list.
 */
export function searchCodes(list: CodeList, query: string, limit = 50): readonly CodeEntry[] {
  const typed = query.normalize('NFC').trim().toLowerCase();
  const words = withoutAccents(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  return list.codes
    .map((entry) => ({ entry, rank: rankOf(entry, typed, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function rankOf(entry: CodeEntry, typed: string, words: readonly string[]): number {
  if (words.length === 0) return 1;
  if (entry.code.startsWith(typed)) return 3;
  const name = entry.name.normalize('NFC').toLowerCase();
  if (name.includes(typed)) return 2;
  const plain = withoutAccents(`${entry.code} ${name}`);
  return words.every((word) => plain.includes(word)) ? 1 : 0;
}
