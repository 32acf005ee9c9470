import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { storesFolder } from '../store-key/key-files.ts';

/** Names of folders in a person's store in which damaged files were kept, oldest first. @throws what the disk says. */
export function damagedFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('damaged-'))
    .map(({ name }) => name)
    .toSorted();
}

/** The newest such folder of a person, by the name under which they sign in, whatever unit it was for. */
export function newestDamagedOf(dataFolder: string, username: string): string | undefined {
  const parent = join(dataFolder, storesFolder);
  // A store's folder is named by this digest, alone or with a second one of the unit behind it.
  const person = createHash('sha256').update(username).digest('hex').slice(0, 32);
  try {
    const [newest] = readdirSync(parent)
      .filter((name) => name.startsWith(person))
      .flatMap((own) => damagedFolders(join(parent, own)).map((name) => ({ own, name })))
      .toSorted((a, b) => b.name.localeCompare(a.name));
    return newest === undefined ? undefined : join(parent, newest.own, newest.name);
  } catch {
    // A folder that may not be listed tells nothing; the failure that led here stands.
    return undefined;
  }
}
