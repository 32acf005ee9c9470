/** Reading the files of a dossier: frozen documents from the server, attachments and previews of a draft from here. */
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CallOutput, windowCalls } from '#shared/contract/ipc.ts';
import type { DossierCode, DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import { voucherFileName } from '#shared/domain/dossiers/frozen-documents.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { sha256 } from '../blobs/blob-store.ts';
import type { Workspace } from '../session/workspace.ts';
import { formatOf } from '../signing/document-to-sign.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import { printVoucher } from '#print/voucher/voucher.ts';
import { requireDraft } from './require-draft.ts';
import type { DossierServices } from './services.ts';

type File = CallOutput<'documents.read'>;
type Wanted = z.output<(typeof windowCalls)['documents.read']['input']>;

function file(name: string, mediaType: string, bytes: Uint8Array): File {
  return { name, mediaType, sha256: sha256(bytes), base64: Buffer.from(bytes).toString('base64') };
}

/** Newest revision of a forwarded document; a detached signature comes as its `.p7s`. */
export async function readDocument(services: DossierServices, wanted: Wanted): Promise<File> {
  const { document, bytes } = await fetchDocument(services, wanted);
  const { mediaType } = document;
  const name = nameOf(document, wanted);
  // The newest revision of a file that is signed beside itself is the signature, not the file.
  return formatOf(document) === 'cades' && document.signedBy.length > 0
    ? file(`${name}.p7s`, 'application/pkcs7-signature', bytes)
    : file(name, mediaType, bytes);
}

/** The frozen, unsigned bytes of a forwarded document. */
export async function readOriginal(services: DossierServices, wanted: Wanted): Promise<File> {
  services.session.require();
  const document = await findDocument(services, wanted);
  return file(nameOf(document, wanted), document.mediaType, await originalBytes(services, wanted, document));
}

/** An earlier version's signatures are judged as they are: whether they count for anything now, the dossier tells. */
export async function verifyDocument(
  services: DossierServices & { readonly trust: () => Promise<TrustedCertificates> },
  wanted: Wanted,
): Promise<ValidationReport> {
  const { document, bytes } = await fetchDocument(services, wanted);
  if (document.signedBy.length === 0) {
    return { indication: 'indeterminate', reason: 'SIGNATURE_MISSING', signatures: [] };
  }
  const { anchors, intermediates } = await services.trust();
  const content =
    formatOf(document) === 'cades' ? { content: await originalBytes(services, wanted, document) } : {};
  return validateDocument(bytes, {
    ...content,
    trustAnchors: [...anchors],
    intermediates: [...intermediates],
    now: services.now(),
    fileName: document.name,
  });
}

async function fetchDocument(services: DossierServices, wanted: Wanted) {
  services.session.require();
  const document = await findDocument(services, wanted);
  const { code, documentId, version } = wanted;
  const bytes = await services.backend.document(code, documentId, 'newest', version);
  if (sha256(bytes) !== document.sha256) throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
  return { document, bytes };
}

/** @throws DOSSIER_NOT_FOUND when the dossier, or that version of it, has no such document */
async function findDocument(
  { backend }: DossierServices,
  { code, documentId, version }: Wanted,
): Promise<DossierDocument> {
  const dossier = await (version === undefined
    ? backend.dossier(code)
    : backend.forwardedVersion(code, version));
  const document = dossier.documents.find(({ id }) => id === documentId);
  if (document === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code, document: documentId });
  return document;
}

async function originalBytes(
  { backend }: DossierServices,
  { code, documentId, version }: Wanted,
  { name, originalSha256 }: DossierDocument,
): Promise<Uint8Array> {
  const bytes = await backend.document(code, documentId, 'original', version);
  if (sha256(bytes) !== originalSha256) throw new DvcttError('DOCUMENT_CHANGED', { name });
  return bytes;
}

/** A file of an earlier version, once saved, must not be taken for the one that stands. */
function nameOf({ name }: DossierDocument, { version }: Wanted): string {
  return version === undefined ? name : `ban-cu-${version}-${name}`;
}

export async function readAttachment(
  services: DossierServices,
  code: DossierCode,
  id: string,
): Promise<File> {
  const workspace = services.session.requireWorkspace();
  const attachment = requireDraft(workspace, code).content.attachments.find(
    (candidate) => candidate.id === id,
  );
  if (attachment === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code, attachment: id });
  return file(attachment.name, attachment.mediaType, await attachmentBytes(workspace, attachment.sha256));
}

export async function previewVoucher(
  services: DossierServices,
  code: DossierCode,
  id: string,
): Promise<File> {
  const { content } = requireDraft(services.session.requireWorkspace(), code);
  const index = content.vouchers.findIndex((candidate) => candidate.id === id);
  const voucher = content.vouchers[index];
  if (voucher === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code, voucher: id });
  const pdf = await printVoucher(voucher, { dossierCode: code });
  return file(voucherFileName(content, index, 'pdf'), 'application/pdf', pdf);
}

/** An attachment's bytes: a colleague's, and one that was damaged here, are fetched from the server. */
export async function attachmentBytes({ store, sync }: Workspace, digest: string): Promise<Uint8Array> {
  try {
    return await store.blobs.get(digest);
  } catch (cause) {
    if (!(cause instanceof DvcttError) || !['BLOB_MISSING', 'BLOB_ALTERED'].includes(cause.code)) throw cause;
    await sync.fetchBlob(digest);
    return store.blobs.get(digest);
  }
}
