import type { Kysely } from 'kysely';
import {
  serverRegistrationSchema,
  serverRegistrationSummarySchema,
  type Confirmation,
  type ServerRegistration,
  type ServerRegistrationSummary,
} from '#shared/contract/registration/http.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import type { Person } from '../accounts/person.ts';
import type { Store } from '../store/open.ts';
import type { RegistrationRow, Tables } from '../store/tables.ts';
import { findRegistration, sentStates } from './access.ts';
import { beforeOf, certificateOf, contentOf } from './content.ts';
import { frozenDocuments } from './documents.ts';
import type { RegistrationFilter } from './registrations.ts';

/** The dossier as the server holds it now. */
export async function viewRegistration(db: Kysely<Tables>, code: string): Promise<ServerRegistration> {
  const row = await findRegistration(db, code);
  if (row === undefined) throw new Error(`a registration dossier is gone: ${code}`);
  const log = await db
    .selectFrom('registration_log')
    .select(['status', 'note', 'at', 'by'])
    .where('code', '=', code)
    .orderBy('position')
    .execute();
  const before = beforeOf(row);
  return serverRegistrationSchema.parse({
    code: row.code,
    kind: row.kind,
    unitCode: row.unit_code,
    version: row.version,
    status: row.status,
    content: contentOf(row),
    ...(before === undefined ? {} : { before }),
    confirmations: await confirmationsOf(db, row),
    documents: (await frozenDocuments(db, row)).map(({ document }) => document),
    log,
    note: row.note,
    createdBy: row.created_by ?? '',
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });
}

async function confirmationsOf(db: Kysely<Tables>, row: RegistrationRow): Promise<Confirmation[]> {
  const members = await db
    .selectFrom('registration_members')
    .selectAll()
    .where('code', '=', row.code)
    .orderBy('position')
    .execute();
  const links = await db
    .selectFrom('registration_links')
    .leftJoin('mails', 'mails.id', 'registration_links.mail_id')
    .select([
      'registration_links.member_id as memberId',
      'registration_links.expires_at as expiresAt',
      'registration_links.used_at as usedAt',
      'mails.state as mail',
    ])
    .where('registration_links.code', '=', row.code)
    .where('registration_links.replaced_at', 'is', null)
    .orderBy('registration_links.created_at')
    .execute();
  const listed = new Map(contentOf(row).members.map((member) => [member.id, member]));
  return members.map((member) => {
    const newest = links.findLast(({ memberId }) => memberId === member.member_id);
    const certificate = certificateOf(member);
    const { name = '', role = '' } = listed.get(member.member_id) ?? {};
    return {
      memberId: member.member_id,
      name,
      role,
      state: member.state,
      note: member.note,
      ...(member.at === null ? {} : { at: member.at }),
      ...(certificate === undefined ? {} : { certificate }),
      ...(newest?.mail === undefined || newest.mail === null ? {} : { mail: newest.mail }),
      ...(newest === undefined || newest.usedAt !== null ? {} : { linkExpiresAt: newest.expiresAt }),
    };
  });
}

const mostListed = 500;

/**
 * The dossiers of a person's unit, or those sent to an officer's treasury; newest change first, but those that wait for
 * an officer oldest first.
 */
export async function listRegistrations(
  store: Store,
  person: Person,
  filter: RegistrationFilter,
): Promise<readonly ServerRegistrationSummary[]> {
  const direction = person.role === 'KBNN' && filter.status === 'CHO_KBNN' ? 'asc' : 'desc';
  let wanted = store
    .selectFrom('registrations')
    .select(summaryColumns)
    .select((row) =>
      row
        .selectFrom('registration_members')
        .select(({ fn }) => fn.countAll().as('missing'))
        .whereRef('registration_members.code', '=', 'registrations.code')
        .where('registration_members.state', 'in', ['waiting', 'declined'])
        .as('missing'),
    )
    .orderBy('updated_at', direction)
    .orderBy('code', direction)
    .limit(Math.min(filter.limit ?? mostListed, mostListed))
    .offset(filter.offset ?? 0);
  wanted =
    person.role === 'KBNN'
      ? wanted.where('treasury_code', '=', person.treasury_code).where('status', 'in', [...sentStates])
      : wanted.where('unit_code', '=', person.unit_code ?? '');
  if (filter.status !== undefined) wanted = wanted.where('status', '=', filter.status);
  if (filter.from !== undefined) wanted = wanted.where('updated_at', '>=', startOfDay(filter.from, 0));
  if (filter.to !== undefined) wanted = wanted.where('updated_at', '<', startOfDay(filter.to, 1));
  const words = wordsOf(filter.query ?? '');
  // Signs alone (“%”) are looked for as they are, and no text that is searched holds any.
  if (words.length === 0 && (filter.query ?? '').trim() !== '') return [];
  for (const word of words) wanted = wanted.where('search', 'like', `%${word}%`);
  return (await wanted.execute()).map((row) =>
    serverRegistrationSummarySchema.parse({
      code: row.code,
      kind: row.kind,
      unitCode: row.unit_code,
      unitName: row.unit_name,
      version: row.version,
      status: row.status,
      note: row.note,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      // PostgreSQL counts in 64 bits, which come as text.
      missing: Number(row.missing ?? 0),
    }),
  );
}

const summaryColumns = [
  'code',
  'kind',
  'unit_code',
  'unit_name',
  'version',
  'status',
  'note',
  'created_at',
  'updated_at',
] as const;

/** Words without accents that the list is searched by: code, unit, members. */
export function searchOf(texts: readonly string[]): string {
  return texts.flatMap(wordsOf).join(' ');
}

/** Letters and digits alone: no sign of a LIKE pattern is left. */
function wordsOf(text: string): readonly string[] {
  return withoutAccents(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Midnight in Vietnam (UTC+7) of a day, `days` later, as an instant. */
function startOfDay(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00+07:00`) + days * 86_400_000).toISOString();
}
