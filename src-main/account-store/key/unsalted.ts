import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { diskFailure } from '../disk-failure.ts';
import { saltFile } from './store-key.ts';

/** What a wipe that was cut off, or a lost salt, has left can be read by nobody: it makes room for a new store. */
export function setUnsaltedAside(folder: string, now: Date): void {
  try {
    if (existsSync(saltFile(folder))) return;
    const left = readdirSync(folder).filter((name) => !name.startsWith('damaged-'));
    if (left.length === 0) return;
    const aside = join(folder, `damaged-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
    mkdirSync(aside, { mode: 0o700 });
    // The check of the key goes last: until then an opening does this again.
    for (const name of left.toSorted((a, b) => Number(a === 'key-check') - Number(b === 'key-check'))) {
      renameSync(join(folder, name), join(aside, name));
    }
  } catch (cause) {
    throw diskFailure(folder, cause);
  }
}
