import type { TokenJob } from '#shared/contract/token-jobs.ts';

/** What is said of work that was given up: nothing has changed, except for the tries that wrong entries have cost. */
export function cancelledWords({ wrongEntries = 0, purpose }: Pick<TokenJob, 'wrongEntries' | 'purpose'>) {
  if (wrongEntries === 0) return 'tokens.job.cancelled';
  return purpose === 'unblock' ? 'tokens.job.cancelledPuk' : 'tokens.job.cancelledPin';
}
