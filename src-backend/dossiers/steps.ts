import type { Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import { act, type DossierEvent } from '#shared/domain/dossiers/status.ts';
import type { Person } from '../accounts/person.ts';
import type { DossierRow, Tables } from '../store/tables.ts';
import type { Desk } from './desk.ts';
import { requireDossier } from './find.ts';
import { move, requireVersion } from './move.ts';
import { once } from './once.ts';
import { requireOpenAccounts } from './open-accounts.ts';
import { refuseUnsoundSignatures } from './signature-report.ts';
import { viewDossier } from './view.ts';

export interface StepRequest {
  readonly mutationId: string;
  readonly version: number;
}

/** The account holder sends a fully signed dossier to the Treasury; every signature is verified once more, and every account must be open. */
export async function submitDossier(
  desk: Desk,
  person: Person,
  code: string,
  request: StepRequest,
): Promise<ServerDossier> {
  return step(desk, person, { code, request, event: 'submit', note: '' });
}

/** A signer sends a dossier back to its author with the reason. */
export async function returnDossier(
  desk: Desk,
  person: Person,
  code: string,
  request: StepRequest & { readonly note: string },
): Promise<ServerDossier> {
  return step(desk, person, { code, request, event: 'return', note: request.note });
}

/** The officer takes the dossier in; a signature that no longer verifies stops it, as does an account that is closed by now. */
export async function acceptDossier(
  desk: Desk,
  person: Person,
  code: string,
  request: StepRequest,
): Promise<ServerDossier> {
  return step(desk, person, { code, request, event: 'accept', note: '' });
}

export async function rejectDossier(
  desk: Desk,
  person: Person,
  code: string,
  request: StepRequest & { readonly reason: string },
): Promise<ServerDossier> {
  return step(desk, person, { code, request, event: 'reject', note: request.reason });
}

/**
 * The officer asks the unit for a supplement, once for a dossier: it goes back to its author, and no signature counts.
 * @throws DvcttError SUPPLEMENT_ASKED
 */
export async function askForSupplement(
  desk: Desk,
  person: Person,
  code: string,
  request: StepRequest & { readonly reason: string },
): Promise<ServerDossier> {
  return step(desk, person, { code, request, event: 'supplement', note: request.reason });
}

async function step(
  desk: Desk,
  person: Person,
  given: {
    readonly code: string;
    readonly request: StepRequest;
    readonly event: DossierEvent;
    readonly note: string;
  },
): Promise<ServerDossier> {
  const { code, request, event, note } = given;
  return once(desk, { person, action: event, code, body: request }, async () => {
    const before = await requireDossier(desk.store, person, code);
    act(person.role, before.status, event);
    requireVersion(before, request.version);
    const onward = event === 'submit' || event === 'accept';
    if (onward) await refuseUnsoundSignatures(desk, person, before);
    return async (change) => {
      const row = await requireDossier(change, person, code);
      act(person.role, row.status, event);
      requireVersion(row, request.version);
      if (onward) await requireOpenAccounts(change, row, desk);
      if (event === 'supplement') await noteSupplement(change, row);
      return viewDossier(change, await move(desk, change, { row, person, event, note }));
    };
  });
}

/** Remembers the version that the Treasury has seen, to show later what the unit changed in it. */
async function noteSupplement(change: Transaction<Tables>, row: DossierRow): Promise<void> {
  if (row.asked_version !== null) throw new DvcttError('SUPPLEMENT_ASKED', { version: row.asked_version });
  await change
    .updateTable('dossiers')
    .set({ asked_version: row.version })
    .where('code', '=', row.code)
    .execute();
}
