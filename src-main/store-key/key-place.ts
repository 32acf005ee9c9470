import { access, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import { storeKeyStateSchema } from '#shared/contract/sync/window.ts';
import { codeOf, fileFailure, writeOnce } from './exclusive-file.ts';
import { keyFiles } from './key-files.ts';
import { storesPresent } from './stores-present.ts';

/**
 * Where the key of a data folder was put when it was made. Written once: a machine that used the keyring yesterday
 * neither asks for a passphrase today nor makes a second key.
 */
export const keyPlaceSchema = z.strictObject({
  version: z.literal(1),
  place: storeKeyStateSchema.shape.place,
  /** Names the key in the place; a random UUID. */
  id: z.uuid(),
  /** See key-check.ts. */
  check: z.string().regex(/^[0-9a-f]{64}$/),
});
export type KeyPlace = z.infer<typeof keyPlaceSchema>;

/** Undefined when no key was made yet. @throws STORE_KEY_DAMAGED, STORE_NEWER, STORE_FAILED. */
export async function readKeyPlace(dataFolder: string): Promise<KeyPlace | undefined> {
  return readKeyFile(join(dataFolder, keyFiles.place), keyPlaceSchema);
}

/** Answers whether this is the first one; another program's stays as it is. @throws DISK_FULL, STORE_FAILED. */
export function recordKeyPlace(dataFolder: string, place: Omit<KeyPlace, 'version'>): Promise<boolean> {
  return writeOnce(join(dataFolder, keyFiles.place), `${JSON.stringify({ version: 1, ...place })}\n`);
}

/**
 * Drops the record of a passphrase whose key file is missing when no store needs it: nothing can be lost by making a new
 * one. With stores it stays, so that the loss is told. @throws STORE_FAILED.
 */
export async function forgetStalePlace(dataFolder: string): Promise<void> {
  if (await storesPresent(dataFolder)) return;
  if (await exists(join(dataFolder, keyFiles.passphrase))) return;
  await forgetKey(dataFolder);
}

/** Drops the record of a key that opens nothing. @throws STORE_FAILED. */
export async function forgetKey(dataFolder: string): Promise<void> {
  for (const name of [keyFiles.safe, keyFiles.place]) {
    const file = join(dataFolder, name);
    try {
      await rm(file, { force: true });
    } catch (cause) {
      throw fileFailure(file, cause);
    }
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Longest key file that is read, in bytes; ours have a few hundred. */
const longest = 16_384;

/** A small JSON file of ours; undefined when it is not there. @throws STORE_KEY_DAMAGED, STORE_NEWER, STORE_FAILED. */
export async function readKeyFile<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw fileFailure(file, cause);
  }
  const value = text.length > longest ? undefined : parseJson(text);
  const newer = z.object({ version: z.number().int().min(2) }).safeParse(value);
  if (newer.success) throw new DvcttError('STORE_NEWER', { file, found: newer.data.version, supported: 1 });
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DvcttError('STORE_KEY_DAMAGED', { file });
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
