import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';

/**
 * The program file of the core process: `main.ts` beside this file when the product runs from source, else the
 * bundle `core.js` beside or above the bundle that is running (out/cli.js, out/electron/main.js).
 */
export function coreEntry(
  here: string = import.meta.dirname,
  running: string = import.meta.filename,
): string {
  const candidates = running.endsWith('.ts')
    ? [join(here, 'main.ts')]
    : [join(here, 'core.js'), join(here, '..', 'core.js')];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw new DvcttError('FILE_NOT_FOUND', { file: candidates.join(', ') });
  return found;
}
