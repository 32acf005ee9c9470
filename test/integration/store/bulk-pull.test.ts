import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountStore } from '#main/account-store/account-store.ts';
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
