import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import type { StoreKeySource } from '../core/options.ts';
import { giveKey } from './given-key.ts';
import { findStoreKey } from './key-source.ts';
import type { Keyring } from './keyring.ts';
import type { SafeBox } from './safe-box.ts';
import { StoreKey } from './store-key.ts';

const passphrase = 'một câu dễ nhớ của Lan';
let dataFolder: string;

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'dvctt-source-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true }));

/** A keyring that works, with what it holds in sight. */
class MemoryKeyring implements Keyring {
  readonly entries = new Map<string, string>();
  get(id: string): Promise<string | null> {
    return Promise.resolve(this.entries.get(id) ?? null);
  }
  put(id: string, secret: string): Promise<void> {
    this.entries.set(id, secret);
    return Promise.resolve();
  }
  remove(id: string): Promise<void> {
    this.entries.delete(id);
    return Promise.resolve();
  }
}
const noKeyring = (): Keyring => {
  throw new DvcttError('STORE_KEY_UNSAFE', { reason: 'no Secret Service' });
};
const lockedKeyring = (): Keyring => ({
  get: () => Promise.reject(new Error('prompt dismissed')),
  put: () => Promise.reject(new Error('prompt dismissed')),
  remove: () => Promise.reject(new Error('prompt dismissed')),
});

/** A safeStorage of one person on one machine: real encryption under a key of its own. */
class Safe implements SafeBox {
  key = randomBytes(32);
  wornOut = false;
  refusal: { backend: string } | undefined;
  unfit() {
    return Promise.resolve(this.refusal);
  }
  wrap(text: string) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const body = Buffer.concat([cipher.update(text), cipher.final()]);
    return Promise.resolve(Buffer.concat([nonce, cipher.getAuthTag(), body]));
  }
  unwrap(wrapped: Buffer) {
    return Promise.resolve().then(() => {
      const decipher = createDecipheriv('aes-256-gcm', this.key, wrapped.subarray(0, 12));
      decipher.setAuthTag(wrapped.subarray(12, 28));
      const text = Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]).toString();
      return { text, wornOut: this.wornOut };
    });
  }
}

function putStore(): void {
  mkdirSync(join(dataFolder, 'stores', 'a'.repeat(32)), { recursive: true });
  writeFileSync(join(dataFolder, 'stores', 'a'.repeat(32), 'salt'), 'salt');
}
const stateOf = async (source: StoreKeySource) => (await StoreKey.open(source, dataFolder)).state();

