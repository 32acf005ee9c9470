import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { Draft } from '../account-store/account-store.ts';
import type { Session } from '../session/session.ts';
import type { Workspace } from '../session/workspace.ts';

/** @throws DOSSIER_NOT_FOUND when there is no open draft of that code. */
export function requireDraft({ store }: Workspace, code: DossierCode): Draft {
  const draft = store.drafts.get(code);
  if (draft === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
  return draft;
}

/** Drafts are shared by the unit, but only who began one may delete or forward it. @throws ROLE_FORBIDDEN */
export function requireAuthor({ user }: Workspace, draft: Draft): void {
  if (draft.owner !== user.username)
    throw new DvcttError('ROLE_FORBIDDEN', { role: user.role, author: draft.ownerName });
}

/** The workspace of an accountant. @throws SESSION_REQUIRED, ROLE_FORBIDDEN */
export function requireAccountant(session: Session): Workspace {
  const { role } = session.require();
  if (role !== 'KTV') throw new DvcttError('ROLE_FORBIDDEN', { role });
  return session.requireWorkspace();
}
