/** What of a dossier a member sees who is asked for nothing but a look at their own data. */
import type { Confirmation, ServerRegistration } from '#shared/contract/registration/http.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { newRegistration } from '#shared/domain/registration/new.ts';
import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';
import type { RegistrationLinkRow } from '../store/tables.ts';
import type { Asker } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';
import { secretHash } from './secrets.ts';

type Link = Pick<RegistrationLinkRow, 'member_id' | 'purpose'>;

/** The dossier for who asks. `answer` tells who has just used their link what came of it. */
export async function viewFor(
  room: Pick<RegistrationRoom, 'store'>,
  asker: Asker,
  registration: ServerRegistration,
  answer = false,
): Promise<ServerRegistration> {
  const link = await plainLinkOf(room, asker, registration);
  if (link === undefined) return registration;
  return link.used_at === null || answer ? maskedFor(link, registration) : spentFor(link, registration);
}

/** The link of a member who gives no first signature; undefined for everybody else, who sees the dossier whole. */
export async function plainLinkOf(
  room: Pick<RegistrationRoom, 'store'>,
  asker: Asker,
  { code, content }: { readonly code: string; readonly content: RegistrationContent },
): Promise<RegistrationLinkRow | undefined> {
  if (asker.kind !== 'secret') return undefined;
  const link = await room.store
    .selectFrom('registration_links')
    .selectAll()
    .where('secret_hash', '=', secretHash(asker.secret))
    .where('code', '=', code)
    .executeTakeFirst();
  return link !== undefined && isPlain(link, content) ? link : undefined;
}

/** As `viewFor`, for the link itself. */
export function viewThrough(link: Link, registration: ServerRegistration): ServerRegistration {
  return isPlain(link, registration.content) ? maskedFor(link, registration) : registration;
}

function isPlain({ purpose, member_id: id }: Link, { members }: RegistrationContent): boolean {
  const role = members.find((member) => member.id === id)?.role;
  return purpose === 'member' && (role === undefined || signingStepOf(role) !== 'CTK');
}

function maskedFor({ member_id: own }: Link, registration: ServerRegistration): ServerRegistration {
  const { content, before, confirmations, log } = registration;
  const hide = (given: RegistrationContent): RegistrationContent => ({
    ...given,
    members: given.members.map((member) => (member.id === own ? member : masked(member))),
  });
  return {
    ...registration,
    content: hide(content),
    ...(before === undefined ? {} : { before: hide(before) }),
    confirmations: confirmations.map((each) => (each.memberId === own ? each : standing(each))),
    documents: [],
    // Notes tell what others found wrong with their own data.
    log: log.map((row) => ({ ...row, note: '' })),
  };
}

/** How the dossier stands, and the member's own entry without their papers: the letter may lie open for years. */
function spentFor({ member_id: own }: Link, registration: ServerRegistration): ServerRegistration {
  const { before: _before, ...rest } = registration;
  const { content } = registration;
  const empty = newRegistration(registration.kind);
  return {
    ...rest,
    content: {
      ...empty,
      unit: { ...empty.unit, unitCode: content.unit.unitCode, name: content.unit.name },
      members: content.members.filter(({ id }) => id === own).map(masked),
      standingVersion: content.standingVersion,
    },
    confirmations: registration.confirmations.filter(({ memberId }) => memberId === own).map(standing),
    documents: [],
    log: [],
    note: '',
    createdBy: '',
  };
}

/** The marks are refused in every one of these fields: what is masked can never be saved as if it were declared. */
function masked(member: RegistrationMember): RegistrationMember {
  return {
    ...member,
    identityNumber: lastDigits(member.identityNumber),
    issuedOn: '',
    issuedAt: '',
    phone: lastDigits(member.phone),
    email: '•••',
    certificate: null,
  };
}

const lastDigits = (text: string) => `•••${text.replace(/\D/g, '').slice(-3)}`;

function standing({ memberId, name, role, state, at }: Confirmation): Confirmation {
  return { memberId, name, role, state, note: '', ...(at === undefined ? {} : { at }) };
}
