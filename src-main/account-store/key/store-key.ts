import { hkdfSync, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';
import { writeWhole } from '../whole-file.ts';

/** Bytes of a salt and of a key. */
const length = 32;

/** Without its salt a store can never be read again. */
export function saltFile(folder: string): string {
  return join(folder, 'salt');
}

/** Present once the store has been made as a whole; tells a wrong key from a damaged file. */
export function keyCheckFile(folder: string): string {
  return join(folder, 'key-check');
}

/** The key of one store: HKDF-SHA256 (RFC 5869) of the master key with the store's salt. */
export function deriveStoreKey(masterKey: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, salt, 'dvctt store', length));
}

/** The store's salt; a new store gets one, durable before anything is encrypted under it. */
export function readOrMakeSalt(folder: string): Uint8Array {
  const file = saltFile(folder);
  try {
    if (existsSync(file)) return new Uint8Array(readFileSync(file));
    const salt = new Uint8Array(randomBytes(length));
    writeWhole(file, salt);
    return salt;
  } catch (cause) {
    throw diskFailure(folder, cause);
  }
}

export function writeKeyCheck(folder: string, key: Uint8Array): void {
  try {
    writeWhole(keyCheckFile(folder), Buffer.from(`${checkOf(key).toString('hex')}\n`));
  } catch (cause) {
    throw diskFailure(folder, cause);
  }
}

/** Whether the store was ever finished. @throws STORE_KEY_LOST when it was made with another key. */
export function checkKey(folder: string, key: Uint8Array): boolean {
  const file = keyCheckFile(folder);
  if (!existsSync(file)) return false;
  let kept: Buffer;
  try {
    kept = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  } catch (cause) {
    throw diskFailure(folder, cause);
  }
  const expected = checkOf(key);
  if (kept.length !== expected.length || !timingSafeEqual(kept, expected)) {
    throw new DvcttError('STORE_KEY_LOST', { folder });
  }
  return true;
}

function checkOf(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('dvctt store key check').digest();
}
