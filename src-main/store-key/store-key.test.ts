import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOf } from './key-check.ts';
import { recordKeyPlace } from './key-place.ts';
import { StoreKey } from './store-key.ts';

const passphrase = 'một câu dễ nhớ của Lan';
const otherKey = 'ab'.repeat(32);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function putStore(): void {
  mkdirSync(join(folder, 'stores', 'a'.repeat(32)), { recursive: true });
  writeFileSync(join(folder, 'stores', 'a'.repeat(32), 'salt'), 'salt');
}
const open = (source: Parameters<typeof StoreKey.open>[0] = { kind: 'passphrase' }) =>
  StoreKey.open(source, folder);
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing thrown',
    (cause: unknown) => (cause as { code?: string }).code,
  );
const codeOfKey = (key: StoreKey) => code(Promise.resolve().then(() => key.masterKey()));

describe('a passphrase', () => {
  it('is chosen once and opens the same key after a restart', async () => {
    const first = await open();
    expect(first.state()).toEqual({ state: 'passphrase-new', place: 'passphrase' });
    expect(await codeOfKey(first)).toBe('STORE_LOCKED');
    expect(await first.unlock(passphrase)).toEqual({ state: 'open', place: 'passphrase' });
    const second = await open();
    expect(second.state()).toEqual({ state: 'passphrase', place: 'passphrase' });
    await second.unlock(passphrase);
    expect(second.masterKey()).toEqual(first.masterKey());
    expect(first.masterKey()).toHaveLength(32);
  });

  it('opens whichever way the keyboard spells its marks', async () => {
    const first = await open();
    await first.unlock(passphrase.normalize('NFC'));
    const second = await open();
    await second.unlock(passphrase.normalize('NFD'));
    expect(second.masterKey()).toEqual(first.masterKey());
  });

  it('that is wrong changes nothing, and the right one still opens afterwards', async () => {
    await (await open()).unlock(passphrase);
    const before = readFileSync(join(folder, 'store-key.json'), 'utf8');
    const key = await open();
    expect(await code(key.unlock('một câu dễ nhớ của Lam'))).toBe('STORE_PASSPHRASE_WRONG');
    expect(await code(key.unlock('ngắn'))).toBe('STORE_PASSPHRASE_WRONG');
    expect(await codeOfKey(key)).toBe('STORE_LOCKED');
    expect(readFileSync(join(folder, 'store-key.json'), 'utf8')).toBe(before);
    await key.unlock(passphrase);
    expect(key.state().state).toBe('open');
  });

  it('shorter than ten characters is refused before anything is written', async () => {
    const key = await open();
    // Nine letters, each of two or three code points when the marks stand apart.
    expect(await code(key.unlock('ậậậậậậậậậ'.normalize('NFD')))).toBe('STORE_PASSPHRASE_WEAK');
    expect(await code(key.unlock('   abc      '))).toBe('STORE_PASSPHRASE_WEAK');
    expect(readdirSync(folder)).toEqual([]);
    expect(key.state().state).toBe('passphrase-new');
  });

  it('does not stand in any file, nor does the key, and only their owner reads the files', async () => {
    const key = await open();
    await key.unlock(passphrase);
    const bytes = Buffer.from(key.masterKey());
    for (const name of readdirSync(folder)) {
      const content = readFileSync(join(folder, name), 'utf8');
      expect(content).not.toContain(passphrase);
      expect(content).not.toContain(bytes.toString('hex'));
      expect(content).not.toContain(bytes.toString('base64'));
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
    expect(readdirSync(folder).toSorted()).toEqual(['key-place.json', 'store-key.json']);
  });

  it('chosen in two programs at the same moment leaves one key, and the later program says that its words are wrong', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const results = await Promise.allSettled([
      one.unlock(passphrase),
      two.unlock('một câu khác hẳn của Hoa'),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const loser = results[0].status === 'rejected' ? one : two;
    expect(loser.state().state).toBe('passphrase');
    expect(readdirSync(folder).toSorted()).toEqual(['key-place.json', 'store-key.json']);
  });

  it('from the machine’s file opens the stores without a window, and a wrong one is told and leaves the window the choice', async () => {
    const first = await open({ kind: 'passphrase', passphrase });
    expect(first.state().state).toBe('open');
    const second = await open({ kind: 'passphrase', passphrase: 'không phải câu này' });
    expect(second.state()).toMatchObject({
      state: 'passphrase',
      failure: { code: 'STORE_PASSPHRASE_WRONG' },
    });
    await second.unlock(passphrase);
    expect(second.state()).toEqual({ state: 'open', place: 'passphrase' });
  });
});

describe('a key file', () => {
  const hostile: readonly [string, (file: Record<string, unknown>) => unknown][] = [
    ['that asks for a terabyte of memory', (file) => ({ ...file, N: 2 ** 30 })],
    ['with a cost that can be guessed through', (file) => ({ ...file, N: 2 })],
    ['with a tag of four bytes', (file) => ({ ...file, tag: 'AAAAAA==' })],
    ['with a field that nobody knows', (file) => ({ ...file, hint: 'x' })],
    ['that is half written', (file) => JSON.stringify(file).slice(0, 80)],
    ['that is empty', () => ''],
  ];
  it.each(hostile)('%s is refused and kept as it is', async (_what, change) => {
    await (await open()).unlock(passphrase);
    const path = join(folder, 'store-key.json');
    const changed = change(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>);
    const text = typeof changed === 'string' ? changed : JSON.stringify(changed);
    writeFileSync(path, text);
    const key = await open();
    expect(key.state()).toMatchObject({ state: 'failed', failure: { code: 'STORE_KEY_DAMAGED' } });
    expect(await codeOfKey(key)).toBe('STORE_KEY_DAMAGED');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('of a newer version is refused by that name', async () => {
    await (await open()).unlock(passphrase);
    writeFileSync(join(folder, 'store-key.json'), '{"version":2}');
    expect((await open()).state()).toMatchObject({ state: 'failed', failure: { code: 'STORE_NEWER' } });
  });

  it('with a bit turned opens nothing, whatever is typed', async () => {
    await (await open()).unlock(passphrase);
    const path = join(folder, 'store-key.json');
    const file = JSON.parse(readFileSync(path, 'utf8')) as { key: string };
    const key = Buffer.from(file.key, 'base64');
    key[0]! ^= 1;
    writeFileSync(path, JSON.stringify({ ...file, key: key.toString('base64') }));
    expect(await code((await open()).unlock(passphrase))).toBe('STORE_PASSPHRASE_WRONG');
  });

  it('that vanished while there are stores is a lost key, never silently a new one', async () => {
    await (await open()).unlock(passphrase);
    putStore();
    rmSync(join(folder, 'store-key.json'));
    const key = await open();
    expect(key.state()).toMatchObject({ state: 'failed', failure: { code: 'STORE_KEY_LOST' } });
    expect(await code(key.unlock(passphrase))).toBe('STORE_KEY_LOST');
  });

  it('that vanished before there was any store is made anew', async () => {
    await (await open()).unlock(passphrase);
    rmSync(join(folder, 'store-key.json'));
    const key = await open();
    expect((await key.unlock('một câu mới của Lan')).state).toBe('open');
    expect((await open({ kind: 'passphrase', passphrase: 'một câu mới của Lan' })).state().state).toBe(
      'open',
    );
  });

  it('of another folder is not taken for this one’s', async () => {
    await (await open()).unlock(passphrase);
    putStore();
    const elsewhere = mkdtempSync(join(tmpdir(), 'dvctt-key-'));
    const foreign = await StoreKey.open(
      { kind: 'passphrase', passphrase: 'câu của một máy khác' },
      elsewhere,
    );
    expect(foreign.state().state).toBe('open');
    writeFileSync(join(folder, 'store-key.json'), readFileSync(join(elsewhere, 'store-key.json')));
    rmSync(elsewhere, { recursive: true });
    expect(await code((await open()).unlock('câu của một máy khác'))).toBe('STORE_KEY_LOST');
  });

  it('whose folder cannot be read is a failure that names the file, not a new key', async () => {
    writeFileSync(join(folder, 'not-a-folder'), '');
    const key = await StoreKey.open({ kind: 'passphrase' }, join(folder, 'not-a-folder'));
    expect(key.state()).toMatchObject({ state: 'failed', failure: { code: 'STORE_FAILED' } });
  });
});

describe('a key that the shell gives', () => {
  it('is open at once', async () => {
    const key = await open({ kind: 'given', place: 'keyring', key: otherKey });
    expect(key.state()).toEqual({ state: 'open', place: 'keyring' });
    expect(Buffer.from(key.masterKey()).toString('hex')).toBe(otherKey);
  });

  it('but is not the one that the stores were made with is a lost key', async () => {
    await recordKeyPlace(folder, {
      place: 'keyring',
      id: crypto.randomUUID(),
      check: checkOf(Buffer.from('cd'.repeat(32), 'hex')),
    });
    const key = await open({ kind: 'given', place: 'keyring', key: otherKey });
    expect(key.state()).toMatchObject({ state: 'failed', failure: { code: 'STORE_KEY_LOST' } });
  });

  it('can be overwritten by who asked for it without harm to the next', async () => {
    const key = await open({ kind: 'given', place: 'keyring', key: otherKey });
    key.masterKey().fill(0);
    expect(Buffer.from(key.masterKey()).toString('hex')).toBe(otherKey);
  });
});

describe('setting the stores aside', () => {
  it('moves stores and key files together, asks for a new passphrase, and can be undone by hand', async () => {
    await (await open()).unlock(passphrase);
    putStore();
    const key = await open();
    expect(await key.setAside()).toEqual({ state: 'passphrase-new', place: 'passphrase' });
    const [aside] = readdirSync(folder);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(readdirSync(join(folder, aside!)).toSorted()).toEqual([
      'key-place.json',
      'store-key.json',
      'stores',
    ]);
    await key.unlock('một câu mới của Lan');
    const old = await StoreKey.open({ kind: 'passphrase', passphrase }, join(folder, aside!));
    expect(old.state().state).toBe('open');
    expect(old.masterKey()).not.toEqual(key.masterKey());
  });

  it('is refused while the key is here', async () => {
    const key = await open();
    await key.unlock(passphrase);
    putStore();
    expect(await code(key.setAside())).toBe('REQUEST_INVALID');
    expect(readdirSync(folder)).toContain('stores');
  });

  it('after the keyring lost the key goes on with the one that was laid by, also in a core that was started again', async () => {
    putStore();
    await recordKeyPlace(folder, { place: 'keyring', id: crypto.randomUUID(), check: 'cd'.repeat(32) });
    const source = {
      kind: 'failed',
      place: 'keyring',
      failure: { code: 'STORE_KEY_LOST' },
      next: { id: crypto.randomUUID(), key: otherKey },
    } as const;
    const key = await open(source);
    expect(key.state()).toMatchObject({
      state: 'failed',
      place: 'keyring',
      failure: { code: 'STORE_KEY_LOST' },
    });
    expect(await key.setAside()).toEqual({ state: 'open', place: 'keyring' });
    putStore();
    const again = await open(source);
    expect(Buffer.from(again.masterKey()).toString('hex')).toBe(otherKey);
  });

  it('without a keyring to go on with asks for a passphrase, also in a core that was started again', async () => {
    putStore();
    const source = { kind: 'failed', place: 'keyring', failure: { code: 'STORE_KEY_UNREACHABLE' } } as const;
    const key = await open(source);
    expect(key.state().state).toBe('failed');
    expect((await key.setAside()).state).toBe('passphrase-new');
    await key.unlock(passphrase);
    putStore();
    const again = await open(source);
    expect(again.state().state).toBe('passphrase');
    expect((await again.unlock(passphrase)).state).toBe('open');
  });

  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.stderr.write('Read-only folder test skipped: root may write everywhere\n');
  it.skipIf(isRoot)('in a folder that cannot be written moves nothing', async () => {
    putStore();
    const key = await open();
    chmodSync(folder, 0o500);
    expect(await code(key.setAside())).toBe('STORE_FAILED');
    chmodSync(folder, 0o700);
    expect(readdirSync(folder)).toEqual(['stores']);
  });
});
