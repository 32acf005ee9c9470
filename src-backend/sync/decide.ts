import type { Failure, FailureCode, FailureDetails } from '#shared/contract/errors.ts';
import type { Mutation } from '#shared/contract/sync/http.ts';
import { cameBack } from '#shared/domain/dossiers/status.ts';
import type { DossierRow } from '../store/tables.ts';
import type { StandingDraft } from './standing-draft.ts';

export type DossierStanding = Pick<DossierRow, 'code' | 'version' | 'status' | 'created_by'>;

/** What becomes of a mutation. `createdBy`: whose the draft is from now on. */
export type Decision =
  | { readonly kind: 'apply'; readonly createdBy: string; readonly revived: boolean }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refuse'; readonly failure: Failure };

/**
 * The rules of shared drafts, for one mutation against what stands now.
 * - The base is what stands: it is applied. An older base: conflict, with what stands. A base that never was:
 *   VERSION_UNKNOWN.
 * - A new draft (base 0) on a code in use is CODE_TAKEN; but a draft that is brought back to a restored server, and a
 *   second accountant who begins to mend the same returned dossier, meet what stands as a conflict and merge.
 * - A tombstone is an older version like any other: a save on it brings the draft back.
 * - A forwarded draft is closed. Only a save that mends the returned dossier, in its present version, opens it again.
 * - DOSSIER_FROZEN: the dossier that a new draft would mend has gone on.
 */
export function decide(
  mutation: Mutation,
  standing: { readonly draft: StandingDraft | undefined; readonly dossier: DossierStanding | undefined },
  username: string,
): Decision {
  const { draft, dossier } = standing;
  if (mutation.kind === 'delete') return decideDeletion(mutation.baseVersion, draft, username);
  if (draft === undefined) return decideNew(mutation, dossier, username);
  const { baseVersion, dossierVersion, cause } = mutation;
  if (baseVersion > draft.version) {
    return refuse('VERSION_UNKNOWN', { current: draft.version, given: baseVersion });
  }
  const mends =
    dossierVersion > 0 &&
    dossier !== undefined &&
    cameBack(dossier.status) &&
    dossier.version === dossierVersion;
  if (draft.state === 'forwarded') {
    const onTop = baseVersion === draft.version || baseVersion === 0;
    return mends && onTop ? apply(dossier.created_by) : conflict;
  }
  if (baseVersion === draft.version) {
    // An edit cannot turn a new dossier into the mending of another.
    return dossierVersion === draft.dossier_version
      ? { kind: 'apply', createdBy: draft.created_by, revived: draft.state === 'deleted' }
      : refuse('MUTATION_INVALID', { path: 'dossierVersion', current: draft.dossier_version });
  }
  if (baseVersion === 0 && cause !== 'recovered' && dossierVersion === 0) {
    return refuse('CODE_TAKEN', { code: draft.code });
  }
  return conflict;
}

function decideNew(
  { baseVersion, dossierVersion, code }: Extract<Mutation, { kind: 'save' }>,
  dossier: DossierStanding | undefined,
  username: string,
): Decision {
  if (baseVersion > 0) return refuse('VERSION_UNKNOWN', { current: 0, given: baseVersion });
  if (dossierVersion === 0) {
    return dossier === undefined ? apply(username) : refuse('CODE_TAKEN', { code });
  }
  if (dossier === undefined || dossierVersion > dossier.version) {
    return refuse('VERSION_UNKNOWN', { dossier: dossier?.version ?? 0, given: dossierVersion });
  }
  if (!cameBack(dossier.status) || dossierVersion !== dossier.version) {
    return refuse('DOSSIER_FROZEN', { status: dossier.status, version: dossier.version });
  }
  // Whoever mends it: it goes on with its author, who alone forwards it.
  return apply(dossier.created_by);
}

function decideDeletion(baseVersion: number, draft: StandingDraft | undefined, username: string): Decision {
  if (draft === undefined || baseVersion > draft.version) {
    return refuse('VERSION_UNKNOWN', { current: draft?.version ?? 0, given: baseVersion });
  }
  if (draft.created_by !== username) return refuse('ROLE_FORBIDDEN', { createdBy: draft.created_by });
  if (draft.state !== 'open' || baseVersion !== draft.version) return conflict;
  return apply(draft.created_by);
}

const conflict: Decision = { kind: 'conflict' };

function apply(createdBy: string): Decision {
  return { kind: 'apply', createdBy, revived: false };
}

function refuse(code: FailureCode, details: FailureDetails): Decision {
  return { kind: 'refuse', failure: { code, details } };
}
