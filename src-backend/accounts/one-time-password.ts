import { randomInt } from 'node:crypto';

/** How long a one-time password may wait for its first use. */
export const oneTimePasswordDays = 7;

/** Sixteen letters and digits that are not mistaken for each other: about 90 bits. */
export function randomPassword(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY346789';
  return Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
