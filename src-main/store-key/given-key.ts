import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { StoreKeySource } from '../core/options.ts';
import { writeOnce } from './exclusive-file.ts';
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
  if (await writeOnce(file, `${JSON.stringify({ version: 1, key: key.toString('hex') })}\n`))
    await recordKeyPlace(dataFolder, { place: 'given', id: randomUUID(), check: checkOf(key) });
  return readGivenKey(dataFolder);
}

/** @throws STORE_KEY_LOST, STORE_KEY_DAMAGED, STORE_FAILED. */
export async function readGivenKey(dataFolder: string): Promise<StoreKeySource> {
  const file = join(dataFolder, keyFiles.given);
  const found = await readKeyFile(file, givenKeySchema);
  if (found === undefined) throw new DvcttError('STORE_KEY_LOST', { file, reason: 'missing' });
  return { kind: 'given', place: 'given', key: found.key };
}
