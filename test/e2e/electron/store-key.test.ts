import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WindowBridge } from '#shared/contract/ipc.ts';
import { startKeyringSession, whyNoKeyring, type KeyringSession } from '#test/support/keyring-session.ts';
import { startTinyProgram, type TinyProgram } from './tiny-program.ts';
import { whyNoElectron } from './runtime.ts';

declare global {
  interface Window {
    dvctt: WindowBridge;
  }
}

const passphrase = 'một câu dễ nhớ của Lan';
const reason = whyNoElectron();
const noKeyring = reason ?? whyNoKeyring();
if (noKeyring !== undefined) process.stderr.write(`Electron key tests skipped: ${noKeyring}\n`);

const keyState = (program: TinyProgram) => program.page.evaluate(() => window.dvctt.call('store.key', {}));
const unlock = (program: TinyProgram, words: string) =>
  program.page.evaluate((given) => window.dvctt.call('store.unlock', { passphrase: given }), words);
const dataOf = (program: TinyProgram) => join(program.folder, 'data');

describe.skipIf(reason !== undefined)('the key on a Linux machine without a key store', () => {
  const env = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_CURRENT_DESKTOP: undefined };

  it('is not put into basic_text: the window is told so and asks for a passphrase, which opens after a restart', async () => {
    const first = await startTinyProgram({ env });
    try {
      const state = await keyState(first);
      expect(JSON.stringify(state)).toContain('basic_text');
      expect(state).toMatchObject({
        ok: true,
        output: {
          state: 'passphrase-new',
          place: 'passphrase',
          failure: { code: 'STORE_KEY_UNSAFE' },
        },
      });
      expect(await unlock(first, 'ngắn')).toMatchObject({ failure: { code: 'STORE_PASSPHRASE_WEAK' } });
      expect(await unlock(first, passphrase)).toMatchObject({ ok: true, output: { state: 'open' } });
      expect(readdirSync(dataOf(first))).not.toContain('store-key.safe');
    } finally {
      await first.close(true);
    }
    const second = await startTinyProgram({ env, folder: first.folder });
    try {
      expect(await keyState(second)).toEqual({
        ok: true,
        output: { state: 'passphrase', place: 'passphrase' },
      });
      expect(await unlock(second, 'một câu dễ nhớ của Lam')).toMatchObject({
        failure: { code: 'STORE_PASSPHRASE_WRONG' },
      });
      expect(await unlock(second, passphrase)).toMatchObject({ ok: true, output: { state: 'open' } });
    } finally {
      await second.close();
    }
  });
});

describe.skipIf(noKeyring !== undefined)('the key on a Linux machine with GNOME Keyring', () => {
  let home: string;
  let session: KeyringSession;
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'dvctt-keyring-'));
    session = await startKeyringSession(home);
  });
  afterEach(async () => {
    await session.end();
    rmSync(home, { recursive: true, force: true });
  });

  it('is in safeStorage: nobody is asked, the same key is there after a restart, and no file or argument holds it', async () => {
    const first = await startTinyProgram({ env: session.env });
    const open = { ok: true, output: { state: 'open', place: 'safe-storage' } };
    try {
      expect(await keyState(first)).toEqual(open);
      expect(readdirSync(dataOf(first))).toEqual(
        expect.arrayContaining(['key-place.json', 'store-key.safe']),
      );
      const wrapped = Buffer.from(readFileSync(join(dataOf(first), 'store-key.safe'), 'utf8'), 'base64');
      // Chromium marks with v10 what it wraps with the password in its own source.
      expect(wrapped.subarray(0, 3).toString()).toBe('v11');
      const inMain = await first.app.evaluate(({ app }) => ({
        argv: process.argv.join(' '),
        env: JSON.stringify(process.env),
        switches: app.commandLine.getSwitchValue('dvctt-options'),
      }));
      // By the old call's name: the types are Electron 45's, where it is deprecated; this runtime has no other.
      const opened = await first.app.evaluate(
        ({ safeStorage }, bytes) =>
          (safeStorage as unknown as Record<'decryptString', (wrapped: Buffer) => string>).decryptString(
            Buffer.from(bytes, 'base64'),
          ),
        wrapped.toString('base64'),
      );
      const { key } = JSON.parse(opened) as { key: string };
      expect(key).toMatch(/^[0-9a-f]{64}$/);
      expect(inMain.argv + inMain.env + readFileSync(inMain.switches, 'utf8')).not.toContain(key);
    } finally {
      await first.close(true);
    }
    const second = await startTinyProgram({ env: session.env, folder: first.folder });
    try {
      expect(await keyState(second)).toEqual(open);
    } finally {
      await second.close(true);
    }
    const withoutKeyring = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_CURRENT_DESKTOP: undefined };
    const third = await startTinyProgram({ env: withoutKeyring, folder: first.folder });
    try {
      expect(await keyState(third)).toMatchObject({
        ok: true,
        output: { state: 'failed', place: 'safe-storage', failure: { code: 'STORE_KEY_UNREACHABLE' } },
      });
    } finally {
      await third.close();
    }
  });
});
