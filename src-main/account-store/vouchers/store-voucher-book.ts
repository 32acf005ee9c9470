import type { EarlierVoucher } from '#shared/contract/voucher-desk.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { queryWords } from '#shared/domain/text/search-words.ts';
import type { FormId, Voucher } from '#shared/domain/vouchers/voucher.ts';
import { storedContent } from '../drafts/draft-row.ts';
import type { DraftDesk } from '../drafts/draft-desk.ts';
import type { Query } from '../store-database.ts';
import type { StoreParts } from '../store-parts.ts';
import { fromParts } from './dong-parts.ts';
import { sumsOf } from './sums.ts';
import type { Sums, SumsFilter, VoucherBook, VoucherFilter } from './voucher-book.ts';
import { formTag } from './voucher-table.ts';

interface FoundRow {
  readonly code: DossierCode;
  readonly voucher_id: string;
  readonly form: FormId;
  readonly number: string;
  readonly date: string;
  readonly payee_name: string;
  readonly description: string;
  readonly high: string;
  readonly rest: string;
}
const columns = `code, voucher_id, form, number, date, payee_name, description, CAST(high AS TEXT) AS high,
  CAST(rest AS TEXT) AS rest`;
const newest: Query<FoundRow> = { sql: `SELECT ${columns} FROM vouchers ORDER BY id DESC LIMIT ?` };
const newestOfForm: Query<FoundRow> = {
  sql: `SELECT ${columns} FROM vouchers WHERE form = ? ORDER BY id DESC LIMIT ?`,
};
// The search index's own order: it stops after the limit.
const matching: Query<FoundRow> = {
  sql: `SELECT ${columns} FROM (SELECT rowid AS hit FROM voucher_words WHERE voucher_words MATCH ?
          ORDER BY rowid DESC LIMIT ?) CROSS JOIN vouchers ON id = hit ORDER BY hit DESC`,
};
const numbers: Query<{ readonly number: string }> = {
  sql: `SELECT DISTINCT number FROM vouchers
        WHERE form = ? AND (date = '' OR date BETWEEN ? AND ?) AND number <> ''`,
};
const lastNumber: Query<{ readonly number: string }> = {
  sql: `SELECT number FROM vouchers INDEXED BY vouchers_forms
        WHERE form = ? AND (date = '' OR date BETWEEN ? AND ?) AND number <> '' ORDER BY id DESC LIMIT 1`,
};

/** The vouchers of one store, from this machine alone. */
export class StoreVoucherBook implements VoucherBook {
  readonly #parts: StoreParts;
  readonly #desk: DraftDesk;

  constructor(parts: StoreParts, desk: DraftDesk) {
    this.#parts = parts;
    this.#desk = desk;
  }

  settle(limit: number): number {
    return this.#parts.database.write(() => this.#desk.bookVouchers(limit));
  }

  cutWords(limit: number): number {
    return this.#parts.database.write(() => this.#desk.cutVoucherWords(limit));
  }

  find({ query, formId, limit }: VoucherFilter): readonly EarlierVoucher[] {
    return this.#rows(query, formId, limit).map(foundOf);
  }

  #rows(query: string, formId: FormId | undefined, limit: number): readonly FoundRow[] {
    const { database } = this.#parts;
    if (query.trim() === '')
      return formId === undefined ? database.all(newest, limit) : database.all(newestOfForm, formId, limit);
    const terms = queryWords(query).map(({ word }) => `"${word}"*`);
    // Only signs were typed: no word begins with them.
    if (terms.length === 0) return [];
    if (formId !== undefined) terms.push(`"${formTag(formId)}"`);
    return database.all(matching, terms.join(' AND '), limit);
  }

  get(code: DossierCode, voucherId: string): Voucher | undefined {
    const { drafts, dossiers, profile } = this.#parts;
    const row = drafts.get(drafts.present(code));
    const content =
      row?.state === 'open' && profile.keepsDrafts()
        ? storedContent(row.content)
        : dossiers.get(code)?.dossier.content;
    return content?.vouchers.find(({ id }) => id === voucherId);
  }

  numbers(formId: FormId, year: string): ReturnType<VoucherBook['numbers']> {
    const { database } = this.#parts;
    const asked = [formId, `${year}-01-01`, `${year}-12-31`] as const;
    return {
      last: database.get(lastNumber, ...asked)?.number,
      all: database.all(numbers, ...asked).map(({ number }) => number),
    };
  }

  sums(filter: SumsFilter): Sums {
    return sumsOf(this.#parts.database, filter);
  }
}

function foundOf(row: FoundRow): EarlierVoucher {
  return {
    code: row.code,
    voucherId: row.voucher_id,
    formId: row.form,
    number: row.number,
    date: row.date,
    payee: row.payee_name,
    description: row.description,
    total: fromParts(row).toString(),
  };
}
