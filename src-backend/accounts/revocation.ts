import { normaliseUsername } from '#shared/domain/people/username.ts';
import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Desk } from '../dossiers/desk.ts';
import type { Store } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import { findPerson, type Person } from './person.ts';

/**
 * Takes a member's access back for good, by an officer of the same treasury: every session ends, and each machine
 * that shows one is given the proof with which it erases its store. Doing it again changes nothing.
 * @throws DvcttError ROLE_FORBIDDEN, the same for a name that nobody has, for another treasury's and for an officer
 */
export async function revokeAccess(
  desk: Pick<Desk, 'store' | 'live' | 'now'>,
  officer: Person,
  typedUsername: string,
): Promise<void> {
  const username = normaliseUsername(typedUsername);
  const found = await findPerson(desk.store, username);
  const unitCode = found?.person.unit_code;
  if (found?.person.treasury_code !== officer.treasury_code || unitCode === null || unitCode === undefined) {
    throw new DvcttError('ROLE_FORBIDDEN', { username });
  }
  const at = desk.now();
  await desk.store
    .transaction()
    .execute((change) => revokeIn(change, { username, unitCode, actor: officer.username, at }));
  desk.live.endPerson(username, unitCode);
}

/** As `revokeAccess`, within a change that takes the member out; the caller then ends their live connections. */
export async function revokeIn(
  change: Transaction<Tables>,
  revoked: {
    readonly username: string;
    readonly unitCode: string;
    readonly actor: string;
    readonly at: Date;
  },
): Promise<void> {
  const { username, unitCode, actor, at } = revoked;
  await wipeSecret(change, username);
  const { numUpdatedRows } = await change
    .updateTable('people')
    .set({ revoked_at: at.toISOString() })
    .where('username', '=', username)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await appendAudit(change, {
    at,
    actor,
    action: 'access.revoked',
    subject: username,
    details: { unit: unitCode },
  });
}

/** @throws DvcttError ACCESS_REVOKED with `proof`, which is told to nobody but the person's own machines */
export async function refuseRevoked(store: Store, person: Person): Promise<void> {
  if (person.revoked_at === null) return;
  const { wipe_secret: proof } = await store
    .selectFrom('people')
    .select('wipe_secret')
    .where('username', '=', person.username)
    .executeTakeFirstOrThrow();
  throw new DvcttError('ACCESS_REVOKED', proof === null ? {} : { proof });
}

/** The person's secret, made at the first need: 256 bits as base64url. */
export async function wipeSecret(change: Transaction<Tables>, username: string): Promise<string> {
  const { wipe_secret: found } = await change
    .selectFrom('people')
    .select('wipe_secret')
    .where('username', '=', username)
    .executeTakeFirstOrThrow();
  if (found !== null) return found;
  const made = randomBytes(32).toString('base64url');
  await change.updateTable('people').set({ wipe_secret: made }).where('username', '=', username).execute();
  return made;
}

/** What the machines keep of it: the SHA-256 of its characters, lower-case hex. */
export function wipeMarkOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}
