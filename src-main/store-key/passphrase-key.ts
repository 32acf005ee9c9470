import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { writeOnce } from './exclusive-file.ts';
import { keyFiles } from './key-files.ts';
import { keyLength } from './key-check.ts';
import { readKeyFile } from './key-place.ts';

/** Fewest characters of a new passphrase, as people count them. */
export const shortestPassphrase = 10;

/** scrypt (RFC 7914): 128 MB and some tenths of a second for each guess. */
const cost = { N: 131_072, r: 8, p: 1 } as const;
const memory = 256 * 1024 * 1024;

const bytes = (length: number) =>
  z
    .string()
    .max(200)
    .refine((text) => Buffer.from(text, 'base64').toString('base64') === text)
    .refine((text) => Buffer.from(text, 'base64').length === length);

/**
 * The parameters are those of this version and no others: a file that asks for a terabyte of memory, or for a cost
 * that can be guessed through, was not written by us.
 */
const wrappedKeySchema = z.strictObject({
  version: z.literal(1),
  kdf: z.literal('scrypt'),
  N: z.literal(cost.N),
  r: z.literal(cost.r),
  p: z.literal(cost.p),
  salt: bytes(32),
  cipher: z.literal('aes-256-gcm'),
  nonce: bytes(12),
  key: bytes(keyLength),
  tag: bytes(16),
});
export type WrappedKey = z.infer<typeof wrappedKeySchema>;

/** The key file of the data folder, if any. @throws STORE_KEY_DAMAGED, STORE_NEWER, STORE_FAILED. */
export function readWrappedKey(dataFolder: string): Promise<WrappedKey | undefined> {
  return readKeyFile(join(dataFolder, keyFiles.passphrase), wrappedKeySchema);
}

/** @throws STORE_PASSPHRASE_WEAK when people would count fewer than ten characters. */
export function requireStrong(passphrase: string): void {
  const characters = [...new Intl.Segmenter('vi').segment(spelled(passphrase).trim())].length;
  if (characters < shortestPassphrase)
    throw new DvcttError('STORE_PASSPHRASE_WEAK', { characters, needed: shortestPassphrase });
}

/**
 * Wraps a new key by the passphrase and stores it; answers false when a key file was there already: the other stays.
 * @throws DISK_FULL, STORE_FAILED.
 */
export async function writeWrappedKey(
  dataFolder: string,
  key: Uint8Array,
  passphrase: string,
): Promise<boolean> {
  const salt = randomBytes(32);
  const nonce = randomBytes(12);
  const wrapping = await derive(passphrase, salt);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce);
  cipher.setAAD(boundTo);
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  wrapping.fill(0);
  const file: WrappedKey = {
    version: 1,
    kdf: 'scrypt',
    ...cost,
    salt: salt.toString('base64'),
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    key: wrapped.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
  return writeOnce(join(dataFolder, keyFiles.passphrase), `${JSON.stringify(file)}\n`);
}

/**
 * The key that a passphrase wraps. Every wrong passphrase costs the same: the whole derivation, then one comparison of
 * the tag. @throws STORE_PASSPHRASE_WRONG.
 */
export async function unwrapKey(file: WrappedKey, passphrase: string): Promise<Buffer> {
  const wrapping = await derive(passphrase, Buffer.from(file.salt, 'base64'));
  const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(file.nonce, 'base64'), {
    authTagLength: 16,
  });
  wrapping.fill(0);
  decipher.setAAD(boundTo);
  decipher.setAuthTag(Buffer.from(file.tag, 'base64'));
  const key = decipher.update(Buffer.from(file.key, 'base64'));
  try {
    decipher.final();
  } catch {
    throw new DvcttError('STORE_PASSPHRASE_WRONG');
  }
  return key;
}

/** So that these bytes can never be taken for a key of something else. */
const boundTo = Buffer.from('dvctt store key 1');

/** One spelling for what looks the same: Vietnamese keyboards send marks joined to their letters or apart from them. */
function spelled(passphrase: string): string {
  return passphrase.normalize('NFKC');
}

function derive(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(spelled(passphrase), salt, 32, { ...cost, maxmem: memory }, (cause, key) => {
      if (cause === null) resolve(key);
      else reject(cause);
    });
  });
}
