import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, fileFailure, syncFolder } from './exclusive-file.ts';
import { keyFiles, storesFolder } from './key-files.ts';

/** Beginning of the names of folders that hold what was set aside. */
export const asidePrefix = 'set-aside-';

/**
 * Moves the stores and then the key files into a new folder beside them, where support can find both; moving them back
 * undoes it. Answers the folder. @throws DISK_FULL, STORE_FAILED.
 */
export async function putAside(dataFolder: string, now: Date): Promise<string> {
  const aside = join(dataFolder, `${asidePrefix}${now.toISOString().replaceAll(/[:.]/g, '-')}`);
  try {
    await mkdir(aside, { mode: 0o700 });
    for (const name of [storesFolder, keyFiles.place, keyFiles.passphrase, keyFiles.safe, keyFiles.given])
      await moveIfThere(join(dataFolder, name), join(aside, name));
    await syncFolder(dataFolder);
  } catch (cause) {
    throw fileFailure(aside, cause);
  }
  return aside;
}

/** Moves a file or folder; answers whether it was there. */
export async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return false;
    throw cause;
  }
}
