/**
 * Which files a dossier consists of once the accountant forwards it. Client and server derive ids, names and order
 * from the content by this one rule, so the server can check that nothing is missing, added or swapped.
 */
import { formOf } from '../vouchers/forms/forms.ts';
import type { Voucher } from '../vouchers/voucher.ts';
import type { Attachment, DossierContent, DossierDocument } from './dossier.ts';

export interface PlannedDocument {
  readonly id: string;
  readonly kind: DossierDocument['kind'];
  readonly name: string;
  readonly mediaType: string;
}

/** Id of a voucher's data of record. */
export const voucherXmlId = (voucher: Voucher) => `voucher.${voucher.id}.xml`;
/** Id of a voucher's printed form. */
export const voucherPdfId = (voucher: Voucher) => `voucher.${voucher.id}.pdf`;
export const attachmentDocumentId = (attachment: Attachment) => `attachment.${attachment.id}`;

/** `C2-02a-NS_0012.pdf`; the place in the dossier when a voucher has no number. Safe as a file name anywhere. */
export function voucherFileName(voucher: Voucher, index: number, extension: 'xml' | 'pdf'): string {
  const form = formOf(voucher).fileName;
  const number = voucher.number.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '');
  return `${form}_${number === '' ? String(index + 1) : number}.${extension}`;
}

/** In the order in which they are shown and signed: per voucher the printed form and its data, then attachments. */
export function plannedDocuments(content: DossierContent): readonly PlannedDocument[] {
  const vouchers = content.vouchers.flatMap((voucher, index): PlannedDocument[] => [
    {
      id: voucherPdfId(voucher),
      kind: 'VOUCHER_PDF',
      name: voucherFileName(voucher, index, 'pdf'),
      mediaType: 'application/pdf',
    },
    {
      id: voucherXmlId(voucher),
      kind: 'VOUCHER_XML',
      name: voucherFileName(voucher, index, 'xml'),
      mediaType: 'application/xml',
    },
  ]);
  const attachments = content.attachments.map((attachment): PlannedDocument => ({
    id: attachmentDocumentId(attachment),
    kind: 'ATTACHMENT',
    name: attachment.name,
    mediaType: attachment.mediaType,
  }));
  return [...vouchers, ...attachments];
}
