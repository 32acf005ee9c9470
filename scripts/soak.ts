/**
 * `npm run soak [-- --rounds N]`: the fault tests of sync, long. CI runs the same files for a few rounds; here each
 * kill test goes 200 rounds and each seeded test through many seeds. A failure prints the seed that repeats it. Then a
 * million amounts are written in words and read back.
 *
 * `npm run soak -- month-end`: the end of a month with all five hundred vouchers signed (1000 signatures of the virtual
 * card, pulled out at voucher 217, and 1000 of the software token); prints how long each part took. CI signs sixty.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '200' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const [suite] = positionals;
if (!Number.isInteger(rounds) || rounds < 1 || (suite !== undefined && suite !== 'month-end')) {
  console.error('usage: npm run soak [-- --rounds N]   N: a whole number of rounds, 200 when left out');
  console.error('       npm run soak -- month-end      five hundred vouchers, all signed');
  process.exit(64);
}

const root = join(import.meta.dirname, '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

if (suite === 'month-end') {
  // The window's processes and pages are what the build made.
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'build.ts')], {
    stdio: 'inherit',
    cwd: root,
  });
  const walked =
    built.status === 0
      ? spawnSync(
          process.execPath,
          [vitest, 'run', '--project', 'walk', '--reporter=verbose', 'test/e2e/month-end.test.ts'],
          { stdio: 'inherit', cwd: root, env: { ...process.env, DVCTT_MONTH_END_SIGNED: '500' } },
        )
      : built;
  process.exit(walked.status ?? 1);
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

const run = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'service', '--reporter=verbose', ...suites],
  {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, DVCTT_ROUNDS: String(rounds), DVCTT_SEED: seed },
  },
);

const words = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'unit', '-t', 'whatever the amount', 'src-shared/domain/money/words.test.ts'],
  {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, DVCTT_WORDS_ROUNDS: '1000000' },
  },
);
process.exitCode = Math.max(run.status ?? 1, words.status ?? 1);
