import type { Confirmation, ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';
import { mayBeEdited } from './actions.ts';

type Row = Pick<KeptRegistration, 'access' | 'memberId'>;

/**
 * What this machine keeps of the server's answer. Once a letter's link has done its work, nothing of the other members
 * is needed here any more but how they stand: their papers, addresses and certificates must not stay on a machine at
 * which the link was opened once.
 */
export function keptPart({ access, memberId }: Row, server: ServerRegistration): ServerRegistration {
  if (memberId === undefined || !isDone(access, memberId, server)) return server;
  const own = (content: RegistrationContent): RegistrationContent => ({
    ...content,
    members: content.members.filter(({ id }) => id === memberId),
  });
  return {
    ...server,
    content: own(server.content),
    ...(server.before === undefined ? {} : { before: own(server.before) }),
    confirmations: server.confirmations.map((each) => (each.memberId === memberId ? each : standing(each))),
  };
}

/** The member has confirmed, or the signer has signed, or neither can be done any more. */
function isDone(access: Row['access'], memberId: string, server: ServerRegistration): boolean {
  if (!mayBeEdited(server.status)) return true;
  const own = server.confirmations.find((each) => each.memberId === memberId);
  return access === 'member' && (own?.state === 'confirmed' || server.status === 'CHO_PHE_DUYET');
}

function standing({ memberId, name, role, state, at }: Confirmation): Confirmation {
  return { memberId, name, role, state, note: '', ...(at === undefined ? {} : { at }) };
}
