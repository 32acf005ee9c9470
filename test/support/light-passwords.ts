import type { ScryptOptions } from 'node:crypto';
import { vi } from 'vitest';

/**
 * A backend of the tests hashes ten passwords before its first question, a third of a second each, and so does every
 * store that a person signs in to; `password.test.ts` sees that the product does. Here that work is left out.
 */
vi.mock(import('node:crypto'), async (original) => {
  const real = await original();
  const scrypt = (
    password: string,
    salt: Uint8Array,
    length: number,
    options: ScryptOptions,
    done: (failed: Error | null, key: Buffer) => void,
  ) => real.scrypt(password, salt, length, { ...options, N: 16, p: 1 }, done);
  const scryptSync = (password: string, salt: Uint8Array, length: number, options: ScryptOptions) =>
    real.scryptSync(password, salt, length, { ...options, N: 16, p: 1 });
  return { ...real, scrypt: scrypt as typeof real.scrypt, scryptSync: scryptSync as typeof real.scryptSync };
});
