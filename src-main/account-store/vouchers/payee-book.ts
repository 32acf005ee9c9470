import type { BookedPayee } from '#shared/contract/voucher-desk.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';

export interface PayeeBook {
  /** All rows, each account at a bank once, in no order. Vouchers that changed are to be settled first. */
  list(): readonly BookedPayee[];
  /**
   * Writes a payee into the book: over the row of that id, over the row of the same account, or as a new one. Saving over
   * a used one under another account replaces it. `payee` has an account.
   */
  save(id: string | undefined, payee: Voucher['payee']): BookedPayee;
  /** Takes a row out; one that vouchers use is not offered again until it is saved. */
  delete(id: string): void;
}
