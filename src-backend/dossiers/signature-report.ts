import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { dossierReportSchema } from '#shared/contract/http.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import type { DossierRow } from '../store/tables.ts';
import type { Desk } from './desk.ts';
import { revisedDocuments, signatureFormatOf, type RevisedDocument } from './revisions.ts';

/** The server's own validation of one revision of a document. A file that cannot be read is an invalid one. */
export async function validateRevision(
  desk: Desk,
  document: RevisedDocument,
  sha256: string,
): Promise<ValidationReport> {
  const bytes = await desk.blobs.read(sha256);
  const format = signatureFormatOf(document);
  try {
    return await validateDocument(bytes, {
      // Said, not guessed: a file that is two kinds at once must not choose its own judge.
      format,
      ...(format === 'cades' ? { content: await desk.blobs.read(document.original.sha256) } : {}),
      trustAnchors: [...desk.trust.anchors],
      intermediates: [...desk.trust.intermediates],
      now: desk.now(),
      fileName: document.name,
    });
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    return { indication: 'invalid', reason: cause.code, signatures: [] };
  }
}

/** The newest revision of every document, validated afresh. */
export async function reportOnDossier(
  desk: Desk,
  row: DossierRow,
): Promise<z.output<typeof dossierReportSchema>> {
  const documents: z.output<typeof dossierReportSchema>['documents'] = [];
  for (const document of await revisedDocuments(desk.store, row)) {
    const report = await validateRevision(desk, document, document.newest.sha256);
    documents.push({ id: document.id, name: document.name, report });
  }
  return { documents };
}

/**
 * Every step's signature on every document must verify at this moment, whatever was found when it was committed.
 * @throws DvcttError naming the first document that does not
 */
export async function refuseUnsoundSignatures(desk: Desk, row: DossierRow): Promise<void> {
  for (const document of await revisedDocuments(desk.store, row)) {
    const { name, newest, revisions } = document;
    const report = await validateRevision(desk, document, newest.sha256);
    for (const { step, certificate_thumbprint: thumbprint } of revisions) {
      if (step === null) continue;
      const signature = report.signatures.find(({ signer }) => signer?.thumbprint === thumbprint);
      if (signature === undefined) throw new DvcttError(report.reason ?? 'SIGNATURE_MISSING', { name, step });
      if (signature.indication !== 'valid') {
        throw new DvcttError(signature.reason ?? 'SIGNATURE_INDETERMINATE', { name, step });
      }
      if (desk.trust.isRevoked(signature.signer?.serial ?? ''))
        throw new DvcttError('CERT_REVOKED', { name, step });
    }
  }
}
