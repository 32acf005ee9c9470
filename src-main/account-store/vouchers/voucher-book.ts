/** What may be asked of the vouchers of a store: earlier ones, their numbers, their sums. */
import type { EarlierVoucher } from '#shared/contract/voucher-desk.ts';
import type { ReportGroup } from '#shared/contract/reports.ts';
import type { DossierCode, DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import type { FormId, Voucher } from '#shared/domain/vouchers/voucher.ts';

export interface VoucherFilter {
  readonly query: string;
  readonly formId: FormId | undefined;
  readonly limit: number;
}

export interface SumsFilter {
  readonly by: ReportGroup;
  /** Months, `yyyy-MM`, both included. */
  readonly from: string;
  readonly to: string;
  /** Undefined: all. */
  readonly statuses: readonly DossierStatus[] | undefined;
  readonly account: string | undefined;
}

export interface Sum {
  readonly key: string;
  readonly vouchers: number;
  /** Đồng. */
  readonly total: bigint;
}

/** Of the vouchers in an answer lists of beneficiaries (mẫu 20) are no part: they repeat their voucher’s total. */
export interface Sums {
  /** In the order of their keys. */
  readonly groups: readonly Sum[];
  readonly vouchers: number;
  readonly total: bigint;
  /** Accounts of the months and statuses asked for, whichever account was. */
  readonly accounts: readonly string[];
}

/**
 * All vouchers of the list. It follows the contents a little later: who asks anything settles all first, and who looks
 * for words has them cut too.
 */
export interface VoucherBook {
  /** Brings up to `limit` entries that changed into the book, newest first; answers how many. */
  settle(limit: number): number;
  /** Lets the vouchers of up to `limit` entries that are settled be found by their words; answers how many entries. */
  cutWords(limit: number): number;
  /** Newest first. */
  find(filter: VoucherFilter): readonly EarlierVoucher[];
  /** As it stands in the draft or dossier. */
  get(code: DossierCode, voucherId: string): Voucher | undefined;
  /** Numbers of a form in a year (4 digits) and on vouchers without a date; `last` was written last. */
  numbers(
    formId: FormId,
    year: string,
  ): { readonly last: string | undefined; readonly all: readonly string[] };
  sums(filter: SumsFilter): Sums;
}
