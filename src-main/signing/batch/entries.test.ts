import { expect, it } from 'vitest';
import type { ServerDossier } from '#shared/contract/http.ts';
import { voucherPdfId } from '#shared/domain/dossiers/frozen-documents.ts';
import type { DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import {
  cashVoucher,
  sampleContent,
  sampleDossierCode,
  sampleVoucher,
  sampleVoucherOf,
} from '#test/support/sample-dossier.ts';
import { entriesOf, totalOf } from './entries.ts';

it('names who fetches the cash, although a payee stands in the voucher too', () => {
  const [entry] = entriesFor({ ...cashVoucher, payee: sampleVoucher.payee });
  expect(entry?.name).toBe(cashVoucher.cashReceiver.name);
});

it('tells the sum of a list beside its beneficiaries, and counts it once with the voucher that pays them', () => {
  const entries = entriesFor(sampleVoucherOf('17'), sampleVoucherOf('20'));
  expect(entries.map(({ name }) => name)).toEqual([
    sampleVoucher.payee.name,
    '2 người thụ hưởng, 16.205.000 đồng',
  ]);
  expect(totalOf(entries)).toBe('16205000');
});

function entriesFor(...vouchers: readonly Voucher[]) {
  const documents = vouchers.map((voucher): DossierDocument => ({
    id: voucherPdfId(voucher),
    kind: 'VOUCHER_PDF',
    name: `${voucher.number}.pdf`,
    mediaType: 'application/pdf',
    sha256: 'a'.repeat(64),
    originalSha256: 'a'.repeat(64),
    originalSize: 1,
    size: 1,
    signedBy: [],
  }));
  const dossier: Pick<ServerDossier, 'code' | 'content' | 'documents'> = {
    code: sampleDossierCode,
    content: { ...sampleContent, vouchers: [...vouchers], attachments: [] },
    documents,
  };
  return entriesOf(dossier, 'KTT');
}
