import { execFileSync } from 'node:child_process';
import {
  existsSync,
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
import { afterEach, beforeEach, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { openAccountStores } from '#main/account-store/stores.ts';
import { openDatabase, openEncrypted } from '#main/account-store/open-database.ts';
import { migrations } from '#main/account-store/migrations/all.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { content, lan, Machine, minh } from './accountant.ts';

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => machine.end());

/** What a call failed with. */
function failureOf(work: () => unknown): { readonly code: string; readonly folder: unknown } {
  try {
    work();
  } catch (cause) {
    if (cause instanceof DvcttError) return { code: cause.code, folder: cause.details?.['folder'] };
    throw cause;
  }
  throw new Error('did not fail');
}

const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && canMount();
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
/** A data folder on a disk of 2 MB. */
async function onSmallDisk(work: (small: Machine) => Promise<void> | void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-small-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
  const small = new Machine(folder);
  try {
    await work(small);
  } finally {
    small.close();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  }
}

it.runIf(mayMount)(
  'says which disk is full, loses nothing saved before, and saves once there is room',
  async () => {
    await onSmallDisk(async (small) => {
      const store = small.open();
      const draft = store.drafts.create(content('đầu'));
      const filler = join(small.folder, 'phim.mkv');
      let free = 2 * 1024 * 1024;
      for (; free >= 512; free /= 2) {
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(free), { flag: 'a' });
        } catch {
          // Fuller by halves until nothing fits.
        }
      }
      let version = draft.version;
      let saved = draft.content;
      const failure = failureOf(() => {
        for (let at = 0; ; at += 1) {
          const next = { ...draft.content, title: `tiếp ${at} ${'x'.repeat(250)}` };
          version = store.drafts.save(draft.code, version, next).version;
          saved = next;
        }
      });
      expect(failure).toEqual({ code: 'DISK_FULL', folder: store.folder });
      expect(store.drafts.get(draft.code)).toMatchObject({ version, content: saved });
      await expect(store.blobs.put(Buffer.alloc(300_000, 1))).rejects.toThrow('DISK_FULL');
      expect(readdirSync(join(store.folder, 'blobs'))).toEqual([]);
      rmSync(filler);
      expect(store.drafts.save(draft.code, version, { ...saved, title: 'có chỗ rồi' }).version).toBe(
        version + 1,
      );
      await store.blobs.put(Buffer.alloc(300_000, 1));
      store.close();
      expect(small.open().drafts.get(draft.code)?.content.title).toBe('có chỗ rồi');
    });
  },
);

it.runIf(mayMount)('names the folder that became read-only and saves again when it is writable', async () => {
  await onSmallDisk((small) => {
    const store = small.open();
    const draft = store.drafts.create(content('đầu'));
    store.close();
    execFileSync('mount', ['-o', 'remount,ro', small.folder]);
    expect(failureOf(() => small.open())).toEqual({ code: 'STORE_FAILED', folder: store.folder });
    execFileSync('mount', ['-o', 'remount,rw', small.folder]);
    const again = small.open();
    expect(again.drafts.save(draft.code, 1, { ...draft.content, title: 'tiếp' }).version).toBe(2);
    expect(readdirSync(store.folder).filter((name) => name.startsWith('damaged'))).toEqual([]);
  });
});

it('tells a second program that the store is in use', () => {
  const store = machine.open();
  const second = openAccountStores({
    folder: machine.folder,
    masterKey: machine.masterKey,
    now: () => new Date(),
  });
  expect(failureOf(() => second.open(lan.username, lan.unitCode))).toEqual({
    code: 'STORE_IN_USE',
    folder: store.folder,
  });
  expect(store.drafts.create(content('vẫn lưu được')).version).toBe(1);
});

it('keeps two people of one machine apart', () => {
  const hers = machine.open(lan);
  const his = machine.open(minh);
  const { code } = hers.drafts.create(content('của Lan'));
  expect(his.drafts.get(code)).toBeUndefined();
  expect(his.catalogue.list({}).found).toBe(0);
  expect(his.folder).not.toBe(hers.folder);
});

