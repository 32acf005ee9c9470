import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type {
  approveRegistrationSchema,
  rejectRegistrationSchema,
  ServerRegistration,
} from '#shared/contract/registration/http.ts';
import { registrationTransition } from '#shared/domain/registration/status.ts';
import type { RegistrationRow, Tables } from '../store/tables.ts';
import { requireRegistration, requireUnmoved, requireVersion } from './access.ts';
import { aboutDossier, confirmedCertificates } from './asking.ts';
import { requireStillSound } from './certificate-rules.ts';
import { contentOf } from './content.ts';
import { issueAccounts, prepareAccounts } from './issue-accounts.ts';
import { letterText, noteOf } from './letter-text.ts';
import { appendRegistrationLog, auditRegistration } from './log.ts';
import { once } from './once.ts';
import type { Officer } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';
import { hasStanding } from './save-rules.ts';
import { requireSoundSignatures } from './signed-documents.ts';
import { newestStanding } from './standing.ts';
import { viewRegistration } from './view.ts';

/** The officer sends a dossier back with the reason; “Sao chép” makes a new one of it. */
export async function rejectRegistration(
  room: RegistrationRoom,
  officer: Officer,
  code: string,
  body: z.output<typeof rejectRegistrationSchema>,
): Promise<ServerRegistration> {
  const asker = { kind: 'person' as const, ...officer };
  return once(room, { asker, action: 'reject', code, body }, async () => {
    const { row } = await requireRegistration(room, asker, code);
    const status = registrationTransition(row.status, 'reject');
    requireVersion(row, body.version);
    const reason = noteOf(body.reason);
    if (reason === '') throw new DvcttError('REQUEST_INVALID', { what: 'reason' });
    return async (change) => {
      await requireUnmoved(change, row);
      const at = room.now();
      await settle(change, row, { status, note: reason, at, by: officer.person.name });
      const { unit } = contentOf(row);
      await room.queueLetters(
        change,
        [
          {
            ...aboutDossier(row),
            letter: 'unit.rejected',
            to: unit.email,
            name: letterText(unit.name, 80),
            treasuryName: officer.person.treasuryName,
            reason,
          },
        ],
        at,
      );
      await auditRegistration(change, {
        asker,
        actor: officer.person.username,
        action: 'reject',
        code,
        at,
        details: { version: row.version, reason },
      });
      return viewRegistration(change, code);
    };
  });
}

/** The officer approves: what was declared is registered and stands, and each new member gets an account. */
export async function approveRegistration(
  room: RegistrationRoom,
  officer: Officer,
  code: string,
  body: z.output<typeof approveRegistrationSchema>,
): Promise<ServerRegistration> {
  const asker = { kind: 'person' as const, ...officer };
  const removed: string[] = [];
  const approved = await once(room, { asker, action: 'approve', code, body }, async () => {
    const { row } = await requireRegistration(room, asker, code);
    const status = registrationTransition(row.status, 'approve');
    requireVersion(row, body.version);
    await requireSoundSignatures(room, row);
    await requireConfirmedSound(room, row);
    const accounts = await prepareAccounts(contentOf(row));
    return async (change) => {
      await requireUnmoved(change, row);
      const standingVersion = await requireStandingMoment(change, row);
      const at = room.now();
      const issued = await issueAccounts(room, change, {
        row,
        officer,
        accounts,
        at,
        signer: await signerOf(change, row),
        standingVersion,
      });
      removed.push(...issued.removed);
      await settle(change, row, { status, note: '', at, by: officer.person.name });
      await auditRegistration(change, {
        asker,
        actor: officer.person.username,
        action: 'approve',
        code,
        at,
        details: { version: row.version, standing: standingVersion + 1 },
      });
      return viewRegistration(change, code);
    };
  });
  for (const username of removed) room.live.endPerson(username, approved.unitCode);
  return approved;
}

async function requireConfirmedSound(room: RegistrationRoom, row: RegistrationRow): Promise<void> {
  const members = await room.store
    .selectFrom('registration_members')
    .select(['member_id', 'certificate'])
    .where('code', '=', row.code)
    .where('state', '=', 'confirmed')
    .execute();
  await requireStillSound(room.trust, confirmedCertificates(members), contentOf(row).members, room.now());
}

/** The version that stands until now. @throws DvcttError UNIT_REGISTERED, REGISTRATION_CONFLICT */
async function requireStandingMoment(change: Transaction<Tables>, row: RegistrationRow): Promise<number> {
  if (row.kind === 'first') {
    if (await hasStanding(change, row.unit_code))
      throw new DvcttError('UNIT_REGISTERED', { unitCode: row.unit_code });
    return 0;
  }
  const current = (await newestStanding(change, row.unit_code))?.version ?? 0;
  const { standingVersion } = contentOf(row);
  if (current !== standingVersion)
    throw new DvcttError('REGISTRATION_CONFLICT', { what: 'standing', current, given: standingVersion });
  return current;
}

/** The log's row of the sending bears the signer's name. */
async function signerOf(change: Transaction<Tables>, { code }: RegistrationRow): Promise<string> {
  const sent = await change
    .selectFrom('registration_log')
    .select('by')
    .where('code', '=', code)
    .where('status', '=', 'CHO_KBNN')
    .executeTakeFirst();
  return sent?.by ?? '';
}

async function settle(
  change: Transaction<Tables>,
  row: RegistrationRow,
  decided: {
    readonly status: RegistrationRow['status'];
    readonly note: string;
    readonly at: Date;
    readonly by: string;
  },
): Promise<void> {
  const { status, note, at, by } = decided;
  await change
    .updateTable('registrations')
    .set({ status, note, updated_at: at.toISOString() })
    .where('code', '=', row.code)
    .execute();
  await appendRegistrationLog(change, { code: row.code, status }, { note, at, by });
}
