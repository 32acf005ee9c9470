import type { Mutation } from '#shared/contract/sync/http.ts';

/**
 * Whether a new draft on a code in use is the one that stands there, and not another that got the same code: a store
 * that was copied, or put back from a backup, before it knew that its draft had been taken in. Vouchers have random
 * ids, so one in common is no accident; a copy of a dossier gets ids of its own.
 */
export function isSameDraft(mutation: Mutation, standingContent: string): boolean {
  return (
    mutation.kind === 'save' &&
    mutation.content.vouchers.some(({ id }) => standingContent.includes(`"id":${JSON.stringify(id)}`))
  );
}
