import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bytes of a master key. */
export const keyLength = 32;

/** Tells a key from another without telling the key: HMAC-SHA256 (RFC 2104) over a fixed text, hex. */
export function checkOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('dvctt store key check 1').digest('hex');
}

/** Whether this is the key that the check was made of. */
export function matches(key: Uint8Array, check: string): boolean {
  const found = Buffer.from(checkOf(key), 'hex');
  const expected = Buffer.from(check, 'hex');
  return found.length === expected.length && timingSafeEqual(found, expected);
}
