import { createHash } from 'node:crypto';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { searchWords } from '#shared/domain/text/search-words.ts';
import { vietnameseSortKey } from '#shared/domain/text/vietnamese-sort-key.ts';
import type { Query, StoreDatabase } from '../store-database.ts';
import { dossierWords } from './dossier-words.ts';
import type { Entry } from './entry.ts';
import { statusTag } from './status-groups.ts';

interface Standing {
  readonly touch: number;
  readonly words: Buffer;
}
const standing: Query<Standing> = { sql: 'SELECT touch, words FROM entries WHERE code = ?' };
const newest: Query<{ readonly touch: number | null }> = { sql: 'SELECT max(touch) AS touch FROM entries' };

const largestInteger = 2n ** 63n - 1n;

/** The rows of the list and the words under which they are found. */
export class EntryTable {
  readonly #database: StoreDatabase;

  constructor(database: StoreDatabase) {
    this.#database = database;
  }

  /** Writes an entry as the newest of the list. */
  put(entry: Entry): void {
    const text = dossierWords(entry, entry.content);
    const digest = createHash('sha256').update(`${entry.status} ${text}`).digest();
    const before = this.#database.get(standing, entry.code);
    const top = this.#database.get(newest)?.touch ?? 0;
    const touch = before?.touch === top && top > 0 ? top : top + 1;
    if (before !== undefined) {
      this.#update(before.touch, touch, entry, digest);
      if (before.touch === touch && digest.equals(before.words)) return;
      this.#database.run('DELETE FROM words WHERE rowid = ?', before.touch);
    } else {
      this.#insert(touch, entry, digest);
    }
    const { exact, folded } = searchWords(text);
    this.#database.run(
      'INSERT INTO words (rowid, exact, folded, tags) VALUES (?, ?, ?, ?)',
      touch,
      // Words without accents stand among the folded ones; the exact column holds only those that have some.
      exact.join(' '),
      folded.join(' '),
      statusTag(entry.status),
    );
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
    this.#database.run('DELETE FROM entries WHERE touch = ?', before.touch);
    this.#database.run('DELETE FROM words WHERE rowid = ?', before.touch);
  }

  #insert(touch: number, entry: Entry, digest: Uint8Array): void {
    this.#database.run(
      `INSERT INTO entries (touch, code, place, title, title_key, status, voucher_count, total, total_order,
         created_by, updated_at, note, waiting, attention, words)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      touch,
      entry.code,
      ...this.#values(entry),
      digest,
    );
  }

  #update(before: number, touch: number, entry: Entry, digest: Uint8Array): void {
    this.#database.run(
      `UPDATE entries SET touch = ?, place = ?, title = ?, title_key = ?, status = ?, voucher_count = ?, total = ?,
         total_order = ?, created_by = ?, updated_at = ?, note = ?, waiting = ?, attention = ?, words = ?
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
      entry.note,
      entry.waiting ? 1 : 0,
      entry.attention ? 1 : 0,
    ] as const;
  }
}
