import type { User } from '#shared/contract/ipc.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationAction } from '#shared/contract/registration/window.ts';
import type { RegistrationStatus } from '#shared/domain/registration/registration.ts';
import { firstSigners } from '#shared/domain/registration/stakes.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';
import { colleague, isOfLink, memberInFront } from './person-in-front.ts';

const editable: ReadonlySet<RegistrationStatus> = new Set([
  'DANG_KE_KHAI',
  'CHO_HOAN_THIEN',
  'CHO_PHE_DUYET',
]);

/** Until the account holder has signed; afterwards only a copy can be changed. */
export const mayBeEdited = (status: RegistrationStatus): boolean => editable.has(status);

export const statusOf = (kept: KeptRegistration): RegistrationStatus => kept.server?.status ?? 'DANG_KE_KHAI';

/** What the person in front of this machine may do now; a courtesy, for the server decides. */
export function actionsOf(kept: KeptRegistration, user: User | undefined): readonly RegistrationAction[] {
  const status = statusOf(kept);
  // A letter asks one member of one thing, and may not show all of the dossier: who declares opens the unit's own.
  const person = isOfLink(kept) ? undefined : colleague(kept, user);
  const declares = kept.access === 'author' || (person !== undefined && person.role === 'KTV');
  const belongs = kept.access === 'author' || person !== undefined;
  const open = mayBeEdited(status);
  const actions: RegistrationAction[] = [];
  if (open && declares) actions.push('edit', 'save');
  if (mayBeDeleted(kept)) actions.push('delete');
  if (belongs) actions.push('copy');
  actions.push('print');
  if (declares && open && kept.server !== undefined) actions.push('resend');
  return [...actions, ...memberActions(kept, user)];
}

/** From this machine: what only lies here, or what a link has brought, of which the server has its own. */
function mayBeDeleted(kept: KeptRegistration): boolean {
  // What is on its way may have arrived.
  return kept.request === undefined && (isOfLink(kept) || (kept.access === 'author' && !kept.server));
}

function memberActions(kept: KeptRegistration, user: User | undefined): readonly RegistrationAction[] {
  const member = memberInFront(kept, user);
  if (kept.server === undefined || member === undefined) return [];
  const confirmation = kept.server.confirmations.find(({ memberId }) => memberId === member.id);
  switch (kept.server.status) {
    case 'CHO_HOAN_THIEN':
      if (confirmation?.state === 'waiting') return ['confirm', 'decline'];
      // Said by mistake, or the unit has told them that it is right.
      return confirmation?.state === 'declined' ? ['confirm'] : [];
    case 'CHO_PHE_DUYET':
      // What was edited and not saved yet would not be what is signed.
      return maySign(kept, kept.server, member.id) && isSettled(kept) ? ['sign'] : [];
    case 'DANG_KE_KHAI':
    case 'CHO_KBNN':
    case 'KBNN_TU_CHOI':
    case 'DA_HOAN_THANH':
      return [];
  }
}

/** A letter to a member asks for the confirmation alone; that to the account holder asks for the signature. */
function maySign({ access }: KeptRegistration, server: ServerRegistration, memberId: string): boolean {
  return access !== 'member' && firstSigners(server.content, server.before).some(({ id }) => id === memberId);
}

/** The content is what the server has. */
export function isSettled(kept: KeptRegistration): boolean {
  return kept.state === 'sent' && kept.request === undefined;
}
