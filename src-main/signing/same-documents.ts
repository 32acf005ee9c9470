/**
 * A signer's desktop does not believe what it is told: it makes every voucher's documents again from the content and
 * compares. Otherwise an accountant's altered program could freeze a printed form that shows one amount beside data
 * that hold another, and both would be signed.
 */
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import { attachmentDocumentId, plannedDocuments } from '#shared/domain/dossiers/frozen-documents.ts';
import type { DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import { sha256 } from '../blobs/blob-store.ts';
import { makeVoucherDocuments } from '../dossiers/freeze.ts';

/** @throws DOCUMENT_CHANGED naming the document that is not what the content says */
export async function requireSameDocuments(dossier: ServerDossier): Promise<void> {
  const expected = new Map<string, string>();
  for (const [id, bytes] of await makeVoucherDocuments(dossier.code, dossier.content))
    expected.set(id, sha256(bytes));
  for (const attachment of dossier.content.attachments) {
    expected.set(attachmentDocumentId(attachment), attachment.sha256);
  }
  const planned = plannedDocuments(dossier.content);
  if (planned.length !== dossier.documents.length) {
    throw new DvcttError('DOCUMENT_CHANGED', { expected: planned.length, found: dossier.documents.length });
  }
  for (const [index, { id, kind, name }] of planned.entries()) {
    const found = dossier.documents[index];
    if (found?.id !== id || found.kind !== kind || found.originalSha256 !== expected.get(id)) {
      throw new DvcttError('DOCUMENT_CHANGED', { name, document: id });
    }
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
