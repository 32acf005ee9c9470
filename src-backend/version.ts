import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ name: z.literal('dvctt-desktop'), version: z.string() });

/** The product's version: from the nearest package.json above, wherever the build has put this file. */
export const backendVersion = findVersion(import.meta.dirname);

function findVersion(folder: string): string {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version;
  } catch {
    const above = dirname(folder);
    return above === folder ? '0.0.0' : findVersion(above);
  }
}
