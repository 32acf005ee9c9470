import { createHash, randomBytes } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { StoreKeySource } from '../core/options.ts';
import { keyLength, matches } from './key-check.ts';
import type { KeyPlace } from './key-place.ts';
import { reasonOf, type Keyring } from './keyring.ts';

const hexKey = /^[0-9a-f]{64}$/;

/** Puts a key into the keyring and reads it back: one that does not give back what it took is none. */
export async function putIntoKeyring(keyring: Keyring, id: string, hex: string): Promise<void> {
  await keyring.put(id, hex);
  if ((await keyring.get(id)) !== hex)
    throw new DvcttError('STORE_KEY_UNSAFE', { reason: 'the keyring did not keep the key' });
}

/**
 * The key of a folder whose record says `keyring`. A keyring that cannot be asked now (locked, no desktop session) is
 * STORE_KEY_UNREACHABLE; one that has no such key is STORE_KEY_LOST, and a new one is laid by for when the person sets
 * the stores aside.
 */
export async function readFromKeyring(
  place: KeyPlace,
  open: () => Keyring,
  { onlyLook }: { readonly onlyLook: boolean },
): Promise<StoreKeySource> {
  let keyring: Keyring;
  let found: string | null;
  try {
    keyring = open();
    found = await keyring.get(place.id);
  } catch (cause) {
    const reason =
      cause instanceof DvcttError ? String(cause.details?.['reason'] ?? cause.code) : reasonOf(cause);
    const failure = { code: 'STORE_KEY_UNREACHABLE', details: { place: 'keyring', reason } } as const;
    return { kind: 'failed', place: 'keyring', failure };
  }
  if (found !== null && hexKey.test(found) && matches(Buffer.from(found, 'hex'), place.check))
    return { kind: 'given', place: 'keyring', key: found };
  const reason = found === null ? 'no such entry' : 'another key';
  const next = onlyLook ? undefined : await layBy(keyring, place.id);
  return {
    kind: 'failed',
    place: 'keyring',
    failure: { code: 'STORE_KEY_LOST', details: { place: 'keyring', reason } },
    ...(next === undefined ? {} : { next }),
  };
}

/** The same entry at every start, however often the person looks before deciding. */
async function layBy(keyring: Keyring, lost: string): Promise<{ id: string; key: string } | undefined> {
  const id = followerOf(lost);
  try {
    const laidBy = await keyring.get(id);
    if (laidBy !== null && hexKey.test(laidBy)) return { id, key: laidBy };
    const key = randomBytes(keyLength).toString('hex');
    await putIntoKeyring(keyring, id, key);
    return { id, key };
  } catch {
    // A keyring that takes nothing is no place for the next key: the core will ask for a passphrase.
    return undefined;
  }
}

/** A UUID (version 8, RFC 9562) that follows from the lost key's. */
function followerOf(id: string): string {
  const hex = createHash('sha256').update(`dvctt key after ${id}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
