import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for promises that never reject: for all of them, or with `patience` (ms) for the first and that much longer.
 * Those that have not answered by then are undefined in the result, and `late` is called as each of them comes.
 */
export async function answersWithin<T>(
  asked: readonly Promise<T>[],
  patience: number | undefined,
  late: () => void,
): Promise<readonly (T | undefined)[]> {
  if (patience === undefined || asked.length === 0) return Promise.all(asked);
  const answers: (T | undefined)[] = asked.map(() => undefined);
  const settled = asked.map((promise, index) => promise.then((answer) => void (answers[index] = answer)));
  await Promise.race(settled);
  const stop = new AbortController();
  const waited = sleep(patience, undefined, { signal: stop.signal }).catch(() => undefined);
  await Promise.race([Promise.all(settled), waited]);
  stop.abort();
  const inTime = [...answers];
  asked.forEach((promise, index) => {
    if (inTime[index] === undefined) void promise.then(late);
  });
  return inTime;
}
