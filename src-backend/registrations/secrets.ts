import { createHash, randomBytes } from 'node:crypto';

/** How long a link from a letter holds (ms). */
export const linkLifetime = 7 * 86_400_000;

/** 32 random bytes, base64url, as `linkSecretSchema` takes them. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What a secret is kept and looked up under: its SHA-256, lower-case hex. Looking up tells nothing about near misses. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}
