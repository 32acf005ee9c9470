import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';

/**
 * The reading process's program: `reader-main.ts` beside this file when the product runs from source, else
 * `transfer-reader.js` beside or above the bundle that is running.
 */
export function readerEntry(
  here: string = import.meta.dirname,
  running: string = import.meta.filename,
): string {
  const candidates = running.endsWith('.ts')
    ? [join(here, 'reader-main.ts')]
    : [join(here, 'transfer-reader.js'), join(here, '..', 'transfer-reader.js')];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw new DvcttError('FILE_NOT_FOUND', { file: candidates.join(', ') });
  return found;
}
