import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { dossierReportSchema } from '#shared/contract/http.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import type { Person } from '../accounts/person.ts';
import type { DossierRow } from '../store/tables.ts';
import { Overrun } from '../validation/overrun.ts';
import type { Desk } from './desk.ts';
import { revisedDocuments, signatureFormatOf, type RevisedDocument } from './revisions.ts';

/** How a document is to be judged, whichever revision of it. */
export async function judgementOf(desk: Desk, document: RevisedDocument) {
  const format = signatureFormatOf(document);
  return {
    name: document.name,
    format,
    ...(format === 'cades' ? { content: await desk.blobs.read(document.original.sha256) } : {}),
    trustAnchors: [...desk.trust.anchors],
    intermediates: [...desk.trust.intermediates],
    now: desk.now(),
  };
}

/** The newest revision of a document, validated afresh. One that cannot be judged within its limits is indeterminate. */
async function validateNewest(
  desk: Desk,
  person: Person,
  document: RevisedDocument,
): Promise<ValidationReport> {
  try {
    return await desk.validation.report(person.username, async () => ({
      kind: 'report',
      ...(await judgementOf(desk, document)),
      bytes: await desk.blobs.read(document.newest.sha256),
    }));
  } catch (cause) {
    if (!(cause instanceof Overrun)) throw cause;
    return { indication: 'indeterminate', reason: 'SIGNATURE_INDETERMINATE', signatures: [] };
  }
}

/** The newest revision of every document, validated afresh. */
export async function reportOnDossier(
  desk: Desk,
  person: Person,
  row: DossierRow,
): Promise<z.output<typeof dossierReportSchema>> {
  const documents: z.output<typeof dossierReportSchema>['documents'] = [];
  for (const document of await revisedDocuments(desk.store, row)) {
    const report = await validateNewest(desk, person, document);
    documents.push({ id: document.id, name: document.name, report });
  }
  return { documents };
}

/**
 * Every step's signature on every document must verify at this moment, whatever was found when it was committed.
 * @throws DvcttError naming the first document that does not
 */
export async function refuseUnsoundSignatures(desk: Desk, person: Person, row: DossierRow): Promise<void> {
  for (const document of await revisedDocuments(desk.store, row)) {
    const { name, revisions } = document;
    const report = await validateNewest(desk, person, document);
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
