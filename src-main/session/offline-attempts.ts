import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { AccountStore } from '../account-store/account-store.ts';

/** Wrong passwords that cost nothing but themselves; after them each costs a wait that doubles. */
export const freeTries = 5;
const firstWait = 60_000;
const longestWait = 24 * 3_600_000;

const recordSchema = z.strictObject({
  wrong: z.number().int().positive(),
  /** When the last one was tried. */
  at: z.iso.datetime(),
});
type AttemptRecord = z.infer<typeof recordSchema>;
type AttemptKeeper = Pick<AccountStore['profile'], 'attempts' | 'keepAttempts'>;

/**
 * Wrong passwords typed while the server could not judge them. Counted inside the encrypted store and in a file beside
 * it, and the stricter count holds: neither a restart nor a killed program gives new tries, nor does deleting the file
 * or putting back an older copy of the store alone.
 */
export class OfflineAttempts {
  readonly #file: string;
  readonly #profile: AttemptKeeper;
  readonly #now: () => Date;

  constructor(store: { readonly folder: string; readonly profile: AttemptKeeper }, now: () => Date) {
    this.#file = join(store.folder, 'sign-in-attempts.json');
    this.#profile = store.profile;
    this.#now = now;
  }

  /**
   * Tries a password. @throws SIGN_IN_REFUSED when it is wrong; TOO_MANY_ATTEMPTS with `retryAfter` in whole seconds
   * while the wait runs, without trying; DISK_FULL or STORE_FAILED when the try could not be counted.
   */
  async try(isRight: () => Promise<boolean>): Promise<void> {
    const record = this.#strictest();
    const wait = record === undefined ? 0 : this.#waitLeft(record);
    if (wait > 0) throw new DvcttError('TOO_MANY_ATTEMPTS', { retryAfter: Math.ceil(wait / 1000) });
    // Counted before it is judged: a program killed in between has had its try.
    this.#write({ wrong: (record?.wrong ?? 0) + 1, at: this.#now().toISOString() });
    if (!(await isRight())) throw new DvcttError('SIGN_IN_REFUSED', { offline: true });
    this.forget();
  }

  /** After a sign-in that the server has judged. */
  forget(): void {
    this.#profile.keepAttempts(undefined);
    rmSync(this.#file, { force: true });
  }

  #waitLeft(record: AttemptRecord): number {
    if (record.wrong < freeTries) return 0;
    const wait = Math.min(firstWait * 2 ** (record.wrong - freeTries), longestWait);
    const passed = this.#now().getTime() - new Date(record.at).getTime();
    // A clock that was set back must neither shorten the wait nor make it endless.
    return passed < 0 ? wait : Math.max(0, wait - passed);
  }

  /** The record with more wrong tries; of equals the one with the longer wait. */
  #strictest(): AttemptRecord | undefined {
    const records = [parsed(() => readFileSync(this.#file, 'utf8')), parsed(() => this.#profile.attempts())];
    return records
      .filter((record) => record !== undefined)
      .toSorted((a, b) => b.wrong - a.wrong || this.#waitLeft(b) - this.#waitLeft(a))[0];
  }

  #write(record: AttemptRecord): void {
    this.#profile.keepAttempts(JSON.stringify(record));
    const temporary = `${this.#file}.${randomUUID()}`;
    try {
      const handle = openSync(temporary, 'wx', 0o600);
      try {
        writeSync(handle, JSON.stringify(record));
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(temporary, this.#file);
    } catch (cause) {
      rmSync(temporary, { force: true });
      const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new DvcttError(full ? 'DISK_FULL' : 'STORE_FAILED', { file: this.#file, reason }, { cause });
    }
  }
}

/** Undefined when there is none, or when it was altered: then the other one holds. */
function parsed(read: () => string | undefined): AttemptRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(read() ?? ''));
  } catch {
    return undefined;
  }
}
