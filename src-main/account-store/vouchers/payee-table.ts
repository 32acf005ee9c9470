import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { Query, StoreDatabase } from '../store-database.ts';

type Payee = Voucher['payee'];

/** A row of `used_payees`. */
export interface UsedPayee {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly tax_code: string;
  readonly account_number: string;
  readonly bank: string;
  readonly times: number;
  readonly drafts: number;
}
/** A row of `payees`. */
export interface SavedPayee extends Omit<UsedPayee, 'id' | 'times' | 'drafts'> {
  readonly payee_id: string;
}

const byKey: Query<UsedPayee> = { sql: 'SELECT * FROM used_payees WHERE key = ?' };
const newestWith: Query<{ readonly id: number | null }> = {
  sql: 'SELECT max(id) AS id FROM vouchers WHERE payee = ? AND sent = ?',
};
const payeeOf: Query<{ readonly payee_name: string; readonly payee_tax: string }> = {
  sql: 'SELECT payee_name, payee_tax FROM vouchers WHERE id = ?',
};
const byId: Query<UsedPayee> = { sql: 'SELECT * FROM used_payees WHERE id = ?' };
const saved: Query<SavedPayee> = { sql: 'SELECT * FROM payees' };
const savedByKey: Query<SavedPayee> = { sql: 'SELECT * FROM payees WHERE key = ?' };
const savedById: Query<SavedPayee> = { sql: 'SELECT * FROM payees WHERE payee_id = ?' };
const offered: Query<UsedPayee> = {
  sql: 'SELECT * FROM used_payees AS u WHERE NOT EXISTS (SELECT 1 FROM hidden_payees AS h WHERE h.key = u.key)',
};

/** Payees that were saved, those that vouchers of this store pay, and those that are not to be offered any more. */
export class PayeeTable {
  readonly #database: StoreDatabase;

  constructor(database: StoreDatabase) {
    this.#database = database;
  }

  /** Counts a voucher for its payee; answers the payee's row. To be followed by `name` once the voucher is written. */
  count(key: string, payee: Payee, sent: boolean): number {
    const known = this.#database.get(byKey, key);
    const column = sent ? 'times' : 'drafts';
    if (known === undefined)
      return this.#database.insert(
        `INSERT INTO used_payees (key, name, tax_code, account_number, bank, times, drafts) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        key,
        payee.name,
        payee.taxCode,
        payee.accountNumber,
        payee.bank,
        sent ? 1 : 0,
        sent ? 0 : 1,
      );
    this.#database.run(`UPDATE used_payees SET ${column} = ${column} + 1 WHERE id = ?`, known.id);
    return known.id;
  }

  /** A voucher is no more: a payee without any is forgotten. */
  uncount(id: number, sent: boolean): void {
    const column = sent ? 'times' : 'drafts';
    this.#database.run(`UPDATE used_payees SET ${column} = ${column} - 1 WHERE id = ?`, id);
    this.#database.run('DELETE FROM used_payees WHERE id = ? AND times = 0 AND drafts = 0', id);
  }

  /** Names the payee as the newest voucher does: one that was sent, else one on the desk. */
  name(id: number): void {
    const newest = this.#newest(id, true) ?? this.#newest(id, false);
    const named = newest === undefined ? undefined : this.#database.get(payeeOf, newest);
    if (named === undefined) return;
    this.#database.run(
      'UPDATE used_payees SET name = ?, tax_code = ? WHERE id = ?',
      named.payee_name,
      named.payee_tax,
      id,
    );
  }

  #newest(id: number, sent: boolean): number | undefined {
    return this.#database.get(newestWith, id, sent ? 1 : 0)?.id ?? undefined;
  }

  used(id: number): UsedPayee | undefined {
    return this.#database.get(byId, id);
  }

  /** Those that may be offered. */
  offered(): readonly UsedPayee[] {
    return this.#database.all(offered);
  }

  timesOf(key: string): number {
    return this.#database.get(byKey, key)?.times ?? 0;
  }

  saved(): readonly SavedPayee[] {
    return this.#database.all(saved);
  }

  savedByKey(key: string): SavedPayee | undefined {
    return this.#database.get(savedByKey, key);
  }

  savedById(id: string): SavedPayee | undefined {
    return this.#database.get(savedById, id);
  }

  put(row: SavedPayee, at: string): void {
    const values = [row.key, row.name, row.tax_code, row.account_number, row.bank, at];
    this.#database.run(
      `INSERT INTO payees (payee_id, key, name, tax_code, account_number, bank, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (payee_id) DO UPDATE SET key = excluded.key, name = excluded.name, tax_code = excluded.tax_code,
         account_number = excluded.account_number, bank = excluded.bank, saved_at = excluded.saved_at`,
      row.payee_id,
      ...values,
    );
  }

  drop(id: string): void {
    this.#database.run('DELETE FROM payees WHERE payee_id = ?', id);
  }

  hide(key: string): void {
    this.#database.run('INSERT OR IGNORE INTO hidden_payees (key) VALUES (?)', key);
  }

  show(key: string): void {
    this.#database.run('DELETE FROM hidden_payees WHERE key = ?', key);
  }
}
