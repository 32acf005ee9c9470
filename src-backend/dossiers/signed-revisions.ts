import { DvcttError } from '#shared/contract/errors.ts';
import type { SigningStep } from '#shared/domain/people/roles.ts';
import type { Person } from '../accounts/person.ts';
import type { DossierRow } from '../store/tables.ts';
import { Overrun, overrunCodes } from '../validation/overrun.ts';
import type { RevisionResult } from '../validation/task.ts';
import type { Desk } from './desk.ts';
import { refuseWrongSignature } from './new-signature.ts';
import { revisedDocuments, signatureFormatOf, type RevisedDocument } from './revisions.ts';
import type { SignaturesRequest } from './sign.ts';
import { judgementOf } from './signature-report.ts';
import { readStaged } from './staging.ts';

export interface VerifiedRevision {
  readonly documentId: string;
  readonly name: string;
  /** Place among the document's revisions. */
  readonly number: number;
  readonly sha256: string;
  readonly size: number;
}

interface Signing {
  readonly person: Person;
  readonly step: SigningStep;
  readonly row: DossierRow;
}

/**
 * Verifies that every document of the dossier was signed, once, by the signed-in person with the registered
 * certificate, and that nothing else about it changed.
 * @throws DvcttError with the code of the first thing that is wrong
 */
export async function verifySignedRevisions(
  desk: Desk,
  signing: Signing,
  request: SignaturesRequest,
): Promise<readonly VerifiedRevision[]> {
  const documents = await revisedDocuments(desk.store, signing.row);
  await refuseSecondSignatureOfOneHuman(desk, signing, documents);
  refuseOtherSelection(documents, request);
  const verified: VerifiedRevision[] = [];
  for (const document of documents) {
    const given = request.documents.find(({ id }) => id === document.id);
    if (given?.base !== document.newest.sha256)
      throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
    const size = await stagedSize(desk, signing, given);
    if (size === undefined)
      throw new DvcttError('DOCUMENT_CHANGED', { name: document.name, what: 'not staged' });
    await verifyRevision(desk, signing, document, given.sha256);
    verified.push({
      documentId: document.id,
      name: document.name,
      number: document.newest.number + 1,
      sha256: given.sha256,
      size,
    });
  }
  return verified;
}

/** Every document, each once: a voucher left unsigned would travel under the others' signatures. */
function refuseOtherSelection(documents: readonly RevisedDocument[], request: SignaturesRequest): void {
  const given = new Set(request.documents.map(({ id }) => id));
  const missing = documents.find(({ id }) => !given.has(id));
  if (missing !== undefined) throw new DvcttError('SIGNATURE_MISSING', { name: missing.name });
  if (request.documents.length !== documents.length) {
    throw new DvcttError('REQUEST_INVALID', { what: 'documents that are not the dossier’s' });
  }
}

/** Two accounts, two certificates, but one person behind them is still one signature. */
async function refuseSecondSignatureOfOneHuman(
  desk: Desk,
  { person }: Signing,
  documents: readonly RevisedDocument[],
): Promise<void> {
  const earlier = documents.flatMap(({ revisions }) =>
    revisions.filter((revision) => revision.step !== null),
  );
  if (earlier.length === 0) return;
  const signers = await desk.store
    .selectFrom('people')
    .select(['username', 'identity_number'])
    .where('username', 'in', [...new Set(earlier.map(({ username }) => username))])
    .execute();
  const sameHuman = signers.some(
    (signer) => signer.username === person.username || signer.identity_number === person.identity_number,
  );
  const sameCertificate = earlier.some(
    (revision) => revision.certificate_thumbprint === person.certificate_thumbprint,
  );
  if (sameHuman || sameCertificate) throw new DvcttError('SIGNER_DUPLICATE');
}

async function stagedSize(
  desk: Desk,
  { person, row }: Signing,
  given: SignaturesRequest['documents'][number],
): Promise<number | undefined> {
  const staged = await desk.store
    .selectFrom('staged')
    .select('size')
    .where('dossier_code', '=', row.code)
    .where('document_id', '=', given.id)
    .where('username', '=', person.username)
    .where('base', '=', given.base)
    .where('sha256', '=', given.sha256)
    .executeTakeFirst();
  return staged?.size;
}

async function verifyRevision(
  desk: Desk,
  { person, row }: Signing,
  document: RevisedDocument,
  sha256: string,
): Promise<void> {
  const { report, earlier } = await judgeRevision(desk, person, document, sha256);
  refuseWrongSignature(report, {
    name: document.name,
    earlier,
    person,
    signers: document.revisions.flatMap(({ certificate_thumbprint: thumbprint }) => thumbprint ?? []),
    now: desk.now(),
    forwardedAt: new Date(row.forwarded_at),
    isRevoked: desk.trust.isRevoked,
  });
}

/** @throws DvcttError with the code of a file that cannot be read, when it cannot be judged within its limits */
async function judgeRevision(
  desk: Desk,
  person: Person,
  document: RevisedDocument,
  sha256: string,
): Promise<RevisionResult> {
  try {
    return await desk.validation.revision(person.username, async () => ({
      kind: 'revision',
      ...(await judgementOf(desk, document)),
      before: await desk.blobs.read(document.newest.sha256),
      after: await readStaged(desk, document.name, sha256),
      first: document.newest.number === 0,
    }));
  } catch (cause) {
    if (!(cause instanceof Overrun)) throw cause;
    const code = overrunCodes[signatureFormatOf(document)];
    throw new DvcttError(code, { name: document.name, limit: cause.limit }, { cause });
  }
}
