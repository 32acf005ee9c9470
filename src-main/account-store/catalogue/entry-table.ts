import { createHash } from 'node:crypto';
import type { DossierCode, DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { cameBack } from '#shared/domain/dossiers/status.ts';
import { dossierSearchText } from '#shared/domain/drafts/search-text.ts';
import { searchWords } from '#shared/domain/text/search-words.ts';
import { vietnameseSortKey } from '#shared/domain/text/vietnamese-sort-key.ts';
import type { Query, StoreDatabase } from '../store-database.ts';
import type { Entry } from './entry.ts';
import type { Returned } from './returned.ts';
import { statusTag } from './status-groups.ts';
import type { VoucherTable } from '../vouchers/voucher-table.ts';

interface Standing {
  readonly touch: number;
  readonly status: DossierStatus;
  readonly words: Buffer;
}
const standing: Query<Standing> = { sql: 'SELECT touch, status, words FROM entries WHERE code = ?' };
const newest: Query<{ readonly touch: number | null }> = { sql: 'SELECT max(touch) AS touch FROM entries' };
const wordless: Query<{ readonly code: DossierCode }> = {
  sql: "SELECT code FROM entries WHERE words = x'' ORDER BY touch DESC LIMIT ?",
};
const noWords = new Uint8Array();
const insertion = `INSERT INTO entries (touch, code, place, title, title_key, status, voucher_count, total, total_order,
    created_by, updated_at, held_since, note, waiting, attention, words)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const insertionOfNew = `${insertion} ON CONFLICT (code) DO NOTHING`;

const largestInteger = 2n ** 63n - 1n;

const cameBackAs: Query<{ readonly status: DossierStatus; readonly held_since: string | null }> = {
  sql: 'SELECT status, held_since FROM entries WHERE code = ?',
};

/** The rows of the list and the words under which they are found. */
export class EntryTable {
  readonly #database: StoreDatabase;
  readonly #vouchers: Pick<VoucherTable, 'drop'>;

  constructor(database: StoreDatabase, vouchers: Pick<VoucherTable, 'drop'>) {
    this.#database = database;
    this.#vouchers = vouchers;
  }

  /**
   * Writes an entry as the newest of the list. `wordsLater`: it can be listed at once and is found by its words after
   * `cutWords`; cutting the words of thousands is most of the work of taking them. Its vouchers wait to be booked
   * (`VoucherTable`) in either case: a person types more often than they ask the book.
   */
  put(entry: Entry, { wordsLater = false } = {}): void {
    if (wordsLater && this.#addWordless(entry)) return;
    const before = this.#database.get(standing, entry.code);
    const top = this.#database.get(newest)?.touch ?? 0;
    const touch = before?.touch === top && top > 0 ? top : top + 1;
    const text = wordsLater ? undefined : searchTextOf(entry);
    const digest = text === undefined ? noWords : digestOf(entry, text);
    this.#count(before?.status, entry.status);
    if (before === undefined) {
      this.#insert(touch, entry, digest);
    } else {
      this.#update(before.touch, touch, entry, digest);
      if (before.touch === touch && text !== undefined && Buffer.compare(digest, before.words) === 0) return;
      if (before.words.length > 0) this.#database.run('DELETE FROM words WHERE rowid = ?', before.touch);
    }
    if (text !== undefined) this.#insertWords(touch, entry, text);
  }

  statusOf(code: DossierCode): DossierStatus | undefined {
    return this.#database.get(standing, code)?.status;
  }

  /** How the list has it that a dossier came back: cheaper than reading the dossier with each keystroke of its draft. */
  returned(code: DossierCode): Returned | undefined {
    const found = this.#database.get(cameBackAs, code);
    if (found === undefined || !cameBack(found.status)) return undefined;
    return { status: found.status, heldSince: found.held_since ?? undefined };
  }

  /** Codes of entries, newest first, that are not found by their words yet. */
  wordless(limit: number): readonly DossierCode[] {
    return this.#database.all(wordless, limit).map(({ code }) => code);
  }

  /** Makes an entry that was put with `wordsLater` found by its words; its place in the list stays. */
  cutWords(entry: Entry): void {
    const before = this.#database.get(standing, entry.code);
    if (before === undefined || before.words.length > 0) return;
    const text = searchTextOf(entry);
    this.#database.run('UPDATE entries SET words = ? WHERE touch = ?', digestOf(entry, text), before.touch);
    this.#insertWords(before.touch, entry, text);
  }

  #insertWords(touch: number, entry: Entry, text: string): void {
    const { exact, folded } = searchWords(text);
    this.#database.run(
      'INSERT INTO words (rowid, terms) VALUES (?, ?)',
      touch,
      [...new Set([...exact, ...folded]), statusTag(entry.status)].join(' '),
    );
  }

  #count(before: DossierStatus | undefined, after: DossierStatus | undefined): void {
    if (before === after) return;
    if (before !== undefined)
      this.#database.run('UPDATE entry_counts SET count = count - 1 WHERE status = ?', before);
    if (after === undefined) return;
    const known = this.#database.run('UPDATE entry_counts SET count = count + 1 WHERE status = ?', after);
    if (known === 0) this.#database.run('INSERT INTO entry_counts (status, count) VALUES (?, 1)', after);
  }

  /** What changed is only whether it waits or needs the person: its place in the list stays. */
  flag(code: DossierCode, { waiting, attention }: Pick<Entry, 'waiting' | 'attention'>): void {
    this.#database.run(
      'UPDATE entries SET waiting = ?, attention = ? WHERE code = ?',
      waiting ? 1 : 0,
      attention ? 1 : 0,
      code,
    );
  }

  drop(code: DossierCode): void {
    const before = this.#database.get(standing, code);
    if (before === undefined) return;
    this.#count(before.status, undefined);
    this.#database.run('DELETE FROM entries WHERE touch = ?', before.touch);
    this.#vouchers.drop(code);
    if (before.words.length > 0) this.#database.run('DELETE FROM words WHERE rowid = ?', before.touch);
  }

  #insert(touch: number, entry: Entry, digest: Uint8Array): void {
    this.#database.run(insertion, touch, entry.code, ...this.#values(entry), digest);
  }

  /** Adds a code that was never listed, without looking for it first: a first pull brings thousands. */
  #addWordless(entry: Entry): boolean {
    // SQLite gives an integer key that is left open the one after the greatest.
    const added = this.#database.run(insertionOfNew, null, entry.code, ...this.#values(entry), noWords);
    if (added > 0) this.#count(undefined, entry.status);
    return added > 0;
  }

  #update(before: number, touch: number, entry: Entry, digest: Uint8Array): void {
    this.#database.run(
      `UPDATE entries SET touch = ?, place = ?, title = ?, title_key = ?, status = ?, voucher_count = ?, total = ?,
         total_order = ?, created_by = ?, updated_at = ?, held_since = ?, note = ?, waiting = ?, attention = ?, words = ?,
         booked = 0
       WHERE touch = ?`,
      touch,
      ...this.#values(entry),
      digest,
      before,
    );
  }

  #values(entry: Entry) {
    const total = BigInt(entry.total);
    return [
      entry.place,
      entry.title,
      vietnameseSortKey(entry.title),
      entry.status,
      entry.voucherCount,
      entry.total,
      total > largestInteger ? largestInteger : total,
      entry.createdBy,
      entry.updatedAt,
      entry.heldSince ?? null,
      entry.note,
      entry.waiting ? 1 : 0,
      entry.attention ? 1 : 0,
    ] as const;
  }
}

function digestOf(entry: Entry, text: string): Uint8Array {
  return createHash('sha256').update(`${entry.status} ${text}`).digest();
}

function searchTextOf({ code, createdBy, note, content }: Entry): string {
  return dossierSearchText(content, { code, people: [createdBy], note });
}
