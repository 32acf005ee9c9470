import { DvcttError } from '#shared/contract/errors.ts';
import { isUnreached } from '#shared/contract/unreached.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';

export interface Passwords {
  readonly current: string;
  readonly next: string;
}

/** The change of one person's password at the server, over as many tries as it takes. */
export class PasswordChange {
  #unanswered = false;

  /**
   * `perhaps`: the server says that the current password is wrong, and an earlier try has had no answer; so that one may
   * have changed it, and the new password tells. @throws PASSWORD_WRONG, PASSWORD_WEAK, PASSWORD_SAME, SESSION_REQUIRED,
   * TOO_MANY_ATTEMPTS, BACKEND_*
   */
  async ask(
    line: Pick<BackendClient, 'registrations'>,
    passwords: Passwords,
  ): Promise<'changed' | 'perhaps'> {
    try {
      await line.registrations.changePassword(passwords);
      return 'changed';
    } catch (cause) {
      if (!(cause instanceof DvcttError)) throw cause;
      if (cause.code === 'PASSWORD_WRONG' && this.#unanswered) return 'perhaps';
      if (isUnreached(cause.code)) this.#unanswered = true;
      throw cause;
    }
  }

  /** The change stands, and what was to follow it could not be done: the next press goes on from there. */
  leftOpen(): void {
    this.#unanswered = true;
  }
}
