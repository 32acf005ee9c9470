import type { Check } from '../contract/doctor.ts';

/**
 * What to mend first: the first failure, else the first warning, in the doctor's order, which goes from cause to
 * consequence (a service that is down before the token it hides).
 */
export function mendFirst(checks: readonly Check[]): Check | undefined {
  const worst = (state: Check['state']) => {
    const found = checks.filter((check) => check.state === state);
    // The trust store is IT support's to mend, and keeps nobody from signing who has no token that works.
    return found.find(({ id }) => hindering.has(id)) ?? found.find(({ id }) => id !== 'chain') ?? found[0];
  };
  return worst('failed') ?? worst('warning');
}

/** What keeps a person from signing and what they can mend themselves. */
const hindering = new Set([
  'pcsc',
  'readers',
  'modules',
  'tokens',
  'pin-state',
  'certificates',
  'registration',
]);