describe('a machine with a keyring', () => {
  it('keeps the key there, finds it again, and writes it into no file', async () => {
    const keyring = new MemoryKeyring();
    const first = await findStoreKey({ dataFolder, keyring: () => keyring });
    const second = await findStoreKey({ dataFolder, keyring: () => keyring });
    expect(first).toMatchObject({ kind: 'given', place: 'keyring' });
    expect(second).toEqual(first);
    expect(await stateOf(second)).toEqual({ state: 'open', place: 'keyring' });
    const [key] = keyring.entries.values();
    for (const name of readdirSync(dataFolder))
      expect(readFileSync(join(dataFolder, name), 'utf8')).not.toContain(key);
  });

  it('does not ask for a passphrase on the day its keyring is locked, but says so', async () => {
    const keyring = new MemoryKeyring();
    await findStoreKey({ dataFolder, keyring: () => keyring });
    for (const today of [lockedKeyring, noKeyring]) {
      const source = await findStoreKey({ dataFolder, passphrase, keyring: today });
      putStore();
      expect(await stateOf(source)).toMatchObject({
        state: 'failed',
        place: 'keyring',
        failure: { code: 'STORE_KEY_UNREACHABLE' },
      });
    }
    expect(existsSync(join(dataFolder, 'store-key.json'))).toBe(false);
  });

  it('that forgot the key while there are stores loses nothing: it says so, and goes on anew only when told', async () => {
    const keyring = new MemoryKeyring();
    await findStoreKey({ dataFolder, keyring: () => keyring });
    putStore();
    keyring.entries.clear();
    const source = await findStoreKey({ dataFolder, keyring: () => keyring });
    expect(source).toMatchObject({ kind: 'failed', failure: { code: 'STORE_KEY_LOST' } });
    // Looking again leaves no heap of entries behind.
    expect(await findStoreKey({ dataFolder, keyring: () => keyring })).toEqual(source);
    expect(keyring.entries.size).toBe(1);
    const key = await StoreKey.open(source, dataFolder);
    expect(key.state().state).toBe('failed');
    expect(await key.setAside()).toEqual({ state: 'open', place: 'keyring' });
    putStore();
    const later = await findStoreKey({ dataFolder, keyring: () => keyring });
    expect(later).toMatchObject({ kind: 'given', place: 'keyring' });
    expect((await StoreKey.open(later, dataFolder)).masterKey()).toEqual(key.masterKey());
  });

  it('that forgot the key before there was a store just makes another', async () => {
    const keyring = new MemoryKeyring();
    const first = await findStoreKey({ dataFolder, keyring: () => keyring });
    keyring.entries.clear();
    const second = await findStoreKey({ dataFolder, keyring: () => keyring });
    expect(second).toMatchObject({ kind: 'given', place: 'keyring' });
    expect(second).not.toEqual(first);
    expect(await stateOf(second)).toEqual({ state: 'open', place: 'keyring' });
  });

  it('that gives another key than it took is not trusted with a new one', async () => {
    const keyring = new MemoryKeyring();
    keyring.get = () => Promise.resolve(null);
    const source = await findStoreKey({ dataFolder, keyring: () => keyring });
    expect(source).toMatchObject({ kind: 'passphrase', reason: { code: 'STORE_KEY_UNSAFE' } });
    expect(await stateOf(source)).toMatchObject({
      state: 'passphrase-new',
      failure: { code: 'STORE_KEY_UNSAFE' },
    });
  });

  it('gives two programs that start at once the same key, and keeps no other', async () => {
    const keyring = new MemoryKeyring();
    const both = await Promise.all([1, 2].map(() => findStoreKey({ dataFolder, keyring: () => keyring })));
    expect(both[0]).toEqual(both[1]);
    expect(both[0]).toMatchObject({ kind: 'given' });
    expect(keyring.entries.size).toBe(1);
  });

  it('is not used when the machine was set up with a passphrase', async () => {
    const keyring = new MemoryKeyring();
    const source = await findStoreKey({ dataFolder, passphrase, keyring: () => keyring });
    expect(await stateOf(source)).toEqual({ state: 'open', place: 'passphrase' });
    expect(await findStoreKey({ dataFolder, keyring: () => keyring })).toEqual({ kind: 'passphrase' });
    expect(keyring.entries.size).toBe(0);
  });
});

describe('a machine without a keyring', () => {
  it('asks for a passphrase and says why', async () => {
    const source = await findStoreKey({ dataFolder, keyring: noKeyring });
    expect(await stateOf(source)).toEqual({
      state: 'passphrase-new',
      place: 'passphrase',
      failure: { code: 'STORE_KEY_UNSAFE', details: { reason: 'keyring: no Secret Service' } },
    });
  });

  it('whose key record vanished from among its stores says that the key is lost', async () => {
    putStore();
    const source = await findStoreKey({ dataFolder, keyring: () => new MemoryKeyring() });
    expect(await stateOf(source)).toMatchObject({ state: 'failed', failure: { code: 'STORE_KEY_LOST' } });
  });

  it('whose key record was altered says which file is damaged', async () => {
    writeFileSync(join(dataFolder, 'key-place.json'), '{"version":1,"place":"nowhere"}');
    const source = await findStoreKey({ dataFolder, keyring: noKeyring });
    expect(await stateOf(source)).toMatchObject({
      state: 'failed',
      failure: { code: 'STORE_KEY_DAMAGED', details: { file: join(dataFolder, 'key-place.json') } },
    });
  });
});

