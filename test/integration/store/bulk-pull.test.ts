import { afterEach, beforeEach, expect, it } from 'vitest';
import { join } from 'node:path';
import type { AccountStore } from '#main/account-store/account-store.ts';
import { migrations } from '#main/account-store/migrations/all.ts';
import { migration0001 } from '#main/account-store/migrations/0001-store.ts';
import { openDatabase } from '#main/account-store/open-database.ts';
import { WordIndex } from '#main/sync/word-index.ts';
import { benchFolder, offlineStore, pullInto } from '#test/bench/sync/desktop.ts';

let home: ReturnType<typeof benchFolder>;
let store: AccountStore;

beforeEach(() => {
  home = benchFolder();
  store = offlineStore(home.folder);
});
afterEach(() => {
  store.close();
  home.remove();
});

const wordsAreCut = (of: AccountStore) =>
  new Promise<void>((resolve) => {
    new WordIndex(of, resolve).wake();
  });

it('lists what a long pull brought at once, and finds all of it by its words soon after', async () => {
  pullInto(store, 250);
  expect(store.catalogue.list({}).found).toBe(250);
  await wordsAreCut(store);
  expect(store.catalogue.list({ query: 'thanh toan' }).found).toBe(250);
  expect(store.catalogue.list({ query: 'RDT-000123' }).found).toBe(1);
  expect(store.cutWords(10)).toBe(0);
});

it('goes on finding words after the program was ended in between', async () => {
  pullInto(store, 250);
  expect(store.cutWords(60)).toBe(60);
  store.close();
  store = offlineStore(home.folder);
  await wordsAreCut(store);
  expect(store.catalogue.list({ query: 'thanh toán' }).found).toBe(250);
});

it('counts right when a bulk brings another state of what is already listed', () => {
  pullInto(store, 250);
  const before = store.catalogue.list({}).counts;
  pullInto(store, 250);
  expect(store.catalogue.list({}).counts).toEqual(before);
  expect(before.all).toBe(250);
});

it('has one column for all words, in which none is taken for another', async () => {
  pullInto(store, 250);
  await wordsAreCut(store);
  const found = (query: string) => store.catalogue.list({ query }).found;
  expect(found('tien dien')).toBeGreaterThan(0);
  expect(found('tiền điện')).toBe(found('tien dien'));
  expect(found('tiến điện')).toBe(0);
  expect(found('status1')).toBe(0);
  expect(found('§1')).toBe(found('1'));
});

it('has the words of an older store cut anew', () => {
  const key = new Uint8Array(32).fill(3);
  const file = join(home.folder, 'older.sqlite');
  const older = openDatabase(file, key, [migration0001]);
  older.exec(`
    INSERT INTO entries (touch, code, place, title, title_key, status, voucher_count, total, total_order, created_by,
        updated_at, note, waiting, attention, words)
      VALUES (1, 'c', 'server', 't', 't', 'CHO_GUI', 0, '0', 0, 'p', 'u', '', 0, 0, x'01');
    INSERT INTO words (rowid, exact, folded, tags) VALUES (1, 'tiền', 'tien', 'status3');
  `);
  older.close();
  const newer = openDatabase(file, key);
  expect(newer.prepare('SELECT code, words FROM entries').all()).toEqual([
    { code: 'c', words: Buffer.alloc(0) },
  ]);
  expect(newer.prepare('SELECT rowid FROM words').all()).toEqual([]);
  newer.close();
});

it('tells of the dossiers of an older store since when they are held, also of one that is being mended', () => {
  const key = new Uint8Array(32).fill(3);
  const file = join(home.folder, 'before-held-since.sqlite');
  const older = openDatabase(file, key, migrations.slice(0, 5));
  const entry = older.prepare(`
    INSERT INTO entries (code, place, title, title_key, status, voucher_count, total, total_order, created_by,
        updated_at, note, waiting, attention, words)
      VALUES (?, ?, 't', 't', ?, 0, '0', 0, 'p', ?, '', 0, 0, x'01')`);
  const dossier = older.prepare(`INSERT INTO dossiers (code, sequence, as_of, dossier) VALUES (?, 1, '', ?)`);
  const log = (...at: readonly string[]) => JSON.stringify({ log: at.map((each) => ({ at: each })) });
  entry.run('waits', 'server', 'CHO_KTT_KY', '08:00');
  entry.run('to send', 'server', 'CHO_GUI', '09:00');
  dossier.run('to send', log('07:00', '08:30', '09:00'));
  entry.run('mended', 'local', 'TRA_LAI', '11:00');
  dossier.run('mended', log('07:00', '10:00'));
  entry.run('new', 'local', 'DANG_SOAN', '12:00');
  entry.run('closed', 'server', 'DA_TIEP_NHAN', '13:00');
  older.close();
  const newer = openDatabase(file, key);
  expect(newer.prepare('SELECT code, held_since AS since FROM entries ORDER BY touch').all()).toEqual([
    { code: 'waits', since: '08:00' },
    { code: 'to send', since: '08:30' },
    { code: 'mended', since: '10:00' },
    { code: 'new', since: null },
    { code: 'closed', since: null },
  ]);
  newer.close();
});
