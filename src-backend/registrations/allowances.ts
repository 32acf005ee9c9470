import type { Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { clientNetwork } from '../accounts/client-network.ts';
import type { Store } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

const hour = 3_600_000;
const day = 24 * hour;

export interface Allowance {
  readonly key: string;
  readonly most: number;
  /** ms */
  readonly window: number;
}

/** A whole unit, or several behind one proxy, may share an address. */
const savesPerHour = 60;
const wrongSecretsPerHour = 100;
/** A small school's members often share one mailbox. */
const lettersPerHour = 60;
const lettersOfDossierPerDay = 60;
/** Several units behind one proxy declare on the same day. */
const lettersOfOriginPerHour = 120;

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
 * Counts the letters of a save without an account. Asked before they are counted: one dossier with many members passes.
 * @throws DvcttError TOO_MANY_ATTEMPTS; the transaction around it then counts nothing
 */
export async function allowStrangersLetters(
  change: Transaction<Tables>,
  origin: string,
  letters: number,
  now: Date,
): Promise<void> {
  if (letters === 0) return;
  const key = `letters of ${clientNetwork(origin)}`;
  await take(change, { key, most: lettersOfOriginPerHour, window: hour }, now, letters);
}

/**
 * Counts letters that somebody asks for again.
 * @throws DvcttError TOO_MANY_ATTEMPTS; the transaction around it then counts nothing
 */
export async function allowResend(
  change: Transaction<Tables>,
  code: string,
  recipient: string,
  now: Date,
): Promise<void> {
  const key = `letter ${code} ${mailbox(recipient)}`;
  await take(change, { key, most: lettersOfDossierPerDay, window: day }, now);
}

/**
 * When each letter that people, not the Treasury, cause may leave: now, or for a mailbox that has had its hour's share
 * when that hour is over. Strangers' letters are counted apart, so that they hold up nobody else's.
 */
export async function letterTimes(
  change: Transaction<Tables>,
  given: {
    /** Caused without an account. */
    readonly stranger: boolean;
    readonly letters: readonly { readonly to: string }[];
    readonly at: Date;
  },
): Promise<readonly Date[]> {
  const { stranger, letters, at } = given;
  const times: Date[] = [];
  for (const { to } of letters) {
    const key = `${stranger ? 'stranger' : 'letter'} ${mailbox(to)}`;
    const { used, wait } = await countIn(change, { key, most: lettersPerHour, window: hour }, at, 1);
    times.push(new Date(at.getTime() + (used > lettersPerHour ? wait : 0)));
  }
  return times;
}

const mailbox = (recipient: string) => recipient.trim().toLowerCase().slice(0, 200);

/**
 * Counts one try, in a transaction of its own: a refusal further on must not give it back.
 * @throws DvcttError TOO_MANY_ATTEMPTS with `retryAfter` in whole seconds
 */
export async function counted(store: Store, allowance: Allowance, now: Date): Promise<void> {
  await store.transaction().execute(async (change) => {
    await change
      .deleteFrom('allowances')
      .where('since', '<', new Date(now.getTime() - day).toISOString())
      .execute();
    await take(change, allowance, now);
  });
}

/** Gives one try back, which was counted before it was known how it ends. */
export async function givenBack(store: Store, key: string): Promise<void> {
  await store
    .updateTable('allowances')
    .set(({ eb }) => ({ used: eb('used', '-', 1) }))
    .where('key', '=', key)
    .where('used', '>', 0)
    .execute();
}

async function take(change: Transaction<Tables>, allowance: Allowance, now: Date, count = 1): Promise<void> {
  const { used, wait } = await countIn(change, allowance, now, count);
  if (used - count >= allowance.most)
    throw new DvcttError('TOO_MANY_ATTEMPTS', { retryAfter: Math.ceil(wait / 1000) });
}

/** @returns how many there are now, and how long the window still lasts (ms) */
async function countIn(
  change: Transaction<Tables>,
  { key, window }: Allowance,
  now: Date,
  count: number,
): Promise<{ readonly used: number; readonly wait: number }> {
  const found = await change.selectFrom('allowances').selectAll().where('key', '=', key).executeTakeFirst();
  const left = found === undefined ? 0 : Date.parse(found.since) + window - now.getTime();
  // Longer than the window: the server's clock was put back, and must not keep people out until it catches up.
  const current = left > 0 && left <= window ? found : undefined;
  const row = { key, used: (current?.used ?? 0) + count, since: current?.since ?? now.toISOString() };
  await change
    .insertInto('allowances')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
  return { used: row.used, wait: current === undefined ? window : left };
}
