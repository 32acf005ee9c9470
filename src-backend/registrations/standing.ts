import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { standingRegistrationSchema, type StandingRegistration } from '#shared/contract/registration/http.ts';
import {
  registrationContentSchema,
  type RegistrationContent,
} from '#shared/domain/registration/registration.ts';
import type { Person } from '../accounts/person.ts';
import type { Tables } from '../store/tables.ts';

/** CTK and up to 3 authorised; KTT and up to 2 (`../shared/domain.md`), unless the account file says otherwise. */
const usualLimits = { firstSigners: 4, secondSigners: 3 } as const;

/** How many may give the first and the second signature, by the account file. */
export async function signerLimits(
  db: Kysely<Tables>,
  unitCode: string,
): Promise<{ readonly firstSigners: number; readonly secondSigners: number }> {
  const file = await db
    .selectFrom('account_files')
    .select(['first_signers as firstSigners', 'second_signers as secondSigners'])
    .where('unit_code', '=', unitCode)
    .executeTakeFirst();
  return file ?? usualLimits;
}

/** What a unit has registered, as approved last. */
export async function newestStanding(
  db: Kysely<Tables>,
  unitCode: string,
): Promise<
  { readonly version: number; readonly content: RegistrationContent; readonly approvedAt: string } | undefined
> {
  const row = await db
    .selectFrom('standing_registrations')
    .selectAll()
    .where('unit_code', '=', unitCode)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const content = registrationContentSchema.parse(JSON.parse(row.content));
  return { version: row.version, content, approvedAt: row.approved_at };
}

/** @throws DvcttError REGISTRATION_NOT_FOUND when the person's unit has registered nothing */
export async function viewStanding(db: Kysely<Tables>, person: Person): Promise<StandingRegistration> {
  const unitCode = person.unit_code;
  const standing = unitCode === null ? undefined : await newestStanding(db, unitCode);
  if (unitCode === null || standing === undefined)
    throw new DvcttError('REGISTRATION_NOT_FOUND', { unitCode: unitCode ?? '' });
  return standingRegistrationSchema.parse({ ...standing, ...(await signerLimits(db, unitCode)) });
}
