/** Limits of what somebody may ask of providers through this server, without an account of ours. */
import { DvcttError } from '#shared/contract/errors.ts';
import { counted, givenBack } from '../registrations/allowances.ts';
import { clientNetwork } from '../accounts/client-network.ts';
import type { Store } from '../store/open.ts';

const hour = 3_600_000;
/** A whole unit, or several behind one proxy, may share an address. */
const signInsOfOrigin = 600;
/** Passwords are not to be guessed through this server; the provider counts too. */
const wrongSignIns = 10;
const wrongSecrets = 100;
const transactionsOfOrigin = 600;
/** Five hundred vouchers where a provider takes ten at a time, and some that are sent again. */
const transactionsOfPhone = 120;
/** Requests that stand on one phone at a time; one that is sent again is taken back first. */
const standingOnPhone = 10;

export interface PhoneAccount {
  readonly origin: string;
  readonly provider: string;
  readonly username: string;
}

const nameOf = ({ provider, username }: PhoneAccount) => `${provider} ${username.trim().toLowerCase()}`;

/** By network too: nobody locks another person out from elsewhere by typing wrong passwords. */
const wrongOf = (account: PhoneAccount) => ({
  key: `remote refused ${nameOf(account)} ${clientNetwork(account.origin)}`,
  most: wrongSignIns,
  window: hour,
});

/**
 * Counts the try as a wrong one before it is made, so that a hundred at once cannot slip past; `forgiveSignIn` gives it
 * back. @throws DvcttError TOO_MANY_ATTEMPTS
 */
export async function allowSignIn(store: Store, account: PhoneAccount, now: Date): Promise<void> {
  await counted(store, wrongOf(account), now);
  const key = `remote sign-in ${clientNetwork(account.origin)}`;
  await counted(store, { key, most: signInsOfOrigin, window: hour }, now);
}

/** Neither right passwords nor what the provider could not answer is counted. */
export function forgiveSignIn(store: Store, account: PhoneAccount): Promise<void> {
  return givenBack(store, wrongOf(account).key);
}

/** One-time codes count with passwords: a new sign-in brings no new tries. @throws DvcttError TOO_MANY_ATTEMPTS */
export function countWrongCode(store: Store, account: PhoneAccount, now: Date): Promise<void> {
  return counted(store, wrongOf(account), now);
}

/** @throws DvcttError TOO_MANY_ATTEMPTS */
export function countWrongRemoteSecret(store: Store, origin: string, now: Date): Promise<void> {
  const key = `remote secret ${clientNetwork(origin)}`;
  return counted(store, { key, most: wrongSecrets, window: hour }, now);
}

/** Nobody floods a phone, nor tires a person into confirming. @throws DvcttError TOO_MANY_ATTEMPTS */
export async function allowTransaction(store: Store, account: PhoneAccount, now: Date): Promise<void> {
  const { standing } = await store
    .selectFrom('remote_transactions')
    .select(({ fn }) => fn.countAll().as('standing'))
    .where('provider', '=', account.provider)
    .where('username', '=', account.username)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirstOrThrow();
  if (Number(standing) >= standingOnPhone) throw new DvcttError('TOO_MANY_ATTEMPTS', { retryAfter: 60 });
  const origin = `remote transaction ${clientNetwork(account.origin)}`;
  await counted(store, { key: origin, most: transactionsOfOrigin, window: hour }, now);
  const phone = `remote phone ${nameOf(account)}`;
  await counted(store, { key: phone, most: transactionsOfPhone, window: hour }, now);
}
