/**
 * A signer's desktop does not believe what it is told: it makes every voucher's documents again from the content and
 * compares. Otherwise an accountant's altered program could freeze a printed form that shows one amount beside data
 * that hold another, and both would be signed.
 */
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import { attachmentDocumentId, plannedDocuments } from '#shared/domain/dossiers/frozen-documents.ts';
import type { DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { sha256 } from '../blobs/blob-store.ts';
import { makeVoucher } from '../dossiers/freeze.ts';

/** @throws DOCUMENT_CHANGED naming the document that is not what the content says */
export async function requireSameDocuments(dossier: ServerDossier): Promise<void> {
  requireSamePlan(dossier);
  for (const voucher of dossier.content.vouchers) await requireSameVoucher(dossier, voucher);
}

/**
 * The part that costs nothing: the documents are those that the content gives, in their order, and the attachments the
 * ones that it names. @throws DOCUMENT_CHANGED
 */
export function requireSamePlan(dossier: ServerDossier): void {
  const { content, documents } = dossier;
  const planned = plannedDocuments(content);
  if (planned.length !== documents.length) {
    throw new DvcttError('DOCUMENT_CHANGED', { expected: planned.length, found: documents.length });
  }
  const attached = new Map(
    content.attachments.map((attachment) => [attachmentDocumentId(attachment), attachment.sha256]),
  );
  for (const [index, { id, kind, name }] of planned.entries()) {
    const found = documents[index];
    const same = found?.id === id && found.kind === kind && found.name === name;
    if (!same || (attached.has(id) && attached.get(id) !== found.originalSha256))
      throw new DvcttError('DOCUMENT_CHANGED', { name, document: id });
  }
}

/**
 * The printed form and the data of one voucher are what this program makes of it; that is work of some ten milliseconds.
 * @throws DOCUMENT_CHANGED
 */
export async function requireSameVoucher(dossier: ServerDossier, voucher: Voucher): Promise<void> {
  for (const [id, bytes] of await makeVoucher(dossier.code, dossier.content, voucher)) {
    const found = dossier.documents.find((document) => document.id === id);
    if (found?.originalSha256 !== sha256(bytes))
      throw new DvcttError('DOCUMENT_CHANGED', { name: found?.name ?? id, document: id });
  }
}

/**
 * Whether a revision is the original with signatures added and nothing else: a PDF grows at its end, an XML only
 * before its root's end tag, a detached signature leaves the file alone.
 */
export function grewFrom(document: DossierDocument, original: Uint8Array, revision: Uint8Array): boolean {
  if (sha256(original) !== document.originalSha256) return false;
  if (document.kind !== 'VOUCHER_XML')
    return Buffer.from(revision.subarray(0, original.length)).equals(original);
  const endTag = Buffer.from(original).lastIndexOf('</');
  const head = original.subarray(0, endTag);
  const tail = original.subarray(endTag);
  return (
    revision.length >= original.length &&
    Buffer.from(revision.subarray(0, head.length)).equals(head) &&
    Buffer.from(revision.subarray(revision.length - tail.length)).equals(tail)
  );
}
