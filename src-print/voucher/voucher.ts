/** The printed form of a voucher: what people look at before they sign. */
import { createHash } from 'node:crypto';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { Sheet } from '../sheet.ts';
import { drawForm } from './form.ts';

export interface PrintContext {
  readonly dossierCode: DossierCode;
}

/**
 * PDF 1.7, A4, of the voucher's form with embedded fonts. The same voucher in the same dossier gives the same bytes:
 * its dates and identifier come from its content. Drafts print too; empty fields stay as dotted lines.
 */
export async function printVoucher(voucher: Voucher, { dossierCode }: PrintContext): Promise<Uint8Array> {
  const { title, symbol } = formOf(voucher);
  const number = voucher.number === '' ? '' : `số ${voucher.number}`;
  const sheet = new Sheet({
    title: [title.vi, symbol, number].filter((part) => part !== '').join(' '),
    subject: `Hồ sơ ${dossierCode}`,
    keywords: createHash('sha256')
      .update(JSON.stringify([dossierCode, voucher]))
      .digest('hex'),
    createdAt: new Date(`${voucher.date === '' ? '1970-01-01' : voucher.date}T00:00:00Z`),
  });
  drawForm(sheet, voucher, dossierCode);
  return sheet.finish();
}
