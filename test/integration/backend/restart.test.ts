import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackendProcess } from './support/backend-process.ts';
import { HttpPerson } from './support/http-person.ts';
import { sampleDossier, sha256 } from './support/sample-dossier.ts';

describe('a backend whose process is killed', () => {
  let backend: BackendProcess;
  beforeEach(() => {
    backend = new BackendProcess();
  });
  afterEach(() => backend.remove());

  it('keeps every answered upload, dossier, session and CA, and answers a repeated call as before', async () => {
    const first = await backend.start('--demo');
    const account = first.demo?.accounts.find(({ username }) => username === 'ktv.songlo');
    const before = await HttpPerson.signIn(first.url, 'ktv.songlo', account?.password ?? '');
    const sample = await sampleDossier();
    const path = `/dossiers/${sample.code}`;
    for (const { id, bytes } of sample.documents) {
      expect((await before.send('PUT', `${path}/documents/${id}`, bytes)).status).toBe(200);
    }
    const root = await (await fetch(`${first.url}/pki/root.pem`)).text();
    await backend.kill();

    const second = await backend.start();
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
    await backend.kill();

    const third = await backend.start();
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
    const first = await backend.start();
    await expect(backend.start()).rejects.toThrow(/STORE_IN_USE/);
    expect((await fetch(`${first.url}/api/v1/health`)).status).toBe(200);
  });

  it('ends on SIGTERM with exit 0, and refuses to start without a data folder with exit 64', async () => {
    await backend.start();
    const ended = once(backend.newest, 'exit');
    backend.newest.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
    const wrong = spawn(process.execPath, ['src-backend/main.ts'], { stdio: 'ignore' });
    expect(await new Promise((resolve) => wrong.once('exit', resolve))).toBe(64);
  });
});
