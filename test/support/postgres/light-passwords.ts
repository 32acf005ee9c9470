import type { ScryptOptions } from 'node:crypto';
import { vi } from 'vitest';

/**
 * A backend of the tests hashes ten passwords before its first question, a third of a second each. On SQLite they are
 * hashed as in the product; the second time round the work is left out. Child processes are not touched.
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
  return { ...real, scrypt: scrypt as typeof real.scrypt };
});
