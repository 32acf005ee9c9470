/** The two ways to sign, and which one stands first. */
import type { CertificateView } from '#shared/contract/tokens.ts';

export type SignWay = 'token' | 'remote';

/** Each person's own: on a machine that several use, one signs with a token and the next with the phone. */
const placeOf = (person: string) => `dvctt-sign-way:${person}`;

/** Undefined until this person has signed or chosen here. */
export function rememberedWay(
  person: string,
  store: Pick<Storage, 'getItem'> = localStorage,
): SignWay | undefined {
  const kept = store.getItem(placeOf(person));
  return kept === 'remote' || kept === 'token' ? kept : undefined;
}

export function rememberWay(
  person: string,
  way: SignWay,
  store: Pick<Storage, 'setItem'> = localStorage,
): void {
  store.setItem(placeOf(person), way);
}

type Bound = Pick<CertificateView, 'boundRole' | 'refusals'>;

/** The form in which the person is registered comes first, where it can be told; else the one used last. */
export function firstWay(
  { token, remote }: { readonly token: readonly Bound[]; readonly remote: readonly Bound[] },
  remembered: SignWay | undefined,
): SignWay {
  if (stands(remote) === stands(token)) return remembered ?? 'token';
  return stands(remote) ? 'remote' : 'token';
}

/** The same before any token was read; `either` while nothing tells. */
export function usualWay(
  { offered, remote }: { readonly offered: boolean; readonly remote: readonly Bound[] },
  person: string,
  store: Pick<Storage, 'getItem'> = localStorage,
): SignWay | 'either' {
  if (!offered) return 'token';
  return stands(remote) ? 'remote' : (rememberedWay(person, store) ?? 'either');
}

/** One of them is registered for the person at the desk; a colleague's token may be plugged in too. */
function stands(list: readonly Bound[]): boolean {
  return list.some(
    ({ boundRole, refusals }) => boundRole !== undefined && !refusals.includes('CERT_OF_ANOTHER'),
  );
}
