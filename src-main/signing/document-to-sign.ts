/** One document of a dossier on its way to a signature: how it is fetched, judged and signed. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import { sha256 } from '../blobs/blob-store.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import type { BatchItem } from './batch.ts';
import { prepareSignature } from './format.ts';
import { grewFrom } from './same-documents.ts';

export interface DocumentToSign {
  readonly document: DossierDocument;
  /** Newest revision. */
  readonly bytes: Uint8Array;
  /** The frozen file itself, where its signatures stand beside it (CAdES) and not in it. */
  readonly content?: Uint8Array;
}

/** What signatures are judged by. */
export interface Judge {
  readonly trust: () => Promise<TrustedCertificates>;
  readonly now: () => Date;
}

/**
 * Fetches the newest revision. Signatures already on it must be valid: nobody adds theirs to a forged one.
 * @throws DOCUMENT_CHANGED unless it is the one with this digest (`shown`) and has grown from the frozen file, or why an
 * earlier signature is not valid
 */
export async function loadDocument(
  backend: Pick<BackendClient, 'document'>,
  dossier: ServerDossier,
  document: DossierDocument,
  shown: string | undefined,
  judge: Judge,
): Promise<DocumentToSign> {
  const bytes = await backend.document(dossier.code, document.id, 'newest');
  const digest = sha256(bytes);
  if (digest !== document.sha256 || shown !== digest) {
    throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
  }
  const detached = formatOf(document) === 'cades';
  // A server that lies could name another file beside the frozen one as long as nobody has signed.
  if (document.signedBy.length === 0 && digest !== document.originalSha256) {
    throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
  }
  if (document.signedBy.length === 0) return { document, bytes, ...(detached ? { content: bytes } : {}) };
  const original = await backend.document(dossier.code, document.id, 'original');
  // Once signed, the newest revision must still be the frozen file with signatures added.
  const same = detached ? sha256(original) === document.originalSha256 : grewFrom(document, original, bytes);
  if (!same) throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
  const toSign = { document, bytes, ...(detached ? { content: original } : {}) };
  const report = await judgeRevision(toSign, bytes, judge);
  if (report.indication !== 'valid') {
    throw new DvcttError(report.reason ?? 'SIGNATURE_INVALID', { name: document.name });
  }
  return toSign;
}

/** Judges every signature on a revision of the document. */
export async function judgeRevision(
  { document, content }: DocumentToSign,
  revision: Uint8Array,
  { trust, now }: Judge,
): Promise<ValidationReport> {
  const { anchors, intermediates } = await trust();
  return validateDocument(revision, {
    ...(content === undefined ? {} : { content }),
    format: formatOf(document),
    trustAnchors: anchors,
    intermediates,
    now: now(),
    fileName: document.name,
  });
}

/** How the document gets its next signature. */
export function itemOf(
  { document, bytes, content }: DocumentToSign,
  certificate: Pick<TokenCertificate, 'certificate' | 'chain'>,
): BatchItem {
  const signer = { certificate: certificate.certificate, chain: certificate.chain };
  const earlier = content !== undefined && document.signedBy.length > 0 ? { existing: bytes } : {};
  return {
    id: document.id,
    name: document.name,
    prepare: (algorithm, signingTime, id) =>
      prepareSignature(content ?? bytes, signer, {
        format: formatOf(document),
        algorithm,
        signingTime,
        ...(id === undefined ? {} : { id }),
        ...earlier,
      }),
  };
}

export function formatOf(document: DossierDocument): 'pades' | 'xades' | 'cades' {
  if (document.kind === 'VOUCHER_XML') return 'xades';
  return document.mediaType === 'application/pdf' ? 'pades' : 'cades';
}
