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

type Named = Pick<DossierContent, 'vouchers' | 'attachments'>;

/** `C2-02a-NS_0012.pdf`; the place in the dossier when a voucher has no number. Safe as a file name anywhere. */
export function voucherFileName(content: Named, index: number, extension: 'xml' | 'pdf'): string {
  return `${voucherStems(content)[index] ?? ''}.${extension}`;
}

/** A voucher's file names without their ends: no two of a dossier fall together, in whichever folder they land. */
function voucherStems({ vouchers, attachments }: Named): readonly string[] {
  const taken = new Set(attachments.map(({ name }) => caseless(name)));
  const files = (stem: string) => [caseless(`${stem}.pdf`), caseless(`${stem}.xml`)];
  return vouchers.map((voucher, index) => {
    let stem = stemOf(voucher, index);
    while (files(stem).some((name) => taken.has(name))) stem += `_${index + 1}`;
    for (const name of files(stem)) taken.add(name);
    return stem;
  });
}

function stemOf(voucher: Voucher, index: number): string {
  // Composed first: an accent that stands by itself is no letter and would become a hyphen.
  const number = voucher.number
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '');
  return `${formOf(voucher).fileName}_${number === '' ? String(index + 1) : number}`;
}

/** Two names that are equal so are one file on Windows. */
const caseless = (name: string) => name.toLowerCase().normalize('NFC');

/** In the order in which they are shown and signed: per voucher the printed form and its data, then attachments. */
export function plannedDocuments(content: DossierContent): readonly PlannedDocument[] {
  const stems = voucherStems(content);
  const vouchers = content.vouchers.flatMap((voucher, index): PlannedDocument[] => [
    {
      id: voucherPdfId(voucher),
      kind: 'VOUCHER_PDF',
      name: `${stems[index] ?? ''}.pdf`,
      mediaType: 'application/pdf',
    },
    {
      id: voucherXmlId(voucher),
      kind: 'VOUCHER_XML',
      name: `${stems[index] ?? ''}.xml`,
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
