import { DvcttError } from '#shared/contract/errors.ts';
import { isUnreached } from '#shared/contract/unreached.ts';

/** How long a person waits for the server before what is kept here is shown instead (ms). */
export const patience = 5_000;

/** The answer, or BACKEND_UNREACHABLE when it is not here in time; the work itself goes on. */
export async function inTime<T>(work: Promise<T>, ms: number = patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DvcttError('BACKEND_UNREACHABLE', { reason: `> ${ms} ms` })), ms);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a failure only says that the server could not be asked now. */
export function couldNotAsk(cause: unknown): cause is DvcttError {
  if (!(cause instanceof DvcttError)) return false;
  return isUnreached(cause.code) || cause.code === 'SESSION_REQUIRED' || cause.code === 'SERVER_BUSY';
}
