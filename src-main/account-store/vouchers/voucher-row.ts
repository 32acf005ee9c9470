import { createHash } from 'node:crypto';
import { cameBack } from '#shared/domain/dossiers/status.ts';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { dongSchema } from '#shared/domain/money/dong.ts';
import { payeeKey } from '#shared/domain/vouchers/payee-key.ts';
import { paysPayee } from '#shared/domain/vouchers/receiver.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { Entry } from '../catalogue/entry.ts';
import { inParts, type DongParts } from './dong-parts.ts';

/** A voucher as the book has it. */
export interface BookedRow extends DongParts {
  readonly id: number;
  readonly code: Entry['code'];
  readonly status: DossierStatus;
  /** `yyyy-MM`; empty without a date. */
  readonly month: string;
  /** That it is paid from; empty where none is named. */
  readonly account: string;
  readonly description: string;
  /** Whether it has left the accountant's desk. */
  readonly sent: boolean;
  /** Key of the payee that is learned from it; empty for none. */
  readonly payeeKey: string;
  readonly digest: Uint8Array;
  readonly voucher: Voucher;
}

/** More vouchers than a dossier may have. */
const places = 1024;

/** The rows of an entry's vouchers; their keys grow with the entry's place in the list. */
export function rowsOf(entry: Entry, touch: number): readonly BookedRow[] {
  return entry.content.vouchers.map((voucher, at) => ({
    id: touch * places + at,
    code: entry.code,
    status: entry.status,
    month: voucher.date.slice(0, 7),
    account: accountOf(voucher),
    description: voucher.lines.find(({ description }) => description !== '')?.description ?? '',
    sent: isSent(entry.status),
    payeeKey: learnedFrom(entry.status) ? keyToLearn(voucher) : '',
    ...inParts(BigInt(voucherTotal(voucher))),
    digest: createHash('sha256')
      .update(`${entry.status} ${JSON.stringify(voucher)}`)
      .digest()
      .subarray(0, 16),
    voucher,
  }));
}

/** Đồng by NDKT of the lines; lines that spend nothing yet have none. */
export function byNdkt(voucher: Voucher): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { ndkt, amount } of voucher.lines) {
    const spent = dongSchema.safeParse(amount).success ? BigInt(amount) : 0n;
    if (spent > 0n) sums.set(ndkt, (sums.get(ndkt) ?? 0n) + spent);
  }
  return sums;
}

/** The unit's account; where the form has none, the one that the payer pays from. */
export function accountOf({ accountNumber, payer }: Voucher): string {
  return accountNumber === '' ? (payer?.accountNumber ?? '') : accountNumber;
}

/** The accountant is done with it, and others have read it or are about to. */
function isSent(status: DossierStatus): boolean {
  return status !== 'DANG_SOAN' && !cameBack(status) && status !== 'KBNN_TU_CHOI';
}

/** What came back or was rejected may have done so for its payee: nothing is learned from it. */
function learnedFrom(status: DossierStatus): boolean {
  return isSent(status) || status === 'DANG_SOAN';
}

/** Somebody half typed is nobody to offer, nor who was left in a voucher that pays cash. */
function keyToLearn(voucher: Voucher): string {
  const { payee } = voucher;
  const isWhole = paysPayee(voucher) && payee.name.trim() !== '' && payee.bank.trim() !== '';
  return isWhole ? payeeKey(payee) : '';
}
