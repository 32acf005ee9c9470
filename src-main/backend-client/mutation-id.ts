import { createHash } from 'node:crypto';

/**
 * An idempotency key made from what is asked (RFC 9562 UUID version 8). Asking the same thing again after a lost
 * answer or a restart gives the same key, so the server does it once.
 */
export function mutationId(...parts: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