it('shows nothing of a dossier, a person or an attachment to who has only the disk', async () => {
  const store = machine.open();
  const title = 'CongTrinhBiMat';
  store.drafts.create(content(title));
  await store.blobs.put(Buffer.from(`${title} dinh kem`));
  expect(store.catalogue.list({ query: title }).found).toBe(1);
  const files = () =>
    readdirSync(machine.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const reads = (text: string) =>
    files().filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text)).length;
  for (const text of [title, title.toLowerCase(), 'Nguyễn', 'SQLite format', 'CREATE TABLE'])
    expect(reads(text)).toBe(0);
  store.close();
  for (const text of [title, 'SQLite format']) expect(reads(text)).toBe(0);
  expect(statSync(store.folder).mode & 0o077).toBe(0);
  for (const entry of files())
    expect(statSync(join(entry.parentPath, entry.name)).mode & 0o077, entry.name).toBe(0);
});

it('refuses another key and leaves the store as it is', () => {
  const store = machine.open();
  store.drafts.create(content('x'));
  store.close();
  const before = readFileSync(join(store.folder, 'store.sqlite'));
  const other = openAccountStores({
    folder: machine.folder,
    masterKey: new Uint8Array(32).fill(8),
    now: () => new Date(),
  });
  expect(failureOf(() => other.open(lan.username, lan.unitCode)).code).toBe('STORE_KEY_LOST');
  expect(readFileSync(join(store.folder, 'store.sqlite')).equals(before)).toBe(true);
  expect(machine.open().catalogue.list({}).found).toBe(1);
});

it('backs up before each migration, keeps the newest two, and refuses a store of a newer program', () => {
  const folder = mkdtempSync(join(machine.folder, 'migrated-'));
  const file = join(folder, 'store.sqlite');
  const key = new Uint8Array(32).fill(3);
  const step = (version: number) => ({
    version,
    name: `s${version}`,
    sql: `CREATE TABLE extra${version} (a TEXT) STRICT;`,
  });
  const steps = [...migrations];
  const newest = migrations.length + 3;
  openDatabase(file, key, steps).close();
  for (let version = migrations.length + 1; version <= newest; version += 1) {
    steps.push(step(version));
    openDatabase(file, key, steps).close();
  }
  expect(
    readdirSync(folder)
      .filter((name) => name.includes('before'))
      .sort(),
  ).toEqual([`store.sqlite.before-${newest - 1}`, `store.sqlite.before-${newest}`].sort());
  const backup = openEncrypted(`${file}.before-${newest}`, key);
  expect(backup.pragma('user_version', { simple: true })).toBe(newest - 1);
  backup.close();
  expect(readFileSync(`${file}.before-${newest}`).includes('CREATE TABLE')).toBe(false);
  const whole = readFileSync(file);
  expect(() => openDatabase(file, key, migrations)).toThrow('STORE_NEWER');
  expect(readFileSync(file).equals(whole)).toBe(true);
  const broken = {
    version: newest + 1,
    name: 'broken',
    sql: 'CREATE TABLE half (a TEXT) STRICT; SELECT nonsense;',
  };
  expect(() => openDatabase(file, key, [...steps, broken])).toThrow();
  const after = openDatabase(file, key, steps);
  expect(after.prepare("SELECT name FROM sqlite_master WHERE name = 'half'").all()).toEqual([]);
  after.close();
});

it('is wiped beyond recovery, says how much was unsent, and then is a new store', () => {
  const store = machine.open();
  store.drafts.create(content('a'));
  store.drafts.create(content('b'));
  const salt = readFileSync(join(store.folder, 'salt'));
  expect(machine.stores.known(lan.username)).toBe(true);
  expect(machine.stores.wipe(lan.username)).toBe(2);
  expect(existsSync(store.folder)).toBe(false);
  expect(machine.stores.known(lan.username)).toBe(false);
  const next = machine.open();
  expect(next.catalogue.list({}).found).toBe(0);
  expect(readFileSync(join(next.folder, 'salt')).equals(salt)).toBe(false);
});

