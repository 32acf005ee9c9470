/**
 * Cards that come and go all day leave nothing behind in the core. `DVCTT_ROUNDS=100` runs as many cycles as the
 * acceptance asks for; a build runs fewer, because each takes the reader about a second.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { cardKey } from '#test/support/card-key.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';

const cycles = Number(process.env['DVCTT_ROUNDS'] ?? 10);
/** Growth allowed for a hundred cycles; fewer have no more to show for themselves. */
const mostGrowth = 10 * 1024 * 1024;

const held = z.object({ rss: z.number(), handles: z.number(), children: z.number() });
const reportSchema = z.object({ before: held, after: held, closed: held, milliseconds: z.number() });

const ca = scratchCa();
const folder = mkdtempSync(join(tmpdir(), 'dvctt-cycles-'));
let pcscd: PcscDaemon;

beforeAll(async () => {
  pcscd = await startPcscd();
});
afterAll(async () => {
  await pcscd.stop();
  for (const path of [ca.folder, folder]) rmSync(path, { recursive: true });
});

it(
  `${cycles} insertions and removals leave no process, handle or memory behind`,
  async () => {
    const { privateKey, certificate } = await cardKey(ca, 'Nguyễn Văn Kế');
    const key = join(folder, 'key.pem');
    writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(join(folder, 'certificate.der'), certificate);
    const program = fileURLToPath(new URL('cycles-main.ts', import.meta.url));
    const args = ['--expose-gc', program, String(cycles), key, join(folder, 'certificate.der')];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      timeout: cycles * 10_000 + 60_000,
    });
    const { before, after, closed } = reportSchema.parse(JSON.parse(stdout));
    if (process.env['DVCTT_ROUNDS'] !== undefined) console.log(stdout);
    expect(after.rss - before.rss).toBeLessThan(mostGrowth);
    expect(after.handles).toBeLessThanOrEqual(before.handles);
    // One host and one listener, and no more after all that came and went.
    expect(after.children).toBeLessThanOrEqual(2);
    expect(closed.children).toBe(0);
    expect(closed.handles).toBeLessThan(before.handles);
  },
  cycles * 10_000 + 120_000,
);
