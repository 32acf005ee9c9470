import { randomBytes, randomUUID } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { StoreKeySource } from '../core/options.ts';
import { codeOf, fileFailure, writeOnce } from './exclusive-file.ts';
import { checkOf, keyLength } from './key-check.ts';
import { keyFiles } from './key-files.ts';
import { readKeyFile, recordKeyPlace } from './key-place.ts';

const givenKeySchema = z.strictObject({ version: z.literal(1), key: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * The key of a demo, which lies in the clear beside its data so that the window of the same demo finds it; made when
 * there is none. Never for a folder with anybody's real work. @throws STORE_KEY_DAMAGED, DISK_FULL, STORE_FAILED.
 */
export async function giveKey(dataFolder: string): Promise<StoreKeySource> {
  const key = randomBytes(keyLength);
  const file = join(dataFolder, keyFiles.given);
  await refuseBesideOthers(dataFolder);
  if (await writeOnce(file, `${JSON.stringify({ version: 1, key: key.toString('hex') })}\n`))
    await recordKeyPlace(dataFolder, { place: 'given', id: randomUUID(), check: checkOf(key) });
  return readGivenKey(dataFolder);
}

/**
 * Whoever can write into the folder could otherwise lay a key that they know beside the true one, and read all that is
 * written from then on. @throws STORE_KEY_LOST; STORE_KEY_DAMAGED also when another key is or was kept here, or when the
 * file is not this person's alone; STORE_FAILED.
 */
export async function readGivenKey(dataFolder: string): Promise<StoreKeySource> {
  const file = join(dataFolder, keyFiles.given);
  await refuseBesideOthers(dataFolder);
  await requirePrivate(file);
  const found = await readKeyFile(file, givenKeySchema);
  if (found === undefined) throw new DvcttError('STORE_KEY_LOST', { file, reason: 'missing' });
  return { kind: 'given', place: 'given', key: found.key };
}

async function refuseBesideOthers(dataFolder: string): Promise<void> {
  const others: readonly string[] = [keyFiles.passphrase, keyFiles.safe, keyFiles.nextSafe];
  try {
    const other = (await readdir(dataFolder)).find((name) => others.includes(name));
    if (other !== undefined)
      throw new DvcttError('STORE_KEY_DAMAGED', {
        file: join(dataFolder, keyFiles.given),
        reason: `beside ${other}`,
      });
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw fileFailure(dataFolder, cause);
  }
}

/** A missing file is told by who reads it. */
async function requirePrivate(file: string): Promise<void> {
  // Windows keeps its own lists of who may read; its mode bits say nothing.
  if (process.platform === 'win32') return;
  try {
    const found = await lstat(file);
    const own = process.getuid?.();
    if (!found.isFile()) throw new DvcttError('STORE_KEY_DAMAGED', { file, reason: 'no plain file' });
    if ((found.mode & 0o077) !== 0 || (own !== undefined && found.uid !== own))
      throw new DvcttError('STORE_KEY_DAMAGED', { file, reason: 'open to others' });
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw fileFailure(file, cause);
  }
}
