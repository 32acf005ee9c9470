import type { User } from '#shared/contract/ipc.ts';
import type { PersonRow } from '../store/tables.ts';
import type { Store } from '../store/open.ts';

/** Someone who may sign in, as the routes see them. */
export interface Person extends Omit<PersonRow, 'password_hash' | 'wipe_secret'> {
  readonly unitName: string;
  readonly treasuryName: string;
}

/** The person with a user name and, apart, the hash of their password. */
export async function findPerson(
  store: Store,
  username: string,
): Promise<{ readonly person: Person; readonly passwordHash: string } | undefined> {
  const row = await store
    .selectFrom('people')
    .innerJoin('treasuries', 'treasuries.code', 'people.treasury_code')
    .leftJoin('units', 'units.code', 'people.unit_code')
    .selectAll('people')
    .select(['units.name as unitName', 'treasuries.name as treasuryName'])
    .where('people.username', '=', username)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { password_hash: passwordHash, wipe_secret: _, unitName, ...rest } = row;
  return { person: { ...rest, unitName: unitName ?? row.treasuryName }, passwordHash };
}

/** An officer's unit is the treasury office itself. */
export function userOf(person: Person): User {
  return {
    username: person.username,
    name: person.name,
    role: person.role,
    unitCode: person.unit_code ?? person.treasury_code,
    unitName: person.unitName,
    treasuryCode: person.treasury_code,
    treasuryName: person.treasuryName,
    ...(person.certificate_serial === null ? {} : { certificateSerial: person.certificate_serial }),
    ...(person.must_change_password === 1 ? { mustChangePassword: true } : {}),
  };
}
