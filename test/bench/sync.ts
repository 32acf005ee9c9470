/** `npm run bench -- sync`: what the local store and the line cost an accountant, each against a bare yardstick. */
import type { Figure } from './figure.ts';
import { benchOpening } from './sync/opening.ts';
import { benchPull } from './sync/pull.ts';
import { benchPush } from './sync/push.ts';
import { benchSave } from './sync/save.ts';
import { benchSearch } from './sync/search.ts';

export async function benchSync(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const bench of [benchPull, benchPush, benchSearch, benchOpening, benchSave]) {
    process.stderr.write(`${bench.name}…\n`);
    figures.push(await bench());
  }
  return figures;
}
