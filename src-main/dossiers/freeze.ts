import { plannedDocuments, voucherPdfId, voucherXmlId } from '#shared/domain/dossiers/frozen-documents.ts';
import type { DossierCode, DossierContent, DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import { writeVoucherXml } from '#shared/domain/vouchers/xml.ts';
import { sha256 } from '../blobs/blob-store.ts';
import { printVoucher } from './print/voucher.ts';

export interface FrozenDocument {
  readonly id: string;
  readonly kind: DossierDocument['kind'];
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/**
 * The exact bytes that will be shown and signed. Each voucher's XML names the SHA-256 of its printed form and of every
 * attachment, so the signatures bind the files of a dossier together and none can be swapped.
 */
export async function freezeDocuments(
  code: DossierCode,
  content: DossierContent,
  attachmentBytes: (sha256: string) => Promise<Uint8Array>,
): Promise<readonly FrozenDocument[]> {
  const bytesById = new Map<string, Uint8Array>();
  const attachments = content.attachments.map(({ name, sha256: digest, size }) => ({
    name,
    sha256: digest,
    size,
  }));
  const plan = plannedDocuments(content);
  for (const voucher of content.vouchers) {
    const pdf = await printVoucher(voucher, { dossierCode: code });
    const name = plan.find((document) => document.id === voucherPdfId(voucher))?.name ?? '';
    const printedForm = { name, sha256: sha256(pdf), size: pdf.length };
    const xml = writeVoucherXml({ dossierCode: code, voucher, printedForm, attachments });
    bytesById.set(voucherPdfId(voucher), pdf);
    bytesById.set(voucherXmlId(voucher), new TextEncoder().encode(xml));
  }
  for (const attachment of content.attachments) {
    bytesById.set(`attachment.${attachment.id}`, await attachmentBytes(attachment.sha256));
  }
  return plan.map((document) => {
    const bytes = bytesById.get(document.id) ?? new Uint8Array();
    return { ...document, bytes, sha256: sha256(bytes) };
  });
}
