import {
  attachmentDocumentId,
  plannedDocuments,
  voucherFileName,
  voucherPdfId,
  voucherXmlId,
} from '#shared/domain/dossiers/frozen-documents.ts';
import type { DossierCode, DossierContent, DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { writeVoucherXml } from '#shared/domain/vouchers/xml.ts';
import { sha256 } from '../blobs/blob-store.ts';
import { printVoucher } from '#print/voucher/voucher.ts';

export interface FrozenDocument {
  readonly id: string;
  readonly kind: DossierDocument['kind'];
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** The exact bytes that will be shown and signed, in the order of `plannedDocuments`. */
export async function freezeDocuments(
  code: DossierCode,
  content: DossierContent,
  attachmentBytes: (sha256: string) => Promise<Uint8Array>,
): Promise<readonly FrozenDocument[]> {
  const bytesById = new Map(await makeVoucherDocuments(code, content));
  for (const attachment of content.attachments) {
    bytesById.set(attachmentDocumentId(attachment), await attachmentBytes(attachment.sha256));
  }
  return plannedDocuments(content).map((document) => {
    const bytes = bytesById.get(document.id) ?? new Uint8Array();
    return { ...document, bytes, sha256: sha256(bytes) };
  });
}

/**
 * The printed form and the data of record of every voucher, by document id; the same content gives the same bytes on
 * every machine. Each XML names the SHA-256 of its printed form and of every attachment, so the signatures bind the
 * files of a dossier together and none can be swapped.
 */
export async function makeVoucherDocuments(
  code: DossierCode,
  content: DossierContent,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const made = new Map<string, Uint8Array>();
  for (const voucher of content.vouchers)
    for (const [id, bytes] of await makeVoucher(code, content, voucher)) made.set(id, bytes);
  return made;
}

/** The same of one voucher of the content: its printed form, then its data. */
export async function makeVoucher(
  code: DossierCode,
  content: DossierContent,
  voucher: Voucher,
): Promise<readonly (readonly [id: string, bytes: Uint8Array])[]> {
  const attachments = content.attachments.map(({ name, sha256: digest, size }) => ({
    name,
    sha256: digest,
    size,
  }));
  const pdf = await printVoucher(voucher, { dossierCode: code });
  const name = voucherFileName(content, content.vouchers.indexOf(voucher), 'pdf');
  const printedForm = { name, sha256: sha256(pdf), size: pdf.length };
  const xml = writeVoucherXml({ dossierCode: code, voucher, printedForm, attachments });
  return [
    [voucherPdfId(voucher), pdf],
    [voucherXmlId(voucher), new TextEncoder().encode(xml)],
  ];
}
