import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Present when damage showed in the middle of work: the next opening recovers, whatever it finds readable. */
export function damageMark(folder: string): string {
  return join(folder, 'damaged');
}

export function markDamaged(folder: string): void {
  try {
    if (!existsSync(damageMark(folder))) writeFileSync(damageMark(folder), '', { mode: 0o600 });
  } catch {
    // The failure that led here is thrown anyway; damage that stays shows again.
  }
}
