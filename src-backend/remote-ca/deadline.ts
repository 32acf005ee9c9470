/** One end for all the calls to a provider that answer one press of a button. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Of all calls of one operation together: with the way there and back an outage is told within ten seconds (ms). */
export const operationDeadline = 9_000;

/** Of `performance.now()`. */
const end = new AsyncLocalStorage<number>();

/**
 * Runs `work`; every call to a provider in it ends by one deadline. Inside of another operation that one's holds.
 * @param most ms
 */
export function withinOneDeadline<T>(work: () => Promise<T>, most = operationDeadline): Promise<T> {
  if (end.getStore() !== undefined) return work();
  return end.run(performance.now() + most, work);
}

/** What is left of the operation (ms), at least 0; Infinity outside of one. */
export function timeLeft(): number {
  const at = end.getStore();
  return at === undefined ? Infinity : Math.max(0, at - performance.now());
}
