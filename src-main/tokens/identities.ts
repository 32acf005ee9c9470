import type { Identity } from '#shared/contract/tokens.ts';

const kinds: readonly Exclude<Identity['kind'], 'other'>[] = ['MST', 'CCCD', 'CMND', 'MNS', 'HC', 'BHXH'];

/**
 * What the UID attributes of a subject name. Vietnamese CAs write `MST:0101234567`, in either case and with or without
 * blanks; whatever else stands there is kept whole, as `other`.
 */
export function identitiesOf(uids: readonly string[]): Identity[] {
  return uids.flatMap((uid) => identityOf(uid) ?? []);
}

function identityOf(uid: string): Identity | undefined {
  const text = uid.trim();
  if (text === '') return undefined;
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim().toUpperCase();
  const value = text.slice(colon + 1).trim();
  const kind = kinds.find((known) => known === name);
  return kind === undefined || value === '' ? { kind: 'other', value: text } : { kind, value };
}