it('is wiped also when closed, when files are missing, and when a wipe was cut off', () => {
  for (const missing of [[], ['salt'], ['store.sqlite'], ['key-check'], ['salt', 'store.sqlite']]) {
    const store = machine.open();
    store.drafts.create(content('a'));
    store.close();
    for (const name of missing) rmSync(join(store.folder, name));
    const lost = missing.some((name) => name !== 'key-check');
    expect(machine.stores.wipe(lan.username)).toBe(lost ? 0 : 1);
    expect(existsSync(store.folder)).toBe(false);
  }
  expect(machine.stores.wipe('nobody')).toBe(0);
});

it('never reads what is left of a store whose salt is gone, and starts anew beside it', () => {
  const store = machine.open();
  store.drafts.create(content('a'));
  store.close();
  rmSync(join(store.folder, 'salt'));
  const next = machine.open();
  expect(next.catalogue.list({}).found).toBe(0);
  expect(readdirSync(next.folder).some((name) => name.startsWith('damaged-'))).toBe(true);
});

it('knows a person’s password without keeping it', async () => {
  const store = machine.open();
  expect(await store.profile.verify('mật khẩu')).toBe(true);
  expect(await store.profile.verify('mật khẩu ')).toBe(false);
  const { device } = store.profile;
  store.profile.forgetSession();
  store.close();
  const again = machine.open();
  expect(again.profile.token()).toBeUndefined();
  expect(again.profile.device).toBe(device);
  expect(await again.profile.verify('mật khẩu')).toBe(true);
});

it('carries drafts and attachments of version 0.1 over once, each to its owner, and wipes the readable file', async () => {
  const bytes = Buffer.from('hợp đồng cũ');
  const digest = await machine.open(minh).blobs.put(bytes);
  const old = new Database(join(machine.folder, 'drafts.sqlite'));
  old.exec(`CREATE TABLE drafts (code TEXT PRIMARY KEY, unit_code TEXT NOT NULL, owner TEXT NOT NULL, owner_name TEXT NOT NULL,
    version INTEGER NOT NULL, base_version INTEGER NOT NULL, content TEXT NOT NULL, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT, forwarded_at TEXT) STRICT`);
  const insert = old.prepare("INSERT INTO drafts VALUES (?, '1001163', ?, ?, 3, 0, ?, ?, ?, ?, NULL)");
  const at = '2026-05-20T01:02:03.000Z';
  const attachment = {
    id: 'a1',
    name: 'hd.pdf',
    mediaType: 'application/pdf',
    sha256: digest,
    size: bytes.length,
  };
  const withFile = content('HoSoCuCuaLan', { attachments: [attachment] });
  insert.run('1001163260520080203', 'lan', lan.name, JSON.stringify(withFile), at, at, null);
  insert.run('1001163260520080204', 'lan', lan.name, JSON.stringify(content('đã xóa')), at, at, at);
  insert.run('1001163260520080205', 'tu', 'Tú', JSON.stringify(content('HoSoCuCuaTu')), at, at, null);
  old.close();
  mkdirSync(join(machine.folder, 'blobs'));
  writeFileSync(join(machine.folder, 'blobs', digest), bytes);

  const hers = machine.open(lan);
  expect(hers.catalogue.list({}).dossiers.map(({ title, updatedAt }) => [title, updatedAt])).toEqual([
    ['HoSoCuCuaLan', at],
  ]);
  expect(Buffer.from(await hers.blobs.get(digest)).equals(bytes)).toBe(true);
  expect(hers.outbox.counts().waiting).toBe(1);
  const file = readFileSync(join(machine.folder, 'drafts.sqlite'));
  expect(file.includes('HoSoCuCuaLan')).toBe(false);
  expect(file.includes('HoSoCuCuaTu')).toBe(true);
  expect(existsSync(join(machine.folder, 'blobs'))).toBe(false);
  hers.close();
  expect(machine.open(lan).catalogue.list({}).found).toBe(1);
  const tu = machine.open({ ...lan, username: 'tu', name: 'Tú' });
  expect(tu.catalogue.list({}).dossiers[0]?.title).toBe('HoSoCuCuaTu');
  expect(existsSync(join(machine.folder, 'drafts.sqlite'))).toBe(false);
});
