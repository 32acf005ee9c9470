import { DvcttError } from '#shared/contract/errors.ts';
import type { Store } from '../store/open.ts';

/** Wrong entries that cost nothing; after them each further one doubles the wait, up to `longestWait`. */
interface Allowance {
  readonly free: number;
  readonly firstWait: number;
  readonly longestWait: number;
}

const second = 1000;
const minute = 60 * second;
/** A person guessing one name; an address trying many names; one name tried from many addresses. */
const allowances = {
  pair: { free: 5, firstWait: 30 * second, longestWait: 15 * minute },
  address: { free: 50, firstWait: minute, longestWait: 15 * minute },
  // Mild on purpose: otherwise a stranger could lock a person out at will.
  username: { free: 100, firstWait: 5 * second, longestWait: minute },
} as const satisfies Record<string, Allowance>;
/** A row that has been quiet for this long is forgotten. */
const memory = 24 * 60 * minute;

/**
 * Counts wrong sign-ins in the store, so that a restart forgives nothing. Each try is counted before its password is
 * looked at: a hundred tries at once cannot slip past the count.
 */
export class SignInAttempts {
  readonly #store: Store;
  readonly #now: () => Date;

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** @throws DvcttError TOO_MANY_ATTEMPTS with `retryAfter` in whole seconds. */
  async begin(username: string, address: string): Promise<void> {
    const now = this.#now().getTime();
    await this.#store.transaction().execute(async (change) => {
      await change
        .deleteFrom('sign_in_attempts')
        .where('last_at', '<', new Date(now - memory).toISOString())
        .execute();
      const keys = keysOf(username, address);
      const found = await change
        .selectFrom('sign_in_attempts')
        .selectAll()
        .where(
          'key',
          'in',
          keys.map(([key]) => key),
        )
        .execute();
      const locked = Math.max(0, ...found.map((row) => Date.parse(row.locked_until) - now));
      if (locked > 0) throw new DvcttError('TOO_MANY_ATTEMPTS', { retryAfter: Math.ceil(locked / second) });
      for (const [key, allowance] of keys) {
        const failures = (found.find((row) => row.key === key)?.failures ?? 0) + 1;
        const row = {
          key,
          failures,
          last_at: new Date(now).toISOString(),
          locked_until: new Date(now + waitAfter(failures, allowance)).toISOString(),
        };
        await change
          .insertInto('sign_in_attempts')
          .values(row)
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute();
      }
    });
  }

  /** A right password clears what was counted for that name; the address keeps the tries on other names. */
  async succeeded(username: string, address: string): Promise<void> {
    const counted = addressKey(address);
    await this.#store.transaction().execute(async (change) => {
      await change
        .deleteFrom('sign_in_attempts')
        .where('key', 'in', [pairKey(username, address), usernameKey(username)])
        .execute();
      await change
        .updateTable('sign_in_attempts')
        .set((row) => ({ failures: row('failures', '-', 1), locked_until: row.ref('last_at') }))
        .where('key', '=', counted)
        .where('failures', '>', 0)
        .execute();
    });
  }
}

function waitAfter(failures: number, { free, firstWait, longestWait }: Allowance): number {
  if (failures < free) return 0;
  return Math.min(longestWait, firstWait * 2 ** Math.min(failures - free, 20));
}

const pairKey = (username: string, address: string) => `pair ${address} ${username}`;
const addressKey = (address: string) => `address ${address}`;
const usernameKey = (username: string) => `username ${username}`;

function keysOf(username: string, address: string): readonly (readonly [string, Allowance])[] {
  return [
    [pairKey(username, address), allowances.pair],
    [addressKey(address), allowances.address],
    [usernameKey(username), allowances.username],
  ];
}
