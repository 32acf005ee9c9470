import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';

/**
 * The folder of the built window: beside the bundle that runs (out/cli.js, out/electron/main.js), or the checkout's
 * out/renderer when the product runs from source. FILE_NOT_FOUND when it was not built.
 */
export function rendererFolder(here: string = import.meta.dirname): string {
  const candidates = ['renderer', '../renderer', '../../../out/renderer'].map((path) => join(here, path));
  const found = candidates.find((folder) => existsSync(join(folder, 'index.html')));
  if (found === undefined) throw new DvcttError('FILE_NOT_FOUND', { file: 'out/renderer/index.html' });
  return found;
}
