import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { openDatabase } from './database.ts';
import { DraftStore } from './draft-store.ts';

const lan = { unitCode: '1001163', username: 'lan', name: 'Nguyễn Thị Lan' };
const empty = { title: '', vouchers: [], attachments: [] };
const at = () => new Date('2026-05-26T08:49:46Z');
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-drafts-'));
  file = join(folder, 'drafts.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('gives two drafts of the same second two codes', () => {
  const store = new DraftStore(openDatabase(file), at);
  expect(store.create(lan, empty).code).toBe('1001163260526154946');
  expect(store.create(lan, empty).code).toBe('1001163260526154947');
  store.close();
});

it('keeps a saved draft over a restart', () => {
  const first = new DraftStore(openDatabase(file), at);
  const draft = first.create(lan, empty);
  first.save(lan, draft.code, 1, { ...empty, title: 'Tiền điện tháng 5' });
  first.close();
  const second = new DraftStore(openDatabase(file), at);
  expect(second.get(lan, draft.code)).toMatchObject({ version: 2, content: { title: 'Tiền điện tháng 5' } });
  second.close();
});

it('refuses to overwrite a change that another window has saved', () => {
  const store = new DraftStore(openDatabase(file), at);
  const { code } = store.create(lan, empty);
  store.save(lan, code, 1, { ...empty, title: 'a' });
  expect(() => store.save(lan, code, 1, { ...empty, title: 'b' })).toThrow('DOSSIER_CONFLICT');
  expect(store.get(lan, code)?.content.title).toBe('a');
  store.close();
});

it('shows a person neither the drafts of a colleague nor those of another unit', () => {
  const store = new DraftStore(openDatabase(file), at);
  const { code } = store.create(lan, empty);
  expect(store.get({ ...lan, username: 'minh' }, code)).toBeUndefined();
  expect(store.get({ ...lan, unitCode: '9999999' }, code)).toBeUndefined();
  expect(() => store.delete({ ...lan, username: 'minh' }, code)).toThrow('DOSSIER_NOT_FOUND');
  expect(() => store.restore({ ...lan, username: 'minh' }, code)).toThrow('DOSSIER_NOT_FOUND');
  expect(store.list({ ...lan, username: 'minh' })).toEqual([]);
  store.close();
});

it('brings a deleted draft back', () => {
  const store = new DraftStore(openDatabase(file), at);
  const { code } = store.create(lan, { ...empty, title: 'x' });
  store.delete(lan, code);
  expect(store.list(lan)).toEqual([]);
  expect(store.restore(lan, code).content.title).toBe('x');
  store.close();
});

it('refuses a store written by a newer version and leaves it as it is', () => {
  openDatabase(file).close();
  const raw = new Database(file);
  raw.pragma('user_version = 999');
  raw.close();
  expect(() => openDatabase(file)).toThrow('STORE_NEWER');
  const again = new Database(file);
  expect(again.pragma('user_version', { simple: true })).toBe(999);
  again.close();
});

it('undoes a half-done migration as a whole', () => {
  openDatabase(file).close();
  const broken = {
    version: 2,
    name: 'broken',
    sql: 'CREATE TABLE extra (a TEXT) STRICT; SELECT nonsense FROM nowhere;',
  };
  const first = { version: 1, name: 'drafts', sql: '' };
  expect(() => openDatabase(file, [first, broken])).toThrow('STORE_FAILED');
  const raw = new Database(file);
  expect(raw.pragma('user_version', { simple: true })).toBe(1);
  expect(raw.prepare("SELECT name FROM sqlite_master WHERE name = 'extra'").get()).toBeUndefined();
  raw.close();
});

it('names the file when the store cannot be written', () => {
  const store = new DraftStore(openDatabase(file), at);
  const { code } = store.create(lan, empty);
  const lock = new Database(file);
  lock.exec('BEGIN EXCLUSIVE');
  const busy = new DraftStore(openDatabaseWithoutWaiting(file), at);
  expect(() => busy.save(lan, code, 1, empty)).toThrow('STORE_FAILED');
  lock.exec('ROLLBACK');
  expect(store.save(lan, code, 1, empty).version).toBe(2);
  lock.close();
  busy.close();
  store.close();
});

function openDatabaseWithoutWaiting(path: string): Database.Database {
  const database = new Database(path);
  database.pragma('busy_timeout = 0');
  return database;
}
