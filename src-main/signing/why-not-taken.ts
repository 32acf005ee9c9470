/** Why the server did not take signatures: it says that the documents are others, and a person wants to know whose. */
import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';

/** What the server says of signatures over documents that have been signed meanwhile. */
const late: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'DOCUMENT_CHANGED',
  'DOSSIER_STATE',
  'ROLE_FORBIDDEN',
]);

/**
 * SIGNED_OTHERWISE when somebody with the same right (the account holder, or their deputy) was faster with all of these
 * documents; else the failure as it was.
 * @param dossier as it stood when signing began
 */
export async function whyNotTaken(
  failure: unknown,
  dossier: ServerDossier,
  documentIds: readonly string[],
  backend: Pick<BackendClient, 'dossier'>,
): Promise<unknown> {
  if (!(failure instanceof DvcttError) || !late.has(failure.code)) return failure;
  const { code, version, status } = dossier;
  const step = status === 'CHO_KTT_KY' ? 'KTT' : 'CTK';
  const standing = await backend.dossier(code).catch(() => undefined);
  if (standing?.version !== version) return failure;
  const signed = documentIds.every((id) =>
    standing.documents.find((document) => document.id === id)?.signedBy.includes(step),
  );
  return signed ? new DvcttError('SIGNED_OTHERWISE', { code }) : failure;
}
