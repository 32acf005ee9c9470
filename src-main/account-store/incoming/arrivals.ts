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

/** How a dossier stood here before; no version while it was a draft alone. */
export interface Standing {
  readonly status: DossierStatus;
  readonly version?: number | undefined;
}

/**
 * Whether a dossier has come to this person's desk: their title holds it now and did not before, or held an earlier
 * version, which went away and came again while this machine was not listening. One's own step never does that. A dossier
 * that came back is a matter of the accountant who began it, who alone sends it on.
 */
export function hasArrived(
  { role, username }: Pick<User, 'role' | 'username'>,
  before: Standing | undefined,
  { status, version, createdBy }: Pick<ServerDossier, 'status' | 'version' | 'createdBy'>,
): boolean {
  if (!mayAct(role, status)) return false;
  if (before !== undefined && mayAct(role, before.status) && !isLater(version, before.version)) return false;
  return role !== 'KTV' || createdBy === username;
}

const isLater = (version: number, before: number | undefined) => before !== undefined && version > before;
