import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier, signaturesRequestSchema } from '#shared/contract/http.ts';
import { act, type DossierEvent } from '#shared/domain/dossiers/status.ts';
import { signingStepOf, type SigningStep } from '#shared/domain/people/roles.ts';
import type { Person } from '../accounts/person.ts';
import type { DossierRow, Tables } from '../store/tables.ts';
import type { Desk } from './desk.ts';
import { requireDossier } from './find.ts';
import { move, requireVersion } from './move.ts';
import { once } from './once.ts';
import { dropUnreferenced, forgetStaged, requireStillHere } from './staging.ts';
import { verifySignedRevisions, type VerifiedRevision } from './signed-revisions.ts';
import { viewDossier } from './view.ts';

export type SignaturesRequest = z.output<typeof signaturesRequestSchema>;

/**
 * Commits one step's signatures on every document of a dossier, or none. They are verified before the transaction;
 * inside it, state and version are looked at again, so of two commits at once one wins and the other gets
 * DOSSIER_STATE.
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
      const row = await requireDossier(change, person, code);
      const { event } = refuseWrongTurn(person, row);
      requireVersion(row, request.version);
      await requireStillHere(change, verified);
      await writeRevisions(desk, change, { row, person, step, verified });
      forgotten.push(...(await forgetStaged(change, code)));
      return viewDossier(change, await move(desk, change, { row, person, event, note: '' }));
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

async function writeRevisions(
  desk: Desk,
  change: Transaction<Tables>,
  written: {
    readonly row: DossierRow;
    readonly person: Person;
    readonly step: SigningStep;
    readonly verified: readonly VerifiedRevision[];
  },
): Promise<void> {
  const { row, person, step, verified } = written;
  for (const { documentId, number, sha256, size } of verified) {
    await change
      .insertInto('revisions')
      .values({
        dossier_code: row.code,
        version: row.version,
        document_id: documentId,
        number,
        sha256,
        size,
        step,
        username: person.username,
        certificate_thumbprint: person.certificate_thumbprint,
        at: desk.now().toISOString(),
      })
      .execute();
  }
}
