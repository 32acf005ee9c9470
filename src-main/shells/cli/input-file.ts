import { readFile, stat } from 'node:fs/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import { largestFile } from '../../blobs/blob-store.ts';

/** Reads a file named on the command line. @throws FILE_NOT_FOUND, FILE_EMPTY, FILE_TOO_LARGE (over 100 MB) */
export async function readInputFile(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new DvcttError('FILE_NOT_FOUND', { file });
  if (found.size === 0) throw new DvcttError('FILE_EMPTY', { file });
  if (found.size > largestFile) throw new DvcttError('FILE_TOO_LARGE', { file, size: found.size });
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new DvcttError('FILE_NOT_FOUND', { file, reason: String(cause) }, { cause });
  }
}
