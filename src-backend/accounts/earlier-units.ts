/** Units that were at the Treasury before registrations were kept here: what is known of them becomes what stands. */
import type { Kysely } from 'kysely';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import { newMember, newRegistration } from '#shared/domain/registration/new.ts';
import {
  memberRoleSchema,
  registrationContentSchema,
  type RegistrationContent,
  type RegistrationMember,
} from '#shared/domain/registration/registration.ts';
import { appendAudit } from '../audit/audit.ts';
import type { PersonRow, Tables } from '../store/tables.ts';
import { writeFirstStanding } from './standing-registration.ts';

type Unit = Tables['units'];
type Account = Tables['unit_accounts'];

/**
 * Writes version 1 for every unit that has people and no registration: without it, such a unit could open no change
 * dossier, and no first one either. What the store never held (dates, telephones, mostly e-mails) stays empty and is
 * asked for by the unit's first change.
 */
export async function enterEarlierUnits(store: Kysely<Tables>, at: Date): Promise<void> {
  const units = await store
    .selectFrom('units')
    .selectAll()
    .where((unit) =>
      unit.exists(
        unit
          .selectFrom('people')
          .select('people.username')
          .whereRef('people.unit_code', '=', 'units.code')
          .where('people.revoked_at', 'is', null),
      ),
    )
    .where((unit) =>
      unit.not(
        unit.exists(
          unit
            .selectFrom('standing_registrations')
            .select('standing_registrations.version')
            .whereRef('standing_registrations.unit_code', '=', 'units.code'),
        ),
      ),
    )
    .orderBy('code')
    .execute();
  for (const unit of units) {
    await store.transaction().execute(async (change) => {
      const people = await change
        .selectFrom('people')
        .selectAll()
        .where('unit_code', '=', unit.code)
        .where('revoked_at', 'is', null)
        .orderBy('username')
        .execute();
      const accounts = await change
        .selectFrom('unit_accounts')
        .selectAll()
        .where('unit_code', '=', unit.code)
        .orderBy('number')
        .execute();
      await writeFirstStanding(change, contentFrom(unit, accounts, people), at);
      await appendAudit(change, {
        at,
        actor: 'registry',
        action: 'registration.entered',
        subject: unit.code,
        details: { members: people.length, accounts: accounts.length },
      });
    });
  }
}

function contentFrom(
  unit: Unit,
  held: readonly Account[],
  people: readonly PersonRow[],
): RegistrationContent {
  const grids = gridsOf(unit, held);
  const numbers = held.map(({ number }) => number);
  const resulting = accountNumbers({ ...grids, leftOut: [] }).map(({ number }) => number);
  return registrationContentSchema.parse({
    ...newRegistration('first'),
    unit: {
      ...newRegistration('first').unit,
      treasuryCode: unit.treasury_code,
      unitCode: unit.code,
      name: unit.name.slice(0, 300),
      chapter: unit.chapter,
      address: unit.address.slice(0, 300),
    },
    ...grids,
    leftOut: resulting.filter((number) => !numbers.includes(number)),
    members: people.map((person, index) => memberFrom(person, `tv${index + 1}`, numbers)),
  });
}

/** The two grids from which the unit's account numbers follow. */
function gridsOf(unit: Unit, held: readonly Account[]): Pick<RegistrationContent, 'accounts' | 'projects'> {
  const accounts = new Map<string, RegistrationContent['accounts'][number]>();
  const projects = new Map([[unit.code, unit.name]]);
  for (const { number, name } of held) {
    const [account = '', budgetLevel = '', code = ''] = number.split('.');
    const key = `${account}.${budgetLevel}`;
    const id = `tk${accounts.size + 1}`;
    if (!accounts.has(key))
      accounts.set(key, {
        id,
        account,
        name: name.slice(0, 200),
        budgetLevel,
        program: '',
        from: '',
        to: '',
      });
    if (!projects.has(code)) projects.set(code, name);
  }
  return {
    accounts: [...accounts.values()],
    projects: [...projects].map(([code, name], index) => ({
      id: `dv${index + 1}`,
      code,
      name: name.slice(0, 300),
    })),
  };
}

/**
 * The certificate is null: the store has its serial and thumbprint, by which the person goes on signing, but not the
 * certificate itself.
 */
function memberFrom(person: PersonRow, id: string, numbers: readonly string[]): RegistrationMember {
  return {
    ...newMember(id),
    name: person.name.slice(0, 150),
    identityNumber: person.identity_number.slice(0, 20),
    email: person.email ?? '',
    role: memberRoleSchema.parse(person.role),
    accounts: [...numbers],
    signatureForm: signingStepOf(person.role) === undefined ? 'none' : 'token',
    username: person.username,
  };
}
