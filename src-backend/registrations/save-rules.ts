/** What may be saved: the moment, the code, the unit and the content. */
import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';
import { savedAt } from '#shared/domain/dossiers/code.ts';
import {
  registrationCodeSchema,
  registrationContentSchema,
  type RegistrationContent,
} from '#shared/domain/registration/registration.ts';
import { tidyRegistration } from '#shared/domain/registration/tidy.ts';
import { validateRegistration } from '#shared/domain/registration/validate.ts';
import type { Tables } from '../store/tables.ts';
import { requireNotTaken } from './certificate-rules.ts';
import { signerLimits } from './standing.ts';

/** How far the declaring machine's clock may be ahead (ms). */
const clockTolerance = 10 * 60_000;
/** A draft may be this old at its first save (ms). */
const oldestCode = 400 * 86_400_000;

/**
 * The time in a new code is that of the save on the declaring machine.
 * @throws DvcttError REQUEST_INVALID; CODE_TAKEN when a dossier of any sort has the code
 */
export async function requireFreshCode(db: Kysely<Tables>, code: string, now: Date): Promise<void> {
  const at = savedAt(registrationCodeSchema.parse(code));
  const age = now.getTime() - at.getTime();
  if (!isCalendarCode(code, at) || age < -clockTolerance || age > oldestCode) {
    throw new DvcttError('REQUEST_INVALID', { what: 'code', code, server: now.toISOString() });
  }
  for (const table of ['dossiers', 'drafts', 'registrations'] as const) {
    const found = await db.selectFrom(table).select('code').where('code', '=', code).executeTakeFirst();
    if (found !== undefined) throw new DvcttError('CODE_TAKEN', { code });
  }
}

/** Whether the digits are a time that exists: `250231…` rolls over to March. */
function isCalendarCode(code: string, at: Date): boolean {
  if (Number.isNaN(at.getTime())) return false;
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  return local.slice(2, 19).replace(/[-T:]/g, '') === code.slice(7);
}

/** The texts as they are kept. Letters of some other scripts grow when composed. @throws DvcttError REQUEST_INVALID */
export function requireTidyContent(content: RegistrationContent): RegistrationContent {
  const tidy = registrationContentSchema.safeParse(tidyRegistration(content));
  if (!tidy.success) throw new DvcttError('REQUEST_INVALID', { what: 'content' });
  return tidy.data;
}

/**
 * The rules of the form, applied by the server for itself.
 * @throws DvcttError REGISTRATION_INCOMPLETE or SIGNERS_TOO_MANY, with the path of the first field at fault
 */
export async function requireRightContent(
  db: Kysely<Tables>,
  dossier: {
    readonly code: string;
    readonly content: RegistrationContent;
    readonly before: RegistrationContent | undefined;
    readonly now: Date;
    /** Whether this server is connected to a provider of remote signatures. */
    readonly remoteOffered: boolean;
  },
): Promise<void> {
  const { code, content, before, now } = dossier;
  if (!code.startsWith(content.unit.unitCode)) {
    throw new DvcttError('REGISTRATION_INCOMPLETE', { path: 'unit.unitCode', issue: 'CODE_OF_ANOTHER_UNIT' });
  }
  const limits = await signerLimits(db, content.unit.unitCode);
  const issues = validateRegistration(content, {
    today: vietnamDate(now),
    ...limits,
    ...(before === undefined ? {} : { before }),
  });
  const blocking = issues.filter((issue) => issue.blocking);
  const [first] = blocking;
  if (first !== undefined) {
    const code = first.code === 'SIGNERS_TOO_MANY' ? 'SIGNERS_TOO_MANY' : 'REGISTRATION_INCOMPLETE';
    throw new DvcttError(code, {
      count: blocking.length,
      path: first.path,
      issue: first.code,
      first: first.message.vi,
    });
  }
  if (!dossier.remoteOffered) requireTokens(content, before);
}

/** This server knows no provider of remote signatures; who signs with one already stands as they did. */
function requireTokens({ members }: RegistrationContent, before: RegistrationContent | undefined): void {
  const standing = new Set(
    before?.members.filter(({ signatureForm }) => signatureForm === 'remote').map(({ id }) => id),
  );
  const at = members.findIndex(({ id, signatureForm }) => signatureForm === 'remote' && !standing.has(id));
  if (at === -1) return;
  throw new DvcttError('REGISTRATION_INCOMPLETE', {
    path: `members.${at}.signatureForm`,
    issue: 'REMOTE_NOT_AVAILABLE',
    first: 'Hệ thống chưa nhận chữ ký số remote CA. Chọn hình thức token.',
  });
}

/**
 * Looked at inside the transaction, for other dossiers move meanwhile.
 * @throws DvcttError UNIT_UNKNOWN, UNIT_REGISTERED, CERT_TAKEN
 */
export async function requireFreeUnit(
  db: Kysely<Tables>,
  code: string,
  content: RegistrationContent,
): Promise<void> {
  const { treasuryCode, unitCode } = content.unit;
  const treasury = await db
    .selectFrom('treasuries')
    .select('code')
    .where('code', '=', treasuryCode)
    .executeTakeFirst();
  if (treasury === undefined) throw new DvcttError('UNIT_UNKNOWN', { treasuryCode });
  if (content.kind === 'first' && (await isRegistered(db, code, unitCode)))
    throw new DvcttError('UNIT_REGISTERED', { unitCode });
  for (const member of content.members) {
    if (member.certificate !== null)
      await requireNotTaken(db, member.certificate.thumbprint, { code, member });
  }
}

/** What is not sent yet keeps nobody out: anybody may declare any unit. Of several that are sent, approval takes one. */
async function isRegistered(db: Kysely<Tables>, code: string, unitCode: string): Promise<boolean> {
  if (await hasStanding(db, unitCode)) return true;
  const other = await db
    .selectFrom('registrations')
    .select('code')
    .where('unit_code', '=', unitCode)
    .where('code', '<>', code)
    .where('status', '=', 'CHO_KBNN')
    .executeTakeFirst();
  return other !== undefined;
}

/** Whether a unit is registered: it has people or a standing registration. */
export async function hasStanding(db: Kysely<Tables>, unitCode: string): Promise<boolean> {
  const person = await db
    .selectFrom('people')
    .select('username')
    .where('unit_code', '=', unitCode)
    .executeTakeFirst();
  if (person !== undefined) return true;
  const standing = await db
    .selectFrom('standing_registrations')
    .select('version')
    .where('unit_code', '=', unitCode)
    .executeTakeFirst();
  return standing !== undefined;
}
