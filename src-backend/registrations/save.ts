import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { saveRegistrationSchema, ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { registrationTransition } from '#shared/domain/registration/status.ts';
import { dropUnreferenced } from '../dossiers/staging.ts';
import type { RegistrationMemberRow, RegistrationRow, Tables } from '../store/tables.ts';
import {
  findRegistration,
  requireDeclarant,
  requireRegistration,
  requireUnmoved,
  requireVersion,
  type Access,
} from './access.ts';
import { allowSave, allowStrangersLetters } from './allowances.ts';
import {
  askMembers,
  confirmedCertificates,
  isComplete,
  openLinks,
  replaceLinks,
  sendLinks,
  type Asking,
} from './asking.ts';
import { complete } from './complete.ts';
import { standingMember } from './content.ts';
import { forgetFrozen, freeze, type Frozen } from './documents.ts';
import { actorOf, appendRegistrationLog, auditRegistration, nameOf } from './log.ts';
import { once } from './once.ts';
import type { Asker } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';
import { requireFreeUnit, requireFreshCode, requireRightContent, requireTidyContent } from './save-rules.ts';
import { secretHash } from './secrets.ts';
import { newestStanding } from './standing.ts';
import { searchOf, viewRegistration } from './view.ts';

type SaveBody = z.output<typeof saveRegistrationSchema>;

interface Saving {
  readonly asker: Asker;
  readonly access: Access;
  readonly code: string;
  readonly body: SaveBody;
  /** As it stands; undefined at the first save. */
  readonly row: RegistrationRow | undefined;
}

/**
 * Lưu: makes the dossier, or a new version of one that nobody has signed. Members whose data are new or changed are
 * asked to confirm them; if nobody is left to ask, the dossier is complete at once.
 */
export async function saveRegistration(
  room: RegistrationRoom,
  given: Asker,
  code: string,
  sent: SaveBody,
): Promise<ServerRegistration> {
  const body = { ...sent, content: requireTidyContent(sent.content) };
  const asker = declarantOf(given, body);
  const unused: string[] = [];
  return once(room, { asker, action: 'save', code, body }, async () => {
    if (asker.kind === 'secret') await allowSave(room.store, asker.origin, room.now());
    const saving = await begin(room, asker, code, body);
    const before = await standingBefore(room, saving);
    const content = settled(body.content, before);
    await requireRightContent(room.store, {
      code,
      content,
      before,
      now: room.now(),
      remoteOffered: room.remoteOffered?.() === true,
    });
    await requireFreeUnit(room.store, code, content);
    const asking = await askingOf(room, saving, content, before);
    const frozen = isComplete(asking.members)
      ? await freeze(room, {
          code,
          content,
          before,
          certificates: confirmedCertificates(asking.members),
        })
      : undefined;
    unused.push(...(frozen?.documents ?? []).map(({ sha256 }) => sha256));
    return async (change) => {
      await requireSameMoment(change, saving);
      await requireFreeUnit(change, code, content);
      unused.push(...(await forgetFrozen(change, code)));
      await write(room, change, saving, { content, before, asking, frozen });
      return viewRegistration(change, code);
    };
  }).finally(() => dropUnreferenced(room, unused));
}

/** Who declares a first registration belongs to no unit yet: the machine's secret speaks, even beside a session. */
function declarantOf(asker: Asker, body: SaveBody): Asker {
  const { secret } = body;
  if (asker.kind === 'secret') {
    if (secret !== undefined && secret !== asker.secret)
      throw new DvcttError('REQUEST_INVALID', { what: 'secret' });
    return asker;
  }
  if (body.content.kind === 'change') return asker;
  if (secret === undefined) throw new DvcttError('REQUEST_INVALID', { what: 'secret' });
  return { kind: 'secret', secret, origin: asker.origin };
}

/** @throws DvcttError CODE_TAKEN, REGISTRATION_NOT_FOUND, REGISTRATION_STATE, REGISTRATION_CONFLICT, ROLE_FORBIDDEN */
async function begin(room: RegistrationRoom, asker: Asker, code: string, body: SaveBody): Promise<Saving> {
  const { kind, unit } = body.content;
  const found = await findRegistration(room.store, code);
  if (found === undefined) {
    if (body.baseVersion > 0) throw new DvcttError('REGISTRATION_NOT_FOUND', { code });
    await requireFreshCode(room.store, code, room.now());
    if (asker.kind === 'secret') {
      if (kind === 'change') throw new DvcttError('SESSION_REQUIRED');
      return { asker, access: { kind: 'author' }, code, body, row: undefined };
    }
    const { person } = asker;
    if (person.unit_code === null || person.unit_code !== unit.unitCode)
      throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
    return { asker, access: { kind: 'person', person }, code, body, row: undefined };
  }
  const own =
    asker.kind === 'person'
      ? asker.person.unit_code === found.unit_code
      : found.secret_hash === secretHash(asker.secret);
  if (body.baseVersion === 0 && !own) throw new DvcttError('CODE_TAKEN', { code });
  const seen = await requireRegistration(room, asker, code);
  requireDeclarant(seen);
  registrationTransition(seen.row.status, 'save');
  requireVersion(seen.row, body.baseVersion);
  if (seen.row.kind !== kind) throw new DvcttError('REQUEST_INVALID', { what: 'kind' });
  return { asker, access: seen.access, code, body, row: seen.row };
}

/** The server's own standing content, never the client's. @throws DvcttError REGISTRATION_CONFLICT when it has moved on */
async function standingBefore(
  room: RegistrationRoom,
  { body }: Saving,
): Promise<RegistrationContent | undefined> {
  const { kind, unit, standingVersion } = body.content;
  if (kind === 'first') return undefined;
  const standing = await newestStanding(room.store, unit.unitCode);
  if (standing?.version !== standingVersion) {
    throw new DvcttError('REGISTRATION_CONFLICT', {
      what: 'standing',
      current: standing?.version ?? 0,
      given: standingVersion,
    });
  }
  return standing.content;
}

/**
 * A certificate that stands already, by its thumbprint, is taken as it stands: the rest of what the client says of it
 * would be believed without the member.
 */
function settled(content: RegistrationContent, before: RegistrationContent | undefined): RegistrationContent {
  return {
    ...content,
    members: content.members.map((member) => {
      const standing = standingMember(before, member)?.certificate ?? null;
      const same = standing !== null && standing.thumbprint === member.certificate?.thumbprint;
      return same ? { ...member, certificate: standing } : member;
    }),
  };
}

async function askingOf(
  room: RegistrationRoom,
  { code, row }: Saving,
  content: RegistrationContent,
  before: RegistrationContent | undefined,
): Promise<Asking> {
  if (row === undefined) return askMembers(content, before, [], new Set());
  const earlier = await room.store
    .selectFrom('registration_members')
    .selectAll()
    .where('code', '=', code)
    .execute();
  const open = await openLinks(room.store, code, room.now());
  const asked = open.filter(({ purpose }) => purpose === 'member').map((link) => link.member_id);
  return askMembers(content, before, earlier, new Set(asked));
}

async function requireSameMoment(change: Transaction<Tables>, { row, code }: Saving): Promise<void> {
  if (row !== undefined) return requireUnmoved(change, row);
  const found = await findRegistration(change, code);
  if (found !== undefined) throw new DvcttError('CODE_TAKEN', { code });
}

async function write(
  room: RegistrationRoom,
  change: Transaction<Tables>,
  saving: Saving,
  made: {
    readonly content: RegistrationContent;
    readonly before: RegistrationContent | undefined;
    readonly asking: Asking;
    readonly frozen: Frozen | undefined;
  },
): Promise<void> {
  const { access, asker, code, row: old } = saving;
  const { asking, frozen } = made;
  const at = frozen?.at ?? room.now();
  const row = rowOf(saving, made, at);
  await change
    .insertInto('registrations')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
    .execute();
  await writeMembers(change, code, asking.members);
  await appendRegistrationLog(change, row, {
    note: old === undefined ? '' : 'Đã sửa và lưu lại',
    at,
    by: nameOf(access, row),
  });
  await retireLinks(change, row, asking, at);
  if (asker.kind === 'secret') await allowStrangersLetters(change, asker.origin, asking.letters.length, at);
  await sendLinks(room, change, row, { purpose: 'member', members: asking.letters, at });
  await auditRegistration(change, {
    asker,
    actor: actorOf(access),
    action: 'save',
    code,
    at,
    details: { kind: row.kind, version: row.version, asked: asking.letters.length },
  });
  if (frozen !== undefined) await complete(room, change, row, frozen);
}

/** Members whose open link no longer asks what the dossier says lose it; every invitation to sign is void. */
async function retireLinks(
  change: Transaction<Tables>,
  row: RegistrationRow,
  { members, letters }: Asking,
  at: Date,
): Promise<void> {
  const keeps = new Set(
    members.flatMap(({ member_id: id, state }) =>
      state === 'waiting' && !letters.some((member) => member.id === id) ? [id] : [],
    ),
  );
  await replaceLinks(change, row.code, at, (link) => link.purpose === 'signer' || !keeps.has(link.member_id));
}

function rowOf(
  { asker, code, body, row }: Saving,
  {
    content,
    before,
  }: { readonly content: RegistrationContent; readonly before: RegistrationContent | undefined },
  at: Date,
): RegistrationRow {
  return {
    code,
    kind: content.kind,
    unit_code: content.unit.unitCode,
    treasury_code: content.unit.treasuryCode,
    version: (row?.version ?? 0) + 1,
    status: registrationTransition(row?.status ?? 'DANG_KE_KHAI', 'save'),
    content: JSON.stringify(content),
    before: before === undefined ? null : JSON.stringify(before),
    unit_name: content.unit.name,
    search: searchOf([code, content.unit.name, ...content.members.map(({ name }) => name)]),
    secret_hash: row?.secret_hash ?? (asker.kind === 'secret' ? secretHash(asker.secret) : null),
    created_by: row?.created_by ?? (asker.kind === 'person' ? asker.person.username : null),
    copied_from: row?.copied_from ?? body.copiedFrom ?? null,
    created_at: row?.created_at ?? at.toISOString(),
    updated_at: at.toISOString(),
    note: '',
  };
}

async function writeMembers(
  change: Transaction<Tables>,
  code: string,
  members: readonly Omit<RegistrationMemberRow, 'code'>[],
): Promise<void> {
  await change.deleteFrom('registration_members').where('code', '=', code).execute();
  for (const member of members)
    await change
      .insertInto('registration_members')
      .values({ ...member, code })
      .execute();
}
