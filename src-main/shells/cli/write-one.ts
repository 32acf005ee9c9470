import { basename, dirname, resolve } from 'node:path';
import { makeFolder, writeTogether } from './output-folder.ts';

/** Writes a file that a call answered, never over one that is there; answers its path. @throws STORE_FAILED */
export async function writeOne(file: string, base64: string): Promise<string> {
  const path = resolve(file);
  const folder = dirname(path);
  await makeFolder(folder);
  const [written] = await writeTogether([
    { folder, name: basename(path), bytes: Buffer.from(base64, 'base64') },
  ]);
  return written ?? path;
}
