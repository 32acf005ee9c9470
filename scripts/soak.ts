/**
 * `npm run soak [-- --rounds N]`: the fault tests of sync, long. CI runs the same files for a few rounds; here each
 * kill test goes 200 rounds and each seeded test through many seeds. A failure prints the seed that repeats it. Then a
 * million amounts are written in words and read back.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('usage: npm run soak [-- --rounds N]   N: a whole number of rounds, 200 when left out');
  process.exit(64);
}

/** Another one each time: what CI has seen a thousand times finds nothing new. */
const seed = process.env['DVCTT_SEED'] ?? String(randomInt(1_000_000));
console.log(`${String(rounds)} rounds, seed ${seed}; DVCTT_SEED=${seed} repeats them`);

/** Every file here reads DVCTT_ROUNDS; the test's own deadline grows with it. */
const suites = [
  'test/integration/sync/kill-client.test.ts',
  'test/integration/backend/sync-kill.test.ts',
  'test/integration/sync/faulty-line.test.ts',
  'test/integration/sync/converge.property.test.ts',
];

const vitest = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs');
const run = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'service', '--reporter=verbose', ...suites],
  {
    stdio: 'inherit',
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, DVCTT_ROUNDS: String(rounds), DVCTT_SEED: seed },
  },
);

const words = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'unit', '-t', 'whatever the amount', 'src-shared/domain/money/words.test.ts'],
  {
    stdio: 'inherit',
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, DVCTT_WORDS_ROUNDS: '1000000' },
  },
);
process.exitCode = Math.max(run.status ?? 1, words.status ?? 1);
