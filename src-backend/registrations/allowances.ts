import type { Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { clientNetwork } from '../accounts/client-network.ts';
import type { Store } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

const hour = 3_600_000;
const day = 24 * hour;

interface Allowance {
  readonly key: string;
  readonly most: number;
  readonly window: number;
}

/** A whole unit, or several behind one proxy, may share an address. */
const savesPerHour = 60;
const wrongSecretsPerHour = 100;
/** A small school's members often share one mailbox. */
const lettersPerHour = 60;
const lettersOfDossierPerDay = 60;

/**
 * Counts one save of somebody who has no account, whether or not it succeeds.
 * @throws DvcttError TOO_MANY_ATTEMPTS with `retryAfter` in whole seconds
 */
export function allowSave(store: Store, origin: string, now: Date): Promise<void> {
  return counted(store, { key: `save ${clientNetwork(origin)}`, most: savesPerHour, window: hour }, now);
}

/**
 * Counts a secret that opens nothing. Right ones are not counted, so that nobody keeps their neighbours out.
 * @throws DvcttError TOO_MANY_ATTEMPTS
 */
export function countWrongSecret(store: Store, origin: string, now: Date): Promise<void> {
  return counted(
    store,
    { key: `secret ${clientNetwork(origin)}`, most: wrongSecretsPerHour, window: hour },
    now,
  );
}

/**
 * Counts the letters that people, not the Treasury, cause: to one recipient of all dossiers, and of this one.
 * @throws DvcttError TOO_MANY_ATTEMPTS; the transaction around it then counts nothing
 */
export async function allowLetters(
  change: Transaction<Tables>,
  code: string,
  recipients: readonly string[],
  now: Date,
): Promise<void> {
  for (const recipient of recipients) {
    const address = recipient.trim().toLowerCase().slice(0, 200);
    await take(change, { key: `letter ${address}`, most: lettersPerHour, window: hour }, now);
    await take(change, { key: `letter ${code} ${address}`, most: lettersOfDossierPerDay, window: day }, now);
  }
}

/** In a transaction of its own: a refusal further on must not give the try back. */
async function counted(store: Store, allowance: Allowance, now: Date): Promise<void> {
  await store.transaction().execute(async (change) => {
    await change
      .deleteFrom('allowances')
      .where('since', '<', new Date(now.getTime() - day).toISOString())
      .execute();
    await take(change, allowance, now);
  });
}

async function take(change: Transaction<Tables>, { key, most, window }: Allowance, now: Date): Promise<void> {
  const found = await change.selectFrom('allowances').selectAll().where('key', '=', key).executeTakeFirst();
  const wait = found === undefined ? 0 : Date.parse(found.since) + window - now.getTime();
  // Longer than the window: the server's clock was put back, and must not keep people out until it catches up.
  const current = wait > 0 && wait <= window ? found : undefined;
  if (current !== undefined && current.used >= most) {
    throw new DvcttError('TOO_MANY_ATTEMPTS', { retryAfter: Math.ceil(wait / 1000) });
  }
  const row = { key, used: (current?.used ?? 0) + 1, since: current?.since ?? now.toISOString() };
  await change
    .insertInto('allowances')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}
