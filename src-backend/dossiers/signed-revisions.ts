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
 * Verifies that every document that is given was signed, once, by the signed-in person with the registered certificate,
 * and that nothing else about it changed.
 * @throws DvcttError with the code of the first thing that is wrong
 */
export async function verifySignedRevisions(
  desk: Desk,
  signing: Signing,
  request: SignaturesRequest,
): Promise<readonly VerifiedRevision[]> {
  const documents = await revisedDocuments(desk.store, signing.row);
  await refuseSecondSignatureOfOneHuman(desk, signing, documents);
  const ofOthers = await certificatesOfOthers(desk, signing);
  const given = new Map(request.documents.map((document) => [document.id, document]));
  const verified: VerifiedRevision[] = [];
  for (const document of selectionOf(documents, signing.step, request)) {
    const { name } = document;
    const signed = given.get(document.id);
    if (signed?.base !== document.newest.sha256) throw new DvcttError('DOCUMENT_CHANGED', { name });
    const size = await stagedSize(desk, signing, signed);
    if (size === undefined) throw new DvcttError('DOCUMENT_CHANGED', { name, what: 'not staged' });
    await verifyRevision(desk, signing, document, { sha256: signed.sha256, ofOthers });
    verified.push({
      documentId: document.id,
      name,
      number: document.newest.number + 1,
      sha256: signed.sha256,
      size,
    });
  }
  return verified;
}

/**
 * The documents that are to be signed now, each once. A voucher is its printed form and its data: neither may be left
 * unsigned and travel under the other's signature.
 */
function selectionOf(
  documents: readonly RevisedDocument[],
  step: SigningStep,
  request: SignaturesRequest,
): readonly RevisedDocument[] {
  const given = new Set(request.documents.map(({ id }) => id));
  const selected = documents.filter(({ id }) => given.has(id));
  if (given.size !== request.documents.length || selected.length !== given.size) {
    throw new DvcttError('REQUEST_INVALID', { what: 'documents that are not the dossier’s, or one twice' });
  }
  const vouchers = new Set(selected.flatMap((document) => voucherOf(document) ?? []));
  const missing = documents.find((document) => {
    const voucher = voucherOf(document);
    return voucher !== undefined && vouchers.has(voucher) && !given.has(document.id);
  });
  if (missing !== undefined) throw new DvcttError('SIGNATURE_MISSING', { name: missing.name });
  const signed = selected.find(({ revisions }) => revisions.some((revision) => revision.step === step));
  if (signed !== undefined) throw new DvcttError('DOCUMENT_SIGNED', { name: signed.name, step });
  return selected;
}

/** What the ids of a voucher's two documents have in common; undefined for an attachment. */
function voucherOf({ id, kind }: RevisedDocument): string | undefined {
  return kind === 'ATTACHMENT' ? undefined : id.replace(/\.(?:pdf|xml)$/, '');
}

/** Two accounts, two certificates, but one person behind them is still one signature. */
async function refuseSecondSignatureOfOneHuman(
  desk: Desk,
  { person, step }: Signing,
  documents: readonly RevisedDocument[],
): Promise<void> {
  const earlier = documents.flatMap(({ revisions }) =>
    revisions.filter((revision) => revision.step !== null && revision.step !== step),
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

/** Thumbprints of the certificates that are registered for the unit's other members. */
async function certificatesOfOthers(desk: Desk, { person }: Signing): Promise<ReadonlySet<string>> {
  const others = await desk.store
    .selectFrom('people')
    .select('certificate_thumbprint as thumbprint')
    .where('unit_code', '=', person.unit_code)
    .where('username', '!=', person.username)
    .execute();
  return new Set(others.flatMap(({ thumbprint }) => thumbprint ?? []));
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
  signed: { readonly sha256: string; readonly ofOthers: ReadonlySet<string> },
): Promise<void> {
  const { report, earlier } = await judgeRevision(desk, person, document, signed.sha256);
  refuseWrongSignature(report, {
    name: document.name,
    earlier,
    person,
    ofOthers: signed.ofOthers,
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
