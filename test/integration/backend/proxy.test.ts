import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '#backend/server.ts';
import { startBackend } from '#test/support/start-backend.ts';
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
});
