import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { giveKey, readGivenKey } from './given-key.ts';
import { checkOf } from './key-check.ts';
import { keyFiles } from './key-files.ts';
import { findStoreKey } from './key-source.ts';
import { StoreKey } from './store-key.ts';

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'dvctt-given-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true }));
const at = (name: string) => join(dataFolder, name);

it.each([keyFiles.passphrase, keyFiles.safe, keyFiles.nextSafe])(
  'takes no key in the clear that somebody laid beside %s',
  async (name) => {
    const planted = 'ab'.repeat(32);
    writeFileSync(at(name), 'the true key, wrapped');
    const check = checkOf(Buffer.from(planted, 'hex'));
    const place = { version: 1, place: 'given', id: randomUUID(), check };
    writeFileSync(at(keyFiles.place), JSON.stringify(place));
    writeFileSync(at(keyFiles.given), JSON.stringify({ version: 1, key: planted }), { mode: 0o600 });
    const key = await StoreKey.open(await findStoreKey({ dataFolder }), dataFolder);
    expect(key.state()).toMatchObject({ state: 'failed', failure: { code: 'STORE_KEY_DAMAGED' } });
    expect(() => key.masterKey()).toThrow('STORE_KEY_DAMAGED');
  },
);

it('makes no key in the clear in a folder with somebody’s real key', async () => {
  writeFileSync(at(keyFiles.passphrase), 'the true key, wrapped');
  await expect(giveKey(dataFolder)).rejects.toThrow('STORE_KEY_DAMAGED');
  expect(existsSync(at(keyFiles.given))).toBe(false);
});

it.each([0o640, 0o604, 0o620, 0o602, 0o644])(
  'refuses a key file of mode %o, which others reach',
  async (mode) => {
    await giveKey(dataFolder);
    chmodSync(at(keyFiles.given), mode);
    await expect(readGivenKey(dataFolder)).rejects.toThrow('STORE_KEY_DAMAGED');
    chmodSync(at(keyFiles.given), 0o600);
    expect(await readGivenKey(dataFolder)).toMatchObject({ place: 'given' });
  },
);

it('refuses a key file that is a link to a file elsewhere', async () => {
  await giveKey(dataFolder);
  renameSync(at(keyFiles.given), at('elsewhere'));
  symlinkSync(at('elsewhere'), at(keyFiles.given));
  await expect(readGivenKey(dataFolder)).rejects.toThrow('STORE_KEY_DAMAGED');
});
