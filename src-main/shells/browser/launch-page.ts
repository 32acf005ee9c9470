import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Writes a page that leads to the launch URL and returns its address for the browser's command line: other people on
 * a terminal server can read every command line, but not this file. Delete it once the window is open.
 */
export function writeLaunchPage(
  folder: string,
  url: string,
): { readonly file: string; readonly address: string } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'launch.html');
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><title>DVCTT</title><meta http-equiv="refresh" content="0;url=${url}">\n`,
    { mode: 0o600 },
  );
  // The mode above holds for a new file only.
  chmodSync(file, 0o600);
  return { file, address: pathToFileURL(file).href };
}
