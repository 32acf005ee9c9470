import type { ServerDossier } from '#shared/contract/http.ts';
import type { User } from '#shared/contract/ipc.ts';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { mayAct } from '#shared/domain/dossiers/status.ts';

/** A dossier that has come to the desk of the person whose store this is. */
export interface Arrival {
  readonly code: ServerDossier['code'];
  readonly title: string;
  readonly status: DossierStatus;
}

/**
 * Whether a dossier has come to this person's desk: their title holds it now and did not before. One's own step never
 * does that. A dossier that came back is a matter of the accountant who began it, who alone sends it on.
 */
export function hasArrived(
  { role, username }: Pick<User, 'role' | 'username'>,
  before: DossierStatus | undefined,
  { status, createdBy }: Pick<ServerDossier, 'status' | 'createdBy'>,
): boolean {
  if (!mayAct(role, status)) return false;
  if (before !== undefined && mayAct(role, before)) return false;
  return role !== 'KTV' || createdBy === username;
}
