import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DvcttError } from '#shared/contract/errors.ts';

/**
 * Path of the validation worker's program: `worker.ts` beside this file when the product runs from source, else
 * `validation-worker.js` beside the bundle that this file was folded into.
 */
export function workerEntry(here: string = import.meta.url): string {
  const entry = here.endsWith('.ts') ? './worker.ts' : './validation-worker.js';
  const file = fileURLToPath(new URL(entry, here));
  if (!existsSync(file)) throw new DvcttError('FILE_NOT_FOUND', { file });
  return file;
}
