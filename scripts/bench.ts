/** `npm run bench -- NAME [--json]`: runs one group; a table for people, one JSON array for scripts. */
import type { Figure } from '../test/bench/figure.ts';

const groups: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  sign: async () => (await import('../test/bench/sign.ts')).benchSign(),
  batch: async () => (await import('../test/bench/batch.ts')).benchBatch(),
  remote: async () => (await import('../test/bench/remote.ts')).benchRemote(),
  sync: async () => (await import('../test/bench/sync.ts')).benchSync(),
  tokens: async () => (await import('../test/bench/discovery.ts')).benchDiscovery(),
};

async function main(): Promise<number> {
  const [name, ...flags] = process.argv.slice(2);
  const run = name === undefined ? undefined : groups[name];
  if (run === undefined) {
    process.stderr.write(`usage: npm run bench -- NAME [--json]   NAME: ${Object.keys(groups).join(', ')}\n`);
    return 64;
  }
  const figures = await run();
  if (flags.includes('--json')) process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
  else console.table(figures);
  return 0;
}

process.exitCode = await main();
