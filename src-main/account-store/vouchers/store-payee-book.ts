import { randomUUID } from 'node:crypto';
import type { BookedPayee } from '#shared/contract/voucher-desk.ts';
import { payeeKey } from '#shared/domain/vouchers/payee-key.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { StoreParts } from '../store-parts.ts';
import type { PayeeBook } from './payee-book.ts';
import type { SavedPayee, UsedPayee } from './payee-table.ts';

/** Ids of rows that nobody saved: `used:<row>`. */
const usedPrefix = 'used:';

/** Saved payees and those that vouchers of this store pay. */
export class StorePayeeBook implements PayeeBook {
  readonly #parts: StoreParts;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  list(): readonly BookedPayee[] {
    const { payees } = this.#parts;
    const saved = payees.saved();
    const keys = new Set(saved.map(({ key }) => key));
    const used = payees.offered().filter(({ key }) => !keys.has(key));
    return [...saved.map((row) => this.#savedRow(row)), ...used.map(usedRow)];
  }

  save(id: string | undefined, payee: Voucher['payee']): BookedPayee {
    const { database, payees, at } = this.#parts;
    return database.write(() => {
      const key = payeeKey(payee);
      const replaced = this.#used(id);
      if (replaced !== undefined && replaced.key !== key) payees.hide(replaced.key);
      const own = id === undefined || id.startsWith(usedPrefix) ? undefined : id;
      const same = payees.savedByKey(key);
      // The row that was edited gives way to the one that has the account already.
      if (same !== undefined && own !== undefined && same.payee_id !== own) payees.drop(own);
      const row: SavedPayee = {
        payee_id: same?.payee_id ?? own ?? randomUUID(),
        key,
        name: payee.name,
        tax_code: payee.taxCode,
        account_number: payee.accountNumber,
        bank: payee.bank,
      };
      payees.put(row, at());
      payees.show(key);
      return this.#savedRow(row);
    });
  }

  delete(id: string): void {
    const { database, payees } = this.#parts;
    database.write(() => {
      const key = this.#used(id)?.key ?? payees.savedById(id)?.key;
      if (key === undefined) return;
      payees.drop(id);
      payees.hide(key);
    });
  }

  #used(id: string | undefined): UsedPayee | undefined {
    if (id?.startsWith(usedPrefix) !== true) return undefined;
    const number = Number(id.slice(usedPrefix.length));
    return Number.isSafeInteger(number) ? this.#parts.payees.used(number) : undefined;
  }

  #savedRow(row: SavedPayee): BookedPayee {
    const times = this.#parts.payees.timesOf(row.key);
    return { id: row.payee_id, ...payeeOf(row), from: 'saved', times };
  }
}

function usedRow(row: UsedPayee): BookedPayee {
  return { id: `${usedPrefix}${row.id}`, ...payeeOf(row), from: 'used', times: row.times };
}

function payeeOf(row: Pick<SavedPayee, 'name' | 'tax_code' | 'account_number' | 'bank'>): Voucher['payee'] {
  return { name: row.name, taxCode: row.tax_code, accountNumber: row.account_number, bank: row.bank };
}
