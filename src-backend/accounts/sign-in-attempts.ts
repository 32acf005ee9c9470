import type { Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Store } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import { clientNetwork } from './client-network.ts';

/** Wrong entries that cost nothing; after them each further one doubles the wait, up to `longestWait`. */
interface Allowance {
  readonly free: number;
  readonly firstWait: number;
  readonly longestWait: number;
}

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
/** Guesses at one name: from one address, and from all addresses that this person has never signed in from. */
const allowances = {
  pair: { free: 5, firstWait: 30 * second, longestWait: 15 * minute },
  username: { free: 20, firstWait: 5 * second, longestWait: 15 * minute },
} as const satisfies Record<string, Allowance>;
/**
 * Tries of one address at all names together, in one window of time. Generous, and without a growing wait: a whole
 * unit, or every unit behind one proxy, may share the address with one who guesses.
 */
const addressWindow = { tries: 1000, length: 15 * minute } as const;
/** A count that has been quiet for this long is forgotten. */
const memory = day;
/** An address is known to be a person's for this long after they last signed in from it. */
const acquaintance = 90 * day;

/**
 * A lock that never was. Not the time of the try: another try of the same moment, which has waited for its turn in the
 * store, would find that time still to come and be refused.
 */
const unlocked = 0;

interface Counter {
  readonly key: string;
  /** When the next try is allowed, if this is the `failures`th (ms). */
  readonly lockedUntil: (failures: number) => number;
}

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

  /**
   * Counts a try. `known`: the person has signed in from there before.
   * @throws DvcttError TOO_MANY_ATTEMPTS with `retryAfter` in whole seconds.
   */
  async begin(username: string, address: string): Promise<{ readonly known: boolean }> {
    const now = this.#now().getTime();
    const network = clientNetwork(address);
    return this.#store.transaction().execute(async (change) => {
      await change
        .deleteFrom('sign_in_attempts')
        .where('last_at', '<', new Date(now - memory).toISOString())
        .execute();
      const known = await isKnown(change, username, network, now);
      const counters = countersOf(username, network, { known, now });
      const found = await change
        .selectFrom('sign_in_attempts')
        .selectAll()
        .where(
          'key',
          'in',
          counters.map(({ key }) => key),
        )
        .execute();
      const locked = Math.max(0, ...found.map((row) => Date.parse(row.locked_until) - now));
      if (locked > 0) throw new DvcttError('TOO_MANY_ATTEMPTS', { retryAfter: Math.ceil(locked / second) });
      for (const { key, lockedUntil } of counters) {
        const failures = (found.find((row) => row.key === key)?.failures ?? 0) + 1;
        const row = {
          key,
          failures,
          last_at: new Date(now).toISOString(),
          locked_until: new Date(lockedUntil(failures)).toISOString(),
        };
        await change
          .insertInto('sign_in_attempts')
          .values(row)
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute();
      }
      return { known };
    });
  }

  /**
   * A right password clears what was counted for that name from there and makes the address known. Of the other
   * counts it takes back its own try alone: it must not buy guesses for anybody else.
   */
  async succeeded(username: string, address: string): Promise<void> {
    const now = this.#now();
    const network = clientNetwork(address);
    await this.#store.transaction().execute(async (change) => {
      const known = await isKnown(change, username, network, now.getTime());
      await change.deleteFrom('sign_in_attempts').where('key', '=', pairKey(username, network)).execute();
      const others = countersOf(username, network, { known, now: now.getTime() }).map(({ key }) => key);
      await change
        .updateTable('sign_in_attempts')
        .set((row) => ({ failures: row('failures', '-', 1), locked_until: new Date(unlocked).toISOString() }))
        .where('key', 'in', others)
        .where('failures', '>', 0)
        .execute();
      const row = { username, address: network, last_at: now.toISOString() };
      await change
        .insertInto('known_addresses')
        .values(row)
        .onConflict((conflict) => conflict.columns(['username', 'address']).doUpdateSet(row))
        .execute();
      await change
        .deleteFrom('known_addresses')
        .where('last_at', '<', new Date(now.getTime() - acquaintance).toISOString())
        .execute();
    });
  }
}

async function isKnown(
  change: Transaction<Tables>,
  username: string,
  network: string,
  now: number,
): Promise<boolean> {
  const found = await change
    .selectFrom('known_addresses')
    .select('last_at')
    .where('username', '=', username)
    .where('address', '=', network)
    .where('last_at', '>=', new Date(now - acquaintance).toISOString())
    .executeTakeFirst();
  return found !== undefined;
}

const pairKey = (username: string, network: string) => `pair ${network} ${username}`;

function countersOf(
  username: string,
  network: string,
  { known, now }: { readonly known: boolean; readonly now: number },
): readonly Counter[] {
  const growing = (key: string, allowance: Allowance): Counter => ({
    key,
    lockedUntil: (failures) => (failures < allowance.free ? unlocked : now + waitAfter(failures, allowance)),
  });
  const window = Math.floor(now / addressWindow.length);
  return [
    growing(pairKey(username, network), allowances.pair),
    // Strangers elsewhere cannot keep a person out of where they work.
    ...(known ? [] : [growing(`username ${username}`, allowances.username)]),
    {
      key: `address ${network} ${window}`,
      lockedUntil: (failures) =>
        failures < addressWindow.tries ? unlocked : (window + 1) * addressWindow.length,
    },
  ];
}

/** From the `free`th on (ms). */
function waitAfter(failures: number, { free, firstWait, longestWait }: Allowance): number {
  return Math.min(longestWait, firstWait * 2 ** Math.min(failures - free, 20));
}
