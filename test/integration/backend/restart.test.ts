import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HttpPerson } from './support/http-person.ts';
import { sampleDossier, sha256 } from './support/sample-dossier.ts';

const startedSchema = z.object({
  url: z.string(),
  demo: z.object({ accounts: z.array(z.object({ username: z.string(), password: z.string() })) }).optional(),
});

describe('a backend whose process is killed', () => {
  let folder: string;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dvctt-restart-'));
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(...more: string[]) {
    const started = spawn(
      process.execPath,
      ['src-backend/main.ts', '--data', folder, '--port', '0', ...more],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child = started;
    let told = '';
    started.stderr.on('data', (part: Buffer) => (told += part.toString()));
    const lines = createInterface({ input: started.stdout });
    for await (const line of lines) return startedSchema.parse(JSON.parse(line));
    throw new Error(`the backend ended before it listened: ${told}`);
  }

  async function killNow() {
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGKILL');
    await ended;
  }

  it('keeps every answered upload, dossier, session and CA, and answers a repeated call as before', async () => {
    const first = await start('--demo');
    const account = first.demo?.accounts.find(({ username }) => username === 'ktv.songlo');
    const before = await HttpPerson.signIn(first.url, 'ktv.songlo', account?.password ?? '');
    const sample = await sampleDossier();
    const path = `/dossiers/${sample.code}`;
    for (const { id, bytes } of sample.documents) {
      expect((await before.send('PUT', `${path}/documents/${id}`, bytes)).status).toBe(200);
    }
    const root = await (await fetch(`${first.url}/pki/root.pem`)).text();
    await killNow();

    const second = await start();
    const after = new HttpPerson(second.url, before.token);
    const request = {
      mutationId: crypto.randomUUID(),
      baseVersion: 0,
      content: sample.content,
      documents: sample.documents.map(({ bytes, ...document }) => ({
        ...document,
        sha256: sha256(bytes),
        size: bytes.length,
      })),
    };
    const forwarded = await after.send('POST', `${path}/forward`, request);
    expect(forwarded.status).toBe(200);
    await killNow();

    const third = await start();
    const again = new HttpPerson(third.url, before.token);
    expect((await again.send('POST', `${path}/forward`, request)).body).toEqual(forwarded.body);
    expect((await again.send('GET', path)).body).toEqual(forwarded.body);
    for (const { id, bytes } of sample.documents) {
      const read = (await again.send('GET', `${path}/documents/${id}`)).body as Uint8Array;
      expect(sha256(read)).toBe(sha256(bytes));
    }
    expect(await (await fetch(`${third.url}/pki/root.pem`)).text()).toBe(root);
  });

  it('is the only one on its folder: a second process is refused and touches nothing', async () => {
    const first = await start();
    const owner = child;
    await expect(start()).rejects.toThrow(/STORE_FAILED/);
    expect((await fetch(`${first.url}/api/v1/health`)).status).toBe(200);
    owner?.kill('SIGKILL');
  });

  it('ends on SIGTERM with exit 0, and refuses to start without a data folder with exit 64', async () => {
    await start();
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGTERM');
    expect(await ended).toBe(0);
    const wrong = spawn(process.execPath, ['src-backend/main.ts'], { stdio: 'ignore' });
    expect(await new Promise((resolve) => wrong.once('exit', resolve))).toBe(64);
  });
});
