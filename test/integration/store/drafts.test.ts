import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountStore } from '#main/account-store/account-store.ts';
import { content, lan, Machine, minh, pulled, serverDraft } from './accountant.ts';

let machine: Machine;
let store: AccountStore;
beforeEach(() => {
  machine = new Machine();
  store = machine.open();
});
afterEach(() => machine.end());

it('gives two drafts of the same second two codes', () => {
  expect(store.drafts.create(content('')).code).toBe('1001163260526154946');
  expect(store.drafts.create(content('')).code).toBe('1001163260526154947');
});

it('keeps a saved draft, its history and its undo over a restart', () => {
  const first = store.drafts.create(content('Tiền'));
  store.drafts.save(first.code, 1, { ...first.content, title: 'Tiền điện' });
  store.close();
  store = machine.open();
  expect(store.drafts.get(first.code)).toMatchObject({
    version: 2,
    content: { title: 'Tiền điện' },
    waiting: true,
    canUndo: true,
  });
  expect(store.drafts.undo(first.code).content.title).toBe('Tiền');
  store.close();
  store = machine.open();
  expect(store.drafts.redo(first.code).content.title).toBe('Tiền điện');
  expect(store.drafts.versions(first.code).map(({ cause }) => cause)).toEqual([
    'undo',
    'undo',
    'edit',
    'edit',
  ]);
});

it('sends a draft once, under one id, until the server has answered', () => {
  const { code, content: written } = store.drafts.create(content('Tiền nước'));
  const [sent] = store.outbox.take(10, 1e6);
  store.drafts.save(code, 1, { ...written, title: 'Tiền nước tháng 5' });
  store.close();
  store = machine.open();
  expect(store.outbox.take(10, 1e6)).toEqual([sent]);
  store.outbox.applied(sent!.mutation.id, 1, 100);
  const [next] = store.outbox.take(10, 1e6);
  expect(next?.mutation).toMatchObject({
    kind: 'save',
    baseVersion: 1,
    content: { title: 'Tiền nước tháng 5' },
  });
  expect(next?.mutation.id).not.toBe(sent?.mutation.id);
  store.outbox.applied(next!.mutation.id, 2, 101);
  expect(store.outbox.counts()).toEqual({ waiting: 0, setAside: 0, conflicts: 0 });
  expect(store.drafts.get(code)?.waiting).toBe(false);
});

it('merges what a colleague changed in another field and sends the result', () => {
  const { code, content: written } = store.drafts.create(content('Điện'));
  const [sent] = store.outbox.take(10, 1e6);
  store.outbox.applied(sent!.mutation.id, 1, 100);
  store.drafts.save(code, 1, { ...written, title: 'Điện tháng 5' });
  const voucher = { ...written.vouchers[0]!, number: '12' };
  store.incoming.apply(
    pulled(serverDraft(code, { version: 2, sequence: 101, content: { ...written, vouchers: [voucher] } })),
  );
  const merged = store.drafts.get(code);
  expect(merged?.content).toMatchObject({ title: 'Điện tháng 5', vouchers: [{ number: '12' }] });
  expect(store.outbox.take(10, 1e6)[0]?.mutation).toMatchObject({ baseVersion: 2, cause: 'merge' });
});

it('lets the person decide where both changed the same field, and keeps the losing copy', () => {
  const { code, content: written } = store.drafts.create(content('Điện'));
  store.outbox.applied(store.outbox.take(10, 1e6)[0]!.mutation.id, 1, 100);
  store.drafts.save(code, 1, { ...written, title: 'của tôi' });
  const [mine] = store.outbox.take(10, 1e6);
  store.outbox.conflicted(
    mine!.mutation.id,
    serverDraft(code, { version: 2, sequence: 101, content: { ...written, title: 'của Minh' } }),
  );
  expect(store.drafts.get(code)).toMatchObject({ conflicts: 1, content: { title: 'của tôi' } });
  expect(store.outbox.take(10, 1e6)).toEqual([]);
  const conflict = store.drafts.conflict(code);
  expect(conflict).toMatchObject({
    theirsBy: minh.name,
    before: { title: 'Điện' },
    mine: { title: 'của tôi' },
  });
  expect(() => store.drafts.resolve(code, 2, {})).toThrow('DOSSIER_CONFLICT');
  expect(store.drafts.resolve(code, 2, { title: 'theirs' }).content.title).toBe('của Minh');
  const kept = store.drafts.versions(code).find(({ cause }) => cause === 'kept');
  expect(store.drafts.version(code, kept!.id).content.title).toBe('của tôi');
  expect(store.outbox.counts().waiting).toBe(0);
});

it('finds a draft by the beginning of its words, with accents exactly and without accents loosely', () => {
  store.drafts.create(content('Tiền điện tháng 5'));
  store.drafts.create(content('Tiến độ thi công'));
  const titles = (query: string) => store.catalogue.list({ query }).dossiers.map(({ title }) => title);
  expect(titles('tien')).toEqual(['Tiến độ thi công', 'Tiền điện tháng 5']);
  expect(titles('tiền')).toEqual(['Tiền điện tháng 5']);
  expect(titles('THANG 5 die')).toEqual(['Tiền điện tháng 5']);
  for (const hostile of [
    '"',
    '" OR "',
    'exact:*',
    "a' --",
    'NEAR(',
    '*',
    '^tien',
    '-tien',
    '{}()',
    'AND',
    '\u0000',
  ]) {
    expect(() => titles(hostile)).not.toThrow();
  }
  expect(store.catalogue.list({ scope: 'mine' })).toMatchObject({ found: 2, counts: { mine: 2, all: 2 } });
  expect(store.profile.read()?.user).toEqual(lan);
});
