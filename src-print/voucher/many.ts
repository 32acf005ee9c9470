/** Many vouchers as one PDF: for keeping or printing what is exported, never for signing. */
import { createHash } from 'node:crypto';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { Sheet } from '../sheet.ts';
import { drawForm } from './form.ts';

export interface VoucherToPrint {
  readonly voucher: Voucher;
  readonly dossierCode: DossierCode;
}

/**
 * The forms one after the other, each from a page of its own and with its own “Trang x/y”. The same vouchers give the
 * same bytes.
 * @throws {RangeError} when there is none: a PDF has at least one page
 */
export async function printVouchers(vouchers: readonly VoucherToPrint[]): Promise<Uint8Array> {
  if (vouchers.length === 0) throw new RangeError('no voucher to print');
  const fingerprint = createHash('sha256');
  for (const { voucher, dossierCode } of vouchers) fingerprint.update(JSON.stringify([dossierCode, voucher]));
  const newest = vouchers.reduce(
    (date, { voucher }) => (voucher.date > date ? voucher.date : date),
    '1970-01-01',
  );
  const sheet = new Sheet({
    title: `${String(vouchers.length)} chứng từ`,
    subject: 'Bản in chứng từ',
    keywords: fingerprint.digest('hex'),
    createdAt: new Date(`${newest}T00:00:00Z`),
  });
  vouchers.forEach(({ voucher, dossierCode }, at) => {
    if (at > 0) sheet.startPart();
    drawForm(sheet, voucher, dossierCode);
  });
  return sheet.finish();
}
