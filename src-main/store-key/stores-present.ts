import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, fileFailure } from './exclusive-file.ts';
import { storesFolder } from './key-files.ts';

/** Whether the data folder holds a store that a key could open; one without its salt was wiped. @throws STORE_FAILED. */
export async function storesPresent(dataFolder: string): Promise<boolean> {
  const folder = join(dataFolder, storesFolder);
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return false;
    throw fileFailure(folder, cause);
  }
  const salted = await Promise.all(
    names.map((name) =>
      access(join(folder, name, 'salt')).then(
        () => true,
        () => false,
      ),
    ),
  );
  return salted.includes(true);
}
