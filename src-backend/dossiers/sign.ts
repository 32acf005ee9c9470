import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier, signaturesRequestSchema } from '#shared/contract/http.ts';
import { act, type DossierEvent } from '#shared/domain/dossiers/status.ts';
import { signingStepOf, type SigningStep } from '#shared/domain/people/roles.ts';
import type { Person } from '../accounts/person.ts';
import { appendAudit } from '../audit/audit.ts';
import type { DossierRow, Tables } from '../store/tables.ts';
import { takeSequences } from '../sync/sequence.ts';
import type { Desk } from './desk.ts';
import { requireDossier } from './find.ts';
import { inSlices } from './in-slices.ts';
import { move, requireVersion } from './move.ts';
import { once } from './once.ts';
import { requireOpenAccounts } from './open-accounts.ts';
import { dropUnreferenced, forgetStaged, requireStillHere } from './staging.ts';
import { verifySignedRevisions, type VerifiedRevision } from './signed-revisions.ts';
import { viewDossier } from './view.ts';

export type SignaturesRequest = z.output<typeof signaturesRequestSchema>;

/**
 * Commits one step's signatures on some of a dossier's vouchers and attachments, all of them or none. They are verified
 * before the transaction; inside it everything that may have moved is looked at again. The dossier goes on when the step
 * has signed all its documents; commits of different vouchers at once all land.
 */
export async function commitSignatures(
  desk: Desk,
  person: Person,
  code: string,
  request: SignaturesRequest,
): Promise<ServerDossier> {
  const forgotten: string[] = [];
  const signed = await once(desk, { person, action: 'signatures', code, body: request }, async () => {
    const before = await requireDossier(desk.store, person, code);
    const { step } = refuseWrongTurn(person, before);
    requireVersion(before, request.version);
    const verified = await verifySignedRevisions(desk, { person, step, row: before }, request);
    return async (change) => {
      // First, for it locks: of two commits at once the second sees what the first has written.
      const sequence = await takeSequences(change, 1);
      const row = await requireDossier(change, person, code);
      const { event } = refuseWrongTurn(person, row);
      requireVersion(row, request.version);
      await requireOpenAccounts(change, row, desk);
      await requireStillHere(change, verified);
      await refuseSignedMeanwhile(change, { row, step, verified });
      await writeRevisions(desk, change, { row, person, step, verified });
      if (await isWhollySigned(change, row, step)) {
        forgotten.push(...(await forgetStaged(change, code)));
        return viewDossier(change, await move(desk, change, { row, person, event, note: '' }));
      }
      const ids = verified.map(({ documentId }) => documentId);
      forgotten.push(...(await forgetStaged(change, code, ids)));
      return viewDossier(change, await stay(desk, change, { row, person, step, sequence, verified }));
    };
  });
  await dropUnreferenced(desk, forgotten);
  return signed;
}

/** @throws DvcttError ROLE_FORBIDDEN, SIGNATURE_ORDER (the account holder signs last), DOSSIER_STATE */
function refuseWrongTurn(
  person: Person,
  row: DossierRow,
): { readonly step: SigningStep; readonly event: DossierEvent } {
  const step = signingStepOf(person.role);
  if (step === undefined) throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
  if (step === 'CTK' && row.status === 'CHO_KTT_KY') throw new DvcttError('SIGNATURE_ORDER');
  const event = step === 'KTT' ? 'signKtt' : 'signCtk';
  act(person.role, row.status, event);
  return { step, event };
}

/** Whoever stands in for a signer may have signed the same voucher while this one was verified. */
async function refuseSignedMeanwhile(
  change: Transaction<Tables>,
  { row, step, verified }: Pick<Written, 'row' | 'step' | 'verified'>,
): Promise<void> {
  const found = await signedOf(change, row, step)
    .select('document_id')
    .where(
      'document_id',
      'in',
      verified.map(({ documentId }) => documentId),
    )
    .limit(1)
    .executeTakeFirst();
  if (found === undefined) return;
  const name = verified.find(({ documentId }) => documentId === found.document_id)?.name ?? '';
  throw new DvcttError('DOCUMENT_SIGNED', { name, step });
}

async function isWhollySigned(
  change: Transaction<Tables>,
  row: DossierRow,
  step: SigningStep,
): Promise<boolean> {
  const { all } = await change
    .selectFrom('documents')
    .select(({ fn }) => fn.countAll().as('all'))
    .where('dossier_code', '=', row.code)
    .where('version', '=', row.version)
    .executeTakeFirstOrThrow();
  const { signed } = await signedOf(change, row, step)
    .select(({ fn }) => fn.countAll().as('signed'))
    .executeTakeFirstOrThrow();
  // PostgreSQL counts in bigint, which comes as text.
  return Number(all) === Number(signed);
}

/** The step's own revisions; a document has one of each step at most. */
const signedOf = (change: Transaction<Tables>, row: DossierRow, step: SigningStep) =>
  change
    .selectFrom('revisions')
    .where('dossier_code', '=', row.code)
    .where('version', '=', row.version)
    .where('step', '=', step);

/** Some documents of the step are still to be signed: the dossier stays where it is, and everybody learns of it. */
async function stay(
  desk: Desk,
  change: Transaction<Tables>,
  { row, person, step, sequence, verified }: Written & { readonly sequence: number },
): Promise<DossierRow> {
  const at = desk.now();
  const stayed = { updated_at: at.toISOString(), sequence };
  await change.updateTable('dossiers').set(stayed).where('code', '=', row.code).execute();
  await appendAudit(change, {
    at,
    actor: person.username,
    action: 'dossier.signPart',
    subject: row.code,
    details: {
      version: row.version,
      step,
      documents: verified.map(({ sha256 }) => sha256).join(' '),
    },
  });
  return { ...row, ...stayed };
}

interface Written {
  readonly row: DossierRow;
  readonly person: Person;
  readonly step: SigningStep;
  readonly verified: readonly VerifiedRevision[];
}

async function writeRevisions(
  desk: Desk,
  change: Transaction<Tables>,
  { row, person, step, verified }: Written,
): Promise<void> {
  const at = desk.now().toISOString();
  const rows = verified.map(({ documentId, number, sha256, size }) => ({
    dossier_code: row.code,
    version: row.version,
    document_id: documentId,
    number,
    sha256,
    size,
    step,
    username: person.username,
    certificate_thumbprint: person.certificate_thumbprint,
    at,
  }));
  for (const some of inSlices(rows)) await change.insertInto('revisions').values(some).execute();
}
