import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { median, rounded, type Figure } from '../figure.ts';
import { benchFolder, fillStore, offlineStore } from './desktop.ts';

const runs = 7;

/**
 * Opening the program on a hundred thousand dossiers against opening it on a hundred, turn by turn: a process of its
 * own from its start to the first page of the list, without a line (a line would measure the server).
 */
export function benchOpening(): Promise<Figure> {
  const many = benchFolder();
  const few = benchFolder();
  try {
    for (const [home, count] of [
      [many, 100_000],
      [few, 100],
    ] as const) {
      const store = offlineStore(home.folder);
      fillStore(store, count);
      store.close();
    }
    const pairs = Array.from({ length: runs }, () => {
      const small = open(few.folder);
      const large = open(many.folder);
      return { small, large };
    });
    const ratio = median(pairs.map(({ small, large }) => large.milliseconds / small.milliseconds));
    const ratios = pairs.map(({ small, large }) => large.milliseconds / small.milliseconds);
    const store = median(pairs.map(({ small, large }) => large.store - small.store));
    return Promise.resolve({
      name: 'sync.open_100k',
      value: rounded(ratio),
      unit: 'ratio to 100',
      baseline: 1,
      ratio: rounded(ratio),
      note: [
        `${runs} runs; min ${rounded(Math.min(...ratios))}, max ${rounded(Math.max(...ratios))}`,
        `process start to first page: ${rounded(median(pairs.map(({ large }) => large.milliseconds)))} ms on 100 000, ${rounded(median(pairs.map(({ small }) => small.milliseconds)))} ms on 100`,
        `store and list alone: ${rounded(store)} ms more`,
        'target 1.2',
      ].join('; '),
    });
  } finally {
    many.remove();
    few.remove();
  }
}

const openedSchema = z.object({ milliseconds: z.number(), store: z.number(), found: z.number() });

function open(folder: string): z.infer<typeof openedSchema> {
  const started = performance.now();
  const child = spawnSync(process.execPath, [join(import.meta.dirname, 'opening-main.ts'), folder], {
    encoding: 'utf8',
  });
  const milliseconds = performance.now() - started;
  if (child.status !== 0) throw new Error(child.stderr);
  return openedSchema.parse({ milliseconds, ...(JSON.parse(child.stdout) as object) });
}
