import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openStore } from '#backend/store/open.ts';

const launcher = fileURLToPath(new URL('../../../bin/dvctt.mjs', import.meta.url));

it('ends the server when its launcher is killed, and lets go of the store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-killed-'));
  const child = spawn(process.execPath, [launcher, 'backend', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const url = /http:\/\/[\d.:]+/.exec(line)?.[0] ?? '';
    expect((await fetch(`${url}/docs`)).status).toBe(200);
    child.kill('SIGKILL');
    // The server has the pipe's other end: it closes when both are gone.
    await once(child, 'close');
    await expect(fetch(url)).rejects.toThrow();
    const store = await openStore(join(folder, 'backend', 'backend.db'));
    await store.destroy();
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});
