/** From one issue to the next with a key: errors first, then what should be looked at. */
import type { ValidationIssue } from '#shared/contract/ipc.ts';

/**
 * The issue after the one that was gone to last; the first when there was none or it has been put right, and again the
 * first after the last. `step` -1 goes back.
 */
export function nextIssue(
  issues: readonly ValidationIssue[],
  last: ValidationIssue | undefined,
  step: 1 | -1,
): ValidationIssue | undefined {
  const ordered = [
    ...issues.filter(({ blocking }) => blocking),
    ...issues.filter(({ blocking }) => !blocking),
  ];
  const at = ordered.findIndex((one) => one.path === last?.path && one.code === last.code);
  if (at === -1) return step === 1 ? ordered[0] : ordered.at(-1);
  return ordered.at((at + step) % ordered.length);
}
