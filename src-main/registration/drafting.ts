import { DvcttError } from '#shared/contract/errors.ts';
import type { StandingRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationAction, RegistrationView } from '#shared/contract/registration/window.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { newRegistration } from '#shared/domain/registration/new.ts';
import type {
  RegistrationContent,
  RegistrationKind,
  SignatureForm,
} from '#shared/domain/registration/registration.ts';
import { couldNotAsk, inTime } from '../dossiers/in-time.ts';
import { actionsOf, statusOf } from './actions.ts';
import { begun } from './begun.ts';
import { memberCertificateOf, requireOwnCertificate } from './certificate.ts';
import { memberOf } from './person-in-front.ts';
import type { RegistrationServices } from './services.ts';
import type { Found } from './shelves.ts';
import { viewOf } from './view.ts';

/** How long a person waits for the server before what is kept here counts (ms). */
export const patience = 4_000;
/** What the change is for, as the dossier says it; the person may write another. */
const reasons = {
  renewal: 'Gia hạn chứng thư số',
  toRemote: 'Chuyển sang chứng thư số từ xa',
  toToken: 'Chuyển sang chứng thư số trên token',
} as const;

/** @throws for `change`: SESSION_REQUIRED, REGISTRATION_NOT_FOUND (nothing is registered), or why nobody could be asked. */
export async function createRegistration(
  services: RegistrationServices,
  kind: RegistrationKind,
): Promise<RegistrationView> {
  if (kind === 'first') return add(services, { content: newRegistration('first') });
  const standing = await standingRegistration(services);
  return add(services, { content: changeOf(standing.content, standing), before: standing.content });
}

/** “Chứng thư số của tôi đã gia hạn”. @throws ROLE_FORBIDDEN, as `createRegistration`, and TOKEN_NOT_FOUND, MODULE_*, CERT_OF_ANOTHER, CERT_EXPIRED … */
export async function renewCertificate(
  services: RegistrationServices,
  certificateId: string,
): Promise<RegistrationView> {
  const { user } = services.session.requireWorkspace();
  // Who signs nothing registers no certificate.
  if (signingStepOf(user.role) === undefined) throw new DvcttError('ROLE_FORBIDDEN', { role: user.role });
  const chosen = await services.tokens.certificate(certificateId);
  const certificate = memberCertificateOf(chosen);
  const standing = await standingRegistration(services);
  const member = memberOf(standing.content.members, user.username);
  if (member === undefined) throw new DvcttError('REGISTRATION_NOT_FOUND', { member: user.username });
  requireOwnCertificate(chosen, member);
  const { registrations } = services.session.requireWorkspace().store;
  const begunBefore = registrations.list().find((kept) => {
    const mine = memberOf(kept.content.members, user.username)?.certificate;
    return (
      kept.access === 'author' &&
      kept.content.kind === 'change' &&
      mine?.thumbprint === certificate.thumbprint &&
      !['KBNN_TU_CHOI', 'DA_HOAN_THANH'].includes(statusOf(kept))
    );
  });
  if (begunBefore !== undefined) return viewOf(services, begunBefore);
  // The other form than the one that stands: the change shows both.
  const signatureForm = chosen.view.remote === undefined ? ('token' as const) : ('remote' as const);
  const content = changeOf(standing.content, standing);
  const members = content.members.map((each) =>
    each.id === member.id ? { ...each, signatureForm, certificate } : each,
  );
  return add(services, {
    content: { ...content, members, reason: reasonOf(member.signatureForm, signatureForm) },
    before: standing.content,
  });
}

function reasonOf(before: SignatureForm, after: SignatureForm): string {
  if (before === after || before === 'none') return reasons.renewal;
  return after === 'remote' ? reasons.toRemote : reasons.toToken;
}

/**
 * Autosave: durable when it answers. Which kind of dossier it is, and what it builds on, is not for a window to change.
 * @throws DvcttError REGISTRATION_STATE, DOSSIER_CONFLICT when another window was faster
 */
export function keepRegistration(
  services: RegistrationServices,
  id: string,
  baseRevision: number,
  content: RegistrationContent,
): RegistrationView {
  const { shelf, kept } = requireAction(services, id, 'edit');
  const { kind, standingVersion } = kept.content;
  const after = shelf.keep(id, baseRevision, { ...content, kind, standingVersion });
  services.typing.kept(id);
  return viewOf(services, after);
}

/** @throws DvcttError REGISTRATION_NOT_FOUND, REGISTRATION_STATE when the person may not do this now */
export function requireAction(
  services: Pick<RegistrationServices, 'shelves' | 'session'>,
  id: string,
  action: RegistrationAction,
): Found {
  const found = services.shelves.require(id);
  if (!actionsOf(found.kept, services.session.user).includes(action))
    throw new DvcttError('REGISTRATION_STATE', { status: statusOf(found.kept), event: action });
  return found;
}

/** What the unit has registered: from the server, or as last seen. @throws what the server says, or why it did not. */
export async function standingRegistration({
  session,
  backend,
}: Pick<RegistrationServices, 'session' | 'backend'>): Promise<StandingRegistration> {
  const workspace = session.requireWorkspace();
  const asking = backend.registrations.standing().then((standing) => {
    // Kept even when it comes too late to be used now.
    if (!workspace.closed) workspace.store.registrations.keepStanding(standing);
    return standing;
  });
  try {
    const standing = await inTime(asking, patience);
    workspace.requireOpen();
    return standing;
  } catch (cause) {
    workspace.requireOpen();
    const known = workspace.store.registrations.standing();
    if (known === undefined || !couldNotAsk(cause)) throw cause;
    session.noticeFailure(cause);
    return known;
  }
}

/** The standing content as a change dossier begins with it. */
export function changeOf(
  content: RegistrationContent,
  { version }: Pick<StandingRegistration, 'version'>,
): RegistrationContent {
  return { ...content, kind: 'change', reason: '', standingVersion: version };
}

/** Puts a new dossier on the shelf of who is here, and tells the windows. */
export function add(services: RegistrationServices, given: Parameters<typeof begun>[0]): RegistrationView {
  const kept = services.shelves.current().registrations.add(begun(given));
  services.emit({ name: 'registrations.changed', payload: { id: kept.id } });
  return viewOf(services, kept);
}
