import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DvcttError, type FailureCode, type FailureDetails } from '#shared/contract/errors.ts';
import type { StoreKeySource } from '../core/options.ts';
import { codeOf, fileFailure, syncFolder, writeOnce } from './exclusive-file.ts';
import { checkOf, keyLength, matches } from './key-check.ts';
import { keyFiles } from './key-files.ts';
import { recordKeyPlace, type KeyPlace } from './key-place.ts';
import { reasonOf } from './keyring.ts';
import type { SafeBox } from './safe-box.ts';

/** What is wrapped: the key and the name it goes by. */
const contentSchema = z.strictObject({ id: z.uuid(), key: z.string().regex(/^[0-9a-f]{64}$/) });
type Content = z.infer<typeof contentSchema>;

/** Whether the folder has a key that only the Electron window opens. */
export async function safeKeyPresent(dataFolder: string): Promise<boolean> {
  return (await readIfThere(join(dataFolder, keyFiles.safe))) !== undefined;
}

/** Wraps a new key and stores it, unless there is one. @throws STORE_KEY_UNSAFE, DISK_FULL, STORE_FAILED. */
export async function putIntoSafe(dataFolder: string, safe: SafeBox, content: Content): Promise<void> {
  await writeOnce(join(dataFolder, keyFiles.safe), await wrap(safe, content));
}

/**
 * The key in safeStorage. `place` is undefined when the program ended between the two files of a new key: the record is
 * then made good. STORE_KEY_UNREACHABLE without Electron or while the system's key store is shut, STORE_KEY_LOST when it
 * is open and does not know this key.
 */
export async function readFromSafe(
  dataFolder: string,
  place: KeyPlace | undefined,
  safe: SafeBox | undefined,
): Promise<StoreKeySource> {
  if (safe === undefined) return failed('STORE_KEY_UNREACHABLE', { place: 'safe-storage' });
  const unfit = await safe.unfit();
  if (unfit !== undefined) return failed('STORE_KEY_UNREACHABLE', { place: 'safe-storage', ...unfit });
  const file = join(dataFolder, keyFiles.safe);
  const wrapped = await readIfThere(file);
  const found = wrapped === undefined ? 'missing' : await unwrap(safe, wrapped);
  if (typeof found === 'string' || (place !== undefined && !isOf(place, found.content)))
    return lost(dataFolder, safe, { file, reason: typeof found === 'string' ? found : 'another key' });
  if (place === undefined) {
    const { id, key } = found.content;
    await recordKeyPlace(dataFolder, { place: 'safe-storage', id, check: checkOf(Buffer.from(key, 'hex')) });
  }
  if (found.wornOut) await wrapAgain(file, safe, found.content);
  return { kind: 'given', place: 'safe-storage', key: found.content.key };
}

const failed = (code: FailureCode, details: FailureDetails): StoreKeySource => ({
  kind: 'failed',
  place: 'safe-storage',
  failure: { code, details },
});

function isOf(place: KeyPlace, { id, key }: Content): boolean {
  return place.id === id && matches(Buffer.from(key, 'hex'), place.check);
}

/** Says that the key is lost, with a new one laid by for when the person sets the stores aside. */
async function lost(dataFolder: string, safe: SafeBox, details: FailureDetails): Promise<StoreKeySource> {
  const failure = { code: 'STORE_KEY_LOST', details } as const;
  const file = join(dataFolder, keyFiles.nextSafe);
  try {
    const laidBy = await readIfThere(file);
    const known = laidBy === undefined ? 'missing' : await unwrap(safe, laidBy);
    if (typeof known !== 'string')
      return { kind: 'failed', place: 'safe-storage', failure, next: known.content };
    await rm(file, { force: true });
    const next = newContent();
    await writeOnce(file, await wrap(safe, next));
    return { kind: 'failed', place: 'safe-storage', failure, next };
  } catch {
    return { kind: 'failed', place: 'safe-storage', failure };
  }
}

export function newContent(): Content {
  return { id: randomUUID(), key: randomBytes(keyLength).toString('hex') };
}

async function wrap(safe: SafeBox, content: Content): Promise<string> {
  try {
    return (await safe.wrap(JSON.stringify(content))).toString('base64');
  } catch (cause) {
    throw cause instanceof DvcttError
      ? cause
      : new DvcttError('STORE_KEY_UNSAFE', { reason: reasonOf(cause) });
  }
}

/** The content, or why there is none. */
async function unwrap(
  safe: SafeBox,
  wrapped: string,
): Promise<{ readonly content: Content; readonly wornOut: boolean } | string> {
  try {
    const { text, wornOut } = await safe.unwrap(Buffer.from(wrapped, 'base64'));
    return { content: contentSchema.parse(JSON.parse(text)), wornOut };
  } catch (cause) {
    // A parser would quote what it could not read, and that may be a key.
    return cause instanceof SyntaxError || cause instanceof z.ZodError ? 'not a key' : reasonOf(cause);
  }
}

/** Replaces the file by the same key under the system's newer one; the old file stays until the new one is durable. */
async function wrapAgain(file: string, safe: SafeBox, content: Content): Promise<void> {
  const fresh = `${file}.${randomUUID()}`;
  try {
    await writeOnce(fresh, await wrap(safe, content));
    await rename(fresh, file);
    await syncFolder(join(file, '..'));
  } catch {
    // The key is in hand and the old wrapping still opens: the next start tries again.
    await rm(fresh, { force: true }).catch(() => undefined);
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw fileFailure(file, cause);
  }
}
