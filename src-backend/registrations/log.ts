import type { Transaction } from 'kysely';
import type { RegistrationStatus } from '#shared/domain/registration/registration.ts';
import { appendAudit } from '../audit/audit.ts';
import type { RegistrationRow, Tables } from '../store/tables.ts';
import type { Access } from './access.ts';
import { contentOf } from './content.ts';
import type { Asker } from './registrations.ts';

/** One more row of the log that people see. */
export async function appendRegistrationLog(
  change: Transaction<Tables>,
  row: { readonly code: string; readonly status: RegistrationStatus },
  said: { readonly note: string; readonly at: Date; readonly by: string },
): Promise<void> {
  const last = await change
    .selectFrom('registration_log')
    .select('position')
    .where('code', '=', row.code)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  await change
    .insertInto('registration_log')
    .values({
      code: row.code,
      position: (last?.position ?? 0) + 1,
      status: row.status,
      note: said.note,
      at: said.at.toISOString(),
      by: said.by,
    })
    .execute();
}

export async function auditRegistration(
  change: Transaction<Tables>,
  act: {
    readonly asker: Asker;
    readonly actor: string;
    readonly action: string;
    readonly code: string;
    readonly at: Date;
    readonly details: Readonly<Record<string, string | number>>;
  },
): Promise<void> {
  await appendAudit(change, {
    at: act.at,
    actor: act.actor,
    action: `registration.${act.action}`,
    subject: act.code,
    details: act.details,
    origin: act.asker.origin,
  });
}

/** Who acts, as the log names them: a person, a member by their link, or the unit that declares. */
export function nameOf(access: Access, row: RegistrationRow): string {
  if (access.kind === 'person') return access.person.name;
  if (access.kind === 'author') return row.unit_name;
  return contentOf(row).members.find(({ id }) => id === access.link.member_id)?.name ?? row.unit_name;
}

/** Who acts, as the audit names them. */
export function actorOf(access: Access): string {
  if (access.kind === 'person') return access.person.username;
  return access.kind === 'author' ? 'declarant' : `link:${access.link.member_id}`;
}
