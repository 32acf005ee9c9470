import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBrokenRow } from '#backend/audit/verify.ts';
import type { Backend } from '#backend/server.ts';
import { startBackend } from '#test/support/start-backend.ts';
import { HttpPerson } from './support/http-person.ts';
import { nextCode } from './support/sample-dossier.ts';
import { SyncMachine } from './support/sync-machine.ts';
import { passwords } from './support/test-backend.ts';

describe('a backend behind a reverse proxy', () => {
  let folder: string;
  let backend: Backend;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dvctt-proxy-'));
  });
  afterEach(async () => {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const start = async (trustProxy?: readonly string[]) => {
    backend = await startBackend({
      dataFolder: folder,
      port: 0,
      demo: true,
      demoPasswords: passwords,
      ...(trustProxy === undefined ? {} : { trustProxy }),
    });
  };
  const signIn = async (forwardedFor: string, password: string) => {
    const answer = await fetch(`${backend.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
      body: JSON.stringify({ username: 'ktt.songlo', password }),
    });
    return answer.status;
  };
  const guesses = async (forwardedFor: (guess: number) => string) => {
    const told: number[] = [];
    for (let guess = 0; guess < 7; guess += 1) told.push(await signIn(forwardedFor(guess), 'sai'));
    return told;
  };

  it('counts by the callers’ own addresses, not by the proxy’s', async () => {
    await start(['loopback']);
    expect(await guesses(() => '203.0.113.9')).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(await signIn('203.0.113.7', passwords['ktt.songlo'])).toBe(201);
  });

  it('takes the address that the proxy added, whatever the caller wrote before it', async () => {
    await start(['loopback']);
    expect(await guesses((guess) => `198.51.100.${guess}, 203.0.113.9`)).toEqual([
      401, 401, 401, 401, 401, 429, 429,
    ]);
  });

  it('lets nobody choose an address when no proxy is trusted', async () => {
    await start();
    expect(await guesses((guess) => `198.51.100.${guess}`)).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  it('names in the audit log from where each act came, however deep it was done, and nothing of its own acts', async () => {
    await start(['loopback']);
    const officer = await HttpPerson.signIn(backend.url, 'canbo.0064', passwords['canbo.0064']);
    const ktv = await HttpPerson.signIn(backend.url, 'ktv.songlo', passwords['ktv.songlo']);
    const ha = new SyncMachine(ktv);
    const code = nextCode();
    await ha.push(ha.save(code, 0, 'nháp'));
    const deletion = gzipSync(JSON.stringify({ device: ha.device, mutations: [ha.deletion(code, 1)] }));
    const from = (address: string) => ({ 'x-forwarded-for': address });
    // At the same time, so that one request's address cannot pass for the other's.
    const [deleted, revoked] = await Promise.all([
      ktv.sendRaw('POST', '/sync/push', {
        headers: {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          ...from('203.0.113.9, 198.51.100.4'),
        },
        body: deletion,
      }),
      officer.sendRaw('POST', '/officer/people/ktt.songlo/revoke', { headers: from('2001:db8::7') }),
    ]);
    expect([deleted.status, revoked.status]).toEqual([200, 204]);
    const rows = await backend.store.selectFrom('audit').select(['action', 'origin']).execute();
    const origins = (wanted: string) =>
      new Set(rows.filter(({ action }) => action.startsWith(wanted)).map(({ origin }) => origin));
    expect(origins('person.saved')).toEqual(new Set(['']));
    expect(origins('draft.')).toEqual(new Set(['127.0.0.1', '198.51.100.4']));
    expect(origins('access.')).toEqual(new Set(['2001:db8::7']));
    expect(await firstBrokenRow(backend.store)).toBeUndefined();
  });
});
