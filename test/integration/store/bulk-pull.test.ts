import { afterEach, beforeEach, expect, it } from 'vitest';
import { join } from 'node:path';
import type { AccountStore } from '#main/account-store/account-store.ts';
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
