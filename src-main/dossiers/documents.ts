/** Reading the files of a dossier: frozen documents from the server, attachments and previews of a draft from here. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { CallOutput } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
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

function file(name: string, mediaType: string, bytes: Uint8Array): File {
  return { name, mediaType, sha256: sha256(bytes), base64: Buffer.from(bytes).toString('base64') };
}

/** Newest revision of a forwarded document; a detached signature comes as its `.p7s`. */
export async function readDocument(services: DossierServices, code: DossierCode, id: string): Promise<File> {
  const { document, bytes } = await fetchDocument(services, code, id);
  // The newest revision of a file that is signed beside itself is the signature, not the file.
  return formatOf(document) === 'cades' && document.signedBy.length > 0
    ? file(`${document.name}.p7s`, 'application/pkcs7-signature', bytes)
    : file(document.name, document.mediaType, bytes);
}

/** The frozen, unsigned bytes of a forwarded document. */
export async function readOriginal(services: DossierServices, code: DossierCode, id: string): Promise<File> {
  const dossier = await services.backend.dossier(code);
  const document = dossier.documents.find((candidate) => candidate.id === id);
  if (document === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code, document: id });
  const bytes = await services.backend.document(code, id, 'original');
  if (sha256(bytes) !== document.originalSha256)
    throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
  return file(document.name, document.mediaType, bytes);
}

export async function verifyDocument(
  services: DossierServices & { readonly trust: () => Promise<TrustedCertificates> },
  code: DossierCode,
  id: string,
): Promise<ValidationReport> {
  const { document, bytes } = await fetchDocument(services, code, id);
  if (document.signedBy.length === 0) {
    return { indication: 'indeterminate', reason: 'SIGNATURE_MISSING', signatures: [] };
  }
  const { anchors, intermediates } = await services.trust();
  const content =
    formatOf(document) === 'cades' ? { content: await services.backend.document(code, id, 'original') } : {};
  return validateDocument(bytes, {
    ...content,
    trustAnchors: [...anchors],
    intermediates: [...intermediates],
    now: services.now(),
    fileName: document.name,
  });
}

async function fetchDocument(services: DossierServices, code: DossierCode, id: string) {
  services.session.require();
  const dossier = await services.backend.dossier(code);
  const document = dossier.documents.find((candidate) => candidate.id === id);
  if (document === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code, document: id });
  const bytes = await services.backend.document(code, id, 'newest');
  if (sha256(bytes) !== document.sha256) throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
  return { document, bytes };
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