describe('Electron', () => {
  it('keeps the key in safeStorage and finds it again', async () => {
    const safe = new Safe();
    const first = await findStoreKey({ dataFolder, safe, keyring: noKeyring });
    expect(first).toMatchObject({ kind: 'given', place: 'safe-storage' });
    expect(await findStoreKey({ dataFolder, safe, keyring: noKeyring })).toEqual(first);
    expect(await stateOf(first)).toEqual({ state: 'open', place: 'safe-storage' });
    expect(readdirSync(dataFolder).toSorted()).toEqual(['key-place.json', 'store-key.safe']);
  });

  it('refuses basic_text, takes the keyring when there is one, and otherwise asks for a passphrase and says why', async () => {
    const safe = new Safe();
    safe.refusal = { backend: 'basic_text' };
    const without = await findStoreKey({ dataFolder, safe, keyring: noKeyring });
    expect(without).toMatchObject({ kind: 'passphrase', reason: { code: 'STORE_KEY_UNSAFE' } });
    expect(JSON.stringify(without)).toContain('basic_text');
    const keyring = new MemoryKeyring();
    const withKeyring = await findStoreKey({ dataFolder, safe, keyring: () => keyring });
    expect(withKeyring).toMatchObject({ kind: 'given', place: 'keyring' });
    expect(existsSync(join(dataFolder, 'store-key.safe'))).toBe(false);
  });

  it('whose key store is shut today says so and makes no second key', async () => {
    const safe = new Safe();
    const first = await findStoreKey({ dataFolder, safe, keyring: noKeyring });
    putStore();
    safe.refusal = { backend: 'basic_text' };
    const shut = await findStoreKey({ dataFolder, safe, keyring: () => new MemoryKeyring() });
    expect(shut).toMatchObject({ kind: 'failed', failure: { code: 'STORE_KEY_UNREACHABLE' } });
    safe.refusal = undefined;
    expect(await findStoreKey({ dataFolder, safe, keyring: noKeyring })).toEqual(first);
  });

  it('of another person of the machine opens nothing, and goes on anew only when told', async () => {
    const safe = new Safe();
    await findStoreKey({ dataFolder, safe, keyring: noKeyring });
    putStore();
    safe.key = randomBytes(32);
    const source = await findStoreKey({ dataFolder, safe, keyring: noKeyring });
    expect(source).toMatchObject({ kind: 'failed', failure: { code: 'STORE_KEY_LOST' } });
    expect(await findStoreKey({ dataFolder, safe, keyring: noKeyring })).toEqual(source);
    const key = await StoreKey.open(source, dataFolder);
    expect(await key.setAside()).toEqual({ state: 'open', place: 'safe-storage' });
    const later = await findStoreKey({ dataFolder, safe, keyring: noKeyring });
    expect((await StoreKey.open(later, dataFolder)).masterKey()).toEqual(key.masterKey());
  });

  it('wraps the key anew when the system has a newer one, and the key stays the same', async () => {
    const safe = new Safe();
    const first = await findStoreKey({ dataFolder, safe, keyring: noKeyring });
    const before = readFileSync(join(dataFolder, 'store-key.safe'), 'utf8');
    safe.wornOut = true;
    expect(await findStoreKey({ dataFolder, safe, keyring: noKeyring })).toEqual(first);
    expect(readFileSync(join(dataFolder, 'store-key.safe'), 'utf8')).not.toBe(before);
    safe.wornOut = false;
    expect(await findStoreKey({ dataFolder, safe, keyring: noKeyring })).toEqual(first);
    expect(readdirSync(dataFolder)).toHaveLength(2);
  });

  it('cut off between the two files of a new key finishes the work at the next start', async () => {
    const safe = new Safe();
    const first = await findStoreKey({ dataFolder, safe, keyring: noKeyring });
    rmSync(join(dataFolder, 'key-place.json'));
    putStore();
    expect(await findStoreKey({ dataFolder, safe, keyring: noKeyring })).toEqual(first);
    expect(existsSync(join(dataFolder, 'key-place.json'))).toBe(true);
  });

  it('is the only one who opens its key: the command line says where it is', async () => {
    await findStoreKey({ dataFolder, safe: new Safe(), keyring: noKeyring });
    putStore();
    const source = await findStoreKey({ dataFolder, passphrase, keyring: () => new MemoryKeyring() });
    expect(await stateOf(source)).toMatchObject({
      state: 'failed',
      place: 'safe-storage',
      failure: { code: 'STORE_KEY_UNREACHABLE' },
    });
  });

  it('finds the key of a folder that the browser shell began with the keyring', async () => {
    const keyring = new MemoryKeyring();
    const first = await findStoreKey({ dataFolder, keyring: () => keyring });
    expect(await findStoreKey({ dataFolder, safe: new Safe(), keyring: () => keyring })).toEqual(first);
  });
});

describe('the demo', () => {
  it('finds its key again in every shell, and asks for nothing', async () => {
    const first = await giveKey(dataFolder);
    expect(await giveKey(dataFolder)).toEqual(first);
    expect(await findStoreKey({ dataFolder, keyring: noKeyring })).toEqual(first);
    expect(await findStoreKey({ dataFolder, safe: new Safe(), keyring: noKeyring })).toEqual(first);
    expect(await stateOf(first)).toEqual({ state: 'open', place: 'given' });
  });
});
