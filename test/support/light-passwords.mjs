/**
 * Deriving a key from a password is dear on purpose, a third of a second each; a backend of the tests does it ten times
 * before its first question, and so does every store that a person signs in to. Here that work is left out, in this
 * process and in those that it starts, so that one reads what the other has written; `password.test.ts` sees that the
 * product does it. Plain JavaScript: programs that strip no types load it as well.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** Set in the process that has the light functions; a setup file runs again for each test file. */
const done = Symbol.for('dvctt.lightPasswords');
if (!Reflect.has(crypto, done)) {
  const { scrypt, scryptSync } = crypto;
  /** @param {import('node:crypto').ScryptOptions} options */
  const light = (options) => ({ ...options, N: 16, p: 1 });
  Object.assign(crypto, {
    /** @type {typeof import('node:crypto').scrypt} */
    scrypt: (password, salt, length, options, told) => scrypt(password, salt, length, light(options), told),
    /** @type {typeof import('node:crypto').scryptSync} */
    scryptSync: (password, salt, length, options) => scryptSync(password, salt, length, light(options ?? {})),
    [done]: true,
  });
  syncBuiltinESMExports();
}

const preload = `--import ${import.meta.url}`;
const given = process.env['NODE_OPTIONS'] ?? '';
if (!given.includes(preload)) process.env['NODE_OPTIONS'] = `${given} ${preload}`.trim();
