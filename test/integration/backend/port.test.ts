import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startBackend } from '#test/support/start-backend.ts';

it('says that its port is in use, and lets go of its data folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-port-'));
  const first = await startBackend({ dataFolder: join(folder, 'one'), port: 0 });
  const port = Number(new URL(first.url).port);
  const second = () => startBackend({ dataFolder: join(folder, 'two'), port });
  await expect(second()).rejects.toMatchObject({ code: 'PORT_IN_USE', details: { port } });
  await first.close();
  await (await second()).close();
  rmSync(folder, { recursive: true });
});
