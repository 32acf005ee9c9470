/** What `light-passwords.ts` does, for a process that a test starts: `node --import`. */
import crypto, { type ScryptOptions } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

const { scrypt, scryptSync } = crypto;
const light = (options: ScryptOptions): ScryptOptions => ({ ...options, N: 16, p: 1 });
Object.assign(crypto, {
  scrypt: (
    password: string,
    salt: Uint8Array,
    length: number,
    options: ScryptOptions,
    done: (failed: Error | null, key: Buffer) => void,
  ) => scrypt(password, salt, length, light(options), done),
  scryptSync: (password: string, salt: Uint8Array, length: number, options: ScryptOptions) =>
    scryptSync(password, salt, length, light(options)),
});
syncBuiltinESMExports();
