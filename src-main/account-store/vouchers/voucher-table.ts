import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { voucherSearchText } from '#shared/domain/drafts/search-text.ts';
import { searchWords } from '#shared/domain/text/search-words.ts';
import { receiverOf } from '#shared/domain/vouchers/receiver.ts';
import type { Entry } from '../catalogue/entry.ts';
import type { Query, StoreDatabase } from '../store-database.ts';
import { inParts } from './dong-parts.ts';
import type { PayeeTable } from './payee-table.ts';
import { byNdkt, rowsOf, type BookedRow } from './voucher-row.ts';

interface Kept {
  readonly id: number;
  readonly digest: Buffer;
  readonly payee: number | null;
  readonly sent: number;
  readonly worded: number;
}
const ofCode: Query<Kept> = { sql: 'SELECT id, digest, payee, sent, worded FROM vouchers WHERE code = ?' };
const unbooked: Query<{ readonly code: DossierCode }> = {
  sql: 'SELECT code FROM entries WHERE booked < 2 AND booked = 0 ORDER BY touch DESC LIMIT ?',
};
const wordless: Query<{ readonly code: DossierCode }> = {
  sql: 'SELECT code FROM entries WHERE booked < 2 AND booked = 1 ORDER BY touch DESC LIMIT ?',
};
const touchOf: Query<{ readonly touch: number }> = { sql: 'SELECT touch FROM entries WHERE code = ?' };
const insertion = `INSERT INTO vouchers (id, code, voucher_id, form, number, date, month, account, status, description,
    payee_name, payee_tax, payee, sent, high, rest, digest)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The rows of vouchers and what is counted, summed and found by them. To be changed inside a `write`. */
export class VoucherTable {
  readonly #database: StoreDatabase;
  readonly #payees: PayeeTable;

  constructor(database: StoreDatabase, payees: PayeeTable) {
    this.#database = database;
    this.#payees = payees;
  }

  /** Codes of entries, newest first, whose vouchers are not in the book as they stand. */
  unbooked(limit: number): readonly DossierCode[] {
    return this.#database.all(unbooked, limit).map(({ code }) => code);
  }

  /** Codes of entries, newest first, whose vouchers are in the book and not found by their words yet. */
  wordless(limit: number): readonly DossierCode[] {
    return this.#database.all(wordless, limit).map(({ code }) => code);
  }

  /** Makes the book say what an entry says; vouchers that have not changed stay as they are. */
  book(entry: Entry): void {
    const place = this.#database.get(touchOf, entry.code);
    if (place === undefined) return;
    const wanted = new Map(rowsOf(entry, place.touch).map((row) => [row.id, row]));
    const named = new Set<number>();
    for (const kept of this.#database.all(ofCode, entry.code)) {
      const row = wanted.get(kept.id);
      if (row !== undefined && Buffer.compare(row.digest, kept.digest) === 0) wanted.delete(kept.id);
      else this.#remove(kept, named);
    }
    for (const row of wanted.values()) this.#add(row, named);
    for (const payee of named) this.#payees.name(payee);
    this.#database.run('UPDATE entries SET booked = 1 WHERE code = ?', entry.code);
  }

  /** Lets the vouchers of an entry that is booked be found by their words: the longer part of the work. */
  cutWords(entry: Entry): void {
    const place = this.#database.get(touchOf, entry.code);
    if (place === undefined) return;
    const rows = new Map(rowsOf(entry, place.touch).map((row) => [row.id, row]));
    for (const kept of this.#database.all(ofCode, entry.code)) {
      const row = kept.worded === 0 ? rows.get(kept.id) : undefined;
      if (row !== undefined) this.#addWords(row);
    }
    this.#database.run('UPDATE entries SET booked = 2 WHERE code = ?', entry.code);
  }

  /** The entry is no more. */
  drop(code: DossierCode): void {
    const named = new Set<number>();
    for (const kept of this.#database.all(ofCode, code)) this.#remove(kept, named);
    for (const payee of named) this.#payees.name(payee);
  }

  #add(row: BookedRow, named: Set<number>): void {
    const { voucher } = row;
    const payee = row.payeeKey === '' ? null : this.#payees.count(row.payeeKey, voucher.payee, row.sent);
    this.#database.run(
      insertion,
      row.id,
      row.code,
      voucher.id,
      voucher.formId,
      voucher.number,
      voucher.date,
      row.month,
      row.account,
      row.status,
      row.description,
      // That of the payee wherever one is learned from the voucher.
      receiverOf(voucher),
      voucher.payee.taxCode,
      payee,
      row.sent ? 1 : 0,
      row.high,
      row.rest,
      row.digest,
    );
    if (payee !== null) named.add(payee);
    if (voucher.formId !== '20') this.#addNdkt(row);
  }

  #addNdkt(row: BookedRow): void {
    for (const [ndkt, dong] of byNdkt(row.voucher)) {
      const { high, rest } = inParts(dong);
      this.#database.run(
        'INSERT INTO voucher_ndkt (voucher, month, account, status, ndkt, high, rest) VALUES (?, ?, ?, ?, ?, ?, ?)',
        row.id,
        row.month,
        row.account,
        row.status,
        ndkt,
        high,
        rest,
      );
    }
  }

  #addWords({ id, voucher }: BookedRow): void {
    const { exact, folded } = searchWords(voucherSearchText(voucher));
    this.#database.run(
      'INSERT INTO voucher_words (rowid, terms) VALUES (?, ?)',
      id,
      [...new Set([...exact, ...folded]), formTag(voucher.formId)].join(' '),
    );
    this.#database.run('UPDATE vouchers SET worded = 1 WHERE id = ?', id);
  }

  #remove({ id, payee, sent, worded }: Kept, named: Set<number>): void {
    this.#database.run('DELETE FROM vouchers WHERE id = ?', id);
    this.#database.run('DELETE FROM voucher_ndkt WHERE voucher = ?', id);
    if (worded === 1) this.#database.run('DELETE FROM voucher_words WHERE rowid = ?', id);
    if (payee === null) return;
    this.#payees.uncount(payee, sent === 1);
    named.add(payee);
  }
}

/** The word that stands for a form in the search index; “§” is no letter, so nobody can type it. */
export function formTag(formId: string): string {
  return `§${formId}`;
}
