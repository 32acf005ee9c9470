import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountStore, Draft } from '#main/account-store/account-store.ts';
import { content, Machine, pulled, serverDraft } from './accountant.ts';

let machine: Machine;
let store: AccountStore;
let drafts: Draft[];
let sent: string;
beforeEach(() => {
  machine = new Machine();
  store = machine.open();
  drafts = store.batch(() =>
    Array.from({ length: 60 }, (_, at) => store.drafts.create(content(`Hồ sơ ${at}`))),
  );
  [sent] = store.outbox.take(1, 1e6).map(({ mutation }) => mutation.id) as [string];
});
afterEach(() => machine.end());

const file = () => join(store.folder, 'store.sqlite');
function overwrite(from: number, length: number): void {
  const handle = openSync(file(), 'r+');
  writeSync(handle, Buffer.alloc(length, 0x5a), 0, length, from);
  closeSync(handle);
}
const titles = () => store.catalogue.list({ limit: 1000 }).dossiers.map(({ title }) => title);
const aside = () => readdirSync(store.folder).filter((name) => name.startsWith('damaged-'));

it('is made anew with every draft when the heading of the file is overwritten', () => {
  store.close();
  overwrite(0, 4096);
  store = machine.open();
  expect(titles()).toHaveLength(60);
  expect(store.outbox.counts().waiting).toBe(60);
  expect(store.outbox.take(1, 1e6)[0]?.mutation.id).toBe(sent);
  expect(store.notices.list()).toMatchObject([{ kind: 'recovered', details: { drafts: 60, changes: 60 } }]);
  expect(aside()).toHaveLength(1);
  expect(statSync(join(store.folder, aside()[0]!, 'store.sqlite')).size).toBeGreaterThan(4096);
  expect(store.drafts.save(drafts[3]!.code, 1, { ...drafts[3]!.content, title: 'tiếp tục' }).version).toBe(2);
});

it('keeps what can be read around every single damaged page', () => {
  store.close();
  const whole = readFileSync(file());
  const pages = whole.length / 4096;
  let hurt = 0;
  for (let page = 1; page < pages; page += 1) {
    writeFileSync(file(), whole);
    overwrite(page * 4096 + 100, 64);
    store = machine.open();
    try {
      titles();
      store.catalogue.list({ query: 'ho so' });
      store.outbox.take(100, 1e7);
      store.outbox.counts();
      for (const { code } of drafts) store.drafts.get(code);
      for (const { code } of drafts) store.drafts.versions(code);
    } catch (cause) {
      expect(String(cause)).toContain('STORE_DAMAGED');
    }
    store.close();
    store = machine.open();
    const readable = drafts.filter(({ code }) => store.drafts.get(code) !== undefined).length;
    if (store.notices.list().length > 0) hurt += 1;
    // A page holds a few rows. Where a table's root goes, drafts, versions and queue stand in for one another.
    expect(readable, `page ${page}`).toBeGreaterThanOrEqual(50);
    expect(titles()).toHaveLength(readable);
    expect(store.outbox.counts().waiting, `page ${page}`).toBeGreaterThanOrEqual(readable);
    store.close();
    for (const name of aside()) rmSync(join(store.folder, name), { recursive: true });
  }
  expect(hurt).toBeGreaterThan(3);
  store = machine.open();
});

it('is not taken for a new store when the file was emptied, cut or removed', () => {
  for (const harm of [
    () => truncateSync(file(), 0),
    () => truncateSync(file(), Math.floor(statSync(file()).size / 2)),
    () => rmSync(file()),
  ]) {
    store.close();
    harm();
    store = machine.open();
    expect(store.notices.list().at(-1)).toMatchObject({ kind: 'recovered' });
    expect(store.drafts.create(content('mới')).version).toBe(1);
  }
});

it('saves the log of changes of a process that was killed, also when the heading is gone', () => {
  // Not closed: what was saved last stands in the log only, as after a kill.
  const copy = readFileSync(`${file()}-wal`);
  const main = readFileSync(file());
  store.close();
  writeFileSync(file(), main);
  writeFileSync(`${file()}-wal`, copy);
  overwrite(0, Math.min(4096, main.length));
  store = machine.open();
  expect(titles()).toHaveLength(60);
});

it('asks the server anew after a recovery and keeps what was not sent', () => {
  store.outbox.applied(sent, 1, 5);
  const received = { ...drafts[0]!.content, title: 'của Minh' };
  store.incoming.apply(pulled(serverDraft(drafts[0]!.code, { version: 2, sequence: 9, content: received })));
  store.drafts.save(drafts[0]!.code, 2, { ...received, title: 'chưa gửi' });
  store.close();
  overwrite(0, 4096);
  store = machine.open();
  expect(store.incoming.cursor()).toBeUndefined();
  expect(
    store.outbox.take(100, 1e7).find(({ mutation }) => mutation.code === drafts[0]!.code)?.mutation,
  ).toMatchObject({
    baseVersion: 2,
    content: { title: 'chưa gửi' },
  });
});

it('finishes a recovery that was cut off, and never plays the old log into the new database', () => {
  store.close();
  const whole = readFileSync(file());
  rmSync(file());
  writeFileSync(`${file()}.recovered`, whole);
  writeFileSync(`${file()}-wal`, Buffer.alloc(5000, 1));
  store = machine.open();
  expect(titles()).toHaveLength(60);
  expect(existsSync(`${file()}.recovered`)).toBe(false);
});
