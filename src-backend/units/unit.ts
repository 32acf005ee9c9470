import type { Kysely } from 'kysely';
import type { Unit } from '#shared/contract/http.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Store } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

/** A unit with its accounts and members. @throws DvcttError ROLE_FORBIDDEN for someone who belongs to no unit. */
export async function readUnit(store: Store, code: string | null): Promise<Unit> {
  const unit =
    code === null
      ? undefined
      : await store
          .selectFrom('units')
          .innerJoin('treasuries', 'treasuries.code', 'units.treasury_code')
          .selectAll('units')
          .select('treasuries.name as treasury_name')
          .where('units.code', '=', code)
          .executeTakeFirst();
  // An officer of the Treasury belongs to no budget unit.
  if (unit === undefined) throw new DvcttError('ROLE_FORBIDDEN', { what: 'unit' });
  const members = await store
    .selectFrom('people')
    .select(['name', 'role', 'certificate_serial'])
    .where('unit_code', '=', unit.code)
    .orderBy('username')
    .execute();
  return {
    code: unit.code,
    name: unit.name,
    address: unit.address,
    chapter: unit.chapter,
    treasuryCode: unit.treasury_code,
    treasuryName: unit.treasury_name,
    accounts: await readAccounts(store, unit.code),
    members: members.map(({ name, role, certificate_serial: serial }) => ({
      name,
      role,
      ...(serial === null ? {} : { certificateSerial: serial }),
    })),
  };
}

/** A unit's accounts, and from when on they are closed. */
export async function readAccounts(db: Kysely<Tables>, unitCode: string): Promise<Unit['accounts']> {
  const accounts = await db
    .selectFrom('unit_accounts')
    .select(['number', 'name', 'closed_on'])
    .where('unit_code', '=', unitCode)
    .orderBy('number')
    .execute();
  return accounts.map(({ number, name, closed_on: closedOn }) => ({
    number,
    name,
    ...(closedOn === null ? {} : { closedOn }),
  }));
}
