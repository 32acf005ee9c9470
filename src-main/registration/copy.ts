import { randomUUID } from 'node:crypto';
import type { StandingRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { statusOf } from './actions.ts';
import { add, requireAction, standingRegistration } from './drafting.ts';
import { openRegistration } from './open.ts';
import type { RegistrationServices } from './services.ts';

/**
 * “Sao chép”: a new dossier with the same content, to be confirmed and signed anew. A change builds on what stands now.
 * @throws DvcttError REGISTRATION_STATE for who was only asked by a letter; for a change as `createRegistration`
 */
export async function copyRegistration(
  services: RegistrationServices,
  id: string,
): Promise<RegistrationView> {
  const opened = await openRegistration(services, id);
  const { kept } = requireAction(services, opened.found.kept.id, 'copy');
  const copiedFrom = statusOf(kept) === 'KBNN_TU_CHOI' ? kept.code : undefined;
  if (kept.content.kind === 'first') return add(services, { content: firstAnew(kept.content), copiedFrom });
  const standing = await standingRegistration(services);
  return add(services, {
    content: changeAnew(kept.content, standing),
    before: standing.content,
    copiedFrom,
  });
}

function firstAnew(content: RegistrationContent): RegistrationContent {
  return {
    ...content,
    accounts: content.accounts.map((account) => ({ ...account, id: randomUUID() })),
    projects: content.projects.map((project) => ({ ...project, id: randomUUID() })),
    members: content.members.map((member) => ({ ...member, id: randomUUID(), certificate: null })),
  };
}

/** What stands keeps its ids, by which old and new values find each other. */
function changeAnew(
  content: RegistrationContent,
  { version, content: standing }: StandingRegistration,
): RegistrationContent {
  const standingIds = new Set(
    [...standing.accounts, ...standing.projects, ...standing.members].map(({ id }) => id),
  );
  const anew = <T extends { readonly id: string }>(rows: readonly T[]): T[] =>
    rows.map((row) => (standingIds.has(row.id) ? row : { ...row, id: randomUUID() }));
  return {
    ...content,
    accounts: anew(content.accounts),
    projects: anew(content.projects),
    members: anew(content.members),
    standingVersion: version,
  };
}
