import { timingSafeEqual } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { AccountStore } from '../account-store/account-store.ts';
import type { OfflineAttempts } from './offline-attempts.ts';

/**
 * A server that lets somebody in must be the one that a store belongs to before it may open it: it knows the mark that
 * it gave at the first sign-in, or else the password is the one that this store has seen at work. Otherwise whoever
 * points the program at a server of their own opens anybody's drafts with any password. A password is tried within the
 * same bounds as without a line.
 * @throws SERVER_UNPROVED, TOO_MANY_ATTEMPTS, DISK_FULL, STORE_FAILED.
 */
export async function requireServerProof(
  store: Pick<AccountStore, 'profile'>,
  attempts: Pick<OfflineAttempts, 'try'>,
  answer: { readonly wipeMark: string | undefined; readonly password: string },
): Promise<void> {
  const kept = store.profile.wipeMark();
  if (kept === undefined || isSameMark(kept, answer.wipeMark)) return;
  try {
    await attempts.try(() => store.profile.verify(answer.password));
  } catch (cause) {
    if (cause instanceof DvcttError && cause.code === 'SIGN_IN_REFUSED')
      throw new DvcttError('SERVER_UNPROVED', undefined, { cause });
    throw cause;
  }
}

function isSameMark(kept: string, answered: string | undefined): boolean {
  if (answered === undefined) return false;
  const [one, two] = [Buffer.from(kept), Buffer.from(answered)];
  return one.length === two.length && timingSafeEqual(one, two);
}
