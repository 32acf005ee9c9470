/** Numbers and codes that are printed in groups and hold none: spaces in them are taken out. */
import type { LineFieldPath, VoucherFieldPath } from '#shared/domain/vouchers/fields.ts';

const plain: ReadonlySet<VoucherFieldPath | LineFieldPath> = new Set<VoucherFieldPath | LineFieldPath>([
  'unitCode',
  'accountNumber',
  'payee.taxCode',
  'payee.accountNumber',
  'cashReceiver.identityNumber',
  'taxpayer.taxCode',
  'tax.collectorCode',
  'tax.area',
  'payer.accountNumber',
  'budgetYear',
  'payeeAccount',
  'payeeIdentity',
]);

export function isWrittenPlain(path: VoucherFieldPath | LineFieldPath): boolean {
  return plain.has(path);
}
