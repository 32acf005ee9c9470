import { posix, win32 } from 'node:path';
import { catalogue } from './catalogue.ts';

/** Whose driver a module is, by its file name alone; undefined where the catalogue does not know the name. */
export function vendorOfFile(path: string, platform: string = process.platform): string | undefined {
  const fileName = (file: string) => (platform === 'win32' ? win32 : posix).basename(file).toLowerCase();
  const name = fileName(path);
  return catalogue.modules.find(
    (row) => row.platform === platform && row.files.some((file) => fileName(file) === name),
  )?.vendor;
}
