import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { storeKeyStateSchema } from '#shared/contract/sync/window.ts';
import { inKeyringSession, sessionEnvironment, whyNoKeyring } from '#test/support/keyring-session.ts';

const program = join(import.meta.dirname, 'find-key-main.ts');
const foundSchema = storeKeyStateSchema.extend({ print: z.string() });
const reason = whyNoKeyring();
if (reason !== undefined) process.stderr.write(`Keyring tests skipped: ${reason}\n`);

describe.skipIf(reason !== undefined)('the key in GNOME Keyring', () => {
  let folder: string;
  let data: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dvctt-keyring-'));
    data = join(folder, 'data');
    mkdirSync(data);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** One start of a shell in a session of its own, as after a new sign-in to the machine. */
  async function start(options: { unlocked?: boolean; home?: string; words?: readonly string[] } = {}) {
    const { unlocked = true, home = join(folder, 'home'), words = [] } = options;
    const run = await inKeyringSession([process.execPath, program, data, ...words], { home, unlocked });
    expect(run.code, run.err).toBe(0);
    return foundSchema.parse(JSON.parse(run.out));
  }
  function putStore(): void {
    mkdirSync(join(data, 'stores', 'a'.repeat(32)), { recursive: true });
    writeFileSync(join(data, 'stores', 'a'.repeat(32), 'salt'), 'salt');
  }

  it('is there again after the session and the keyring have been ended', async () => {
    const first = await start();
    expect(first).toMatchObject({ state: 'open', place: 'keyring' });
    expect(first.print).not.toBe('');
    expect(await start()).toEqual(first);
    expect(readdirSync(data)).toEqual(['key-place.json']);
  });

  it('can be found by the person in the system’s own list of secrets, under the program’s name', async () => {
    await start();
    const home = join(folder, 'home');
    const command = ['secret-tool', 'search', '--all', 'service', 'DVCTT Desktop'];
    const { out, err } = await inKeyringSession(command, { home, unlocked: true });
    expect(out + err).toContain('DVCTT Desktop');
    expect((out + err).match(/^secret = /gm)).toHaveLength(1);
  });

  it('is unreachable, not lost, while the keyring is locked; and back when it is unlocked', async () => {
    const first = await start();
    putStore();
    expect(await start({ unlocked: false })).toMatchObject({
      state: 'failed',
      failure: { code: 'STORE_KEY_UNREACHABLE' },
    });
    expect(await start()).toEqual(first);
  });

  it('that another keyring does not have is lost, and a new one begins only after the stores are set aside', async () => {
    const first = await start();
    putStore();
    const other = { home: join(folder, 'other-home') };
    expect(await start(other)).toMatchObject({ state: 'failed', failure: { code: 'STORE_KEY_LOST' } });
    const second = await start({ ...other, words: ['set-aside'] });
    expect(second).toMatchObject({ state: 'open', place: 'keyring' });
    expect(second.print).not.toBe(first.print);
    expect(await start(other)).toEqual(second);
  });

  it('is never put into the kernel’s keyring: without a Secret Service a passphrase is asked for, twice as well as once', () => {
    for (let round = 0; round < 2; round += 1) {
      const env = sessionEnvironment(join(folder, 'home'));
      const run = spawnSync(process.execPath, [program, data], { env, encoding: 'utf8' });
      expect(run.status, run.stderr).toBe(0);
      expect(foundSchema.parse(JSON.parse(run.stdout))).toMatchObject({
        state: 'passphrase-new',
        failure: { code: 'STORE_KEY_UNSAFE' },
      });
    }
    expect(readdirSync(data)).toEqual([]);
  });
});
