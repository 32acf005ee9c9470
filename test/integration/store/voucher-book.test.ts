import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { markDamaged } from '#main/account-store/recovery/damage-mark.ts';
import { deriveStoreKey, readOrMakeSalt } from '#main/account-store/key/store-key.ts';
import { migrations } from '#main/account-store/migrations/all.ts';
import { openDatabase } from '#main/account-store/open-database.ts';
import type { AccountStore } from '#main/account-store/account-store.ts';
import { findPayees } from '#main/voucher-desk/payees.ts';
import type { DossierContent, DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { cashVoucher, sampleVoucher } from '#test/support/sample-dossier.ts';
import { Machine, serverDossier, serverDraft, unit } from './accountant.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';

let machine: Machine;
let store: AccountStore;
beforeEach(() => {
  machine = new Machine();
  store = machine.open();
});
afterEach(() => machine.end());

const whole = {
  by: 'account',
  from: '2026-01',
  to: '2026-12',
  statuses: undefined,
  account: undefined,
} as const;
const settle = () => {
  while (store.vouchers.settle(100) + store.vouchers.cutWords(100) > 0);
};
const paying = (accountNumber: string, change = {}): DossierContent => ({
  title: 'Chi',
  vouchers: [{ ...sampleVoucher, ...change, payee: { ...sampleVoucher.payee, accountNumber } }],
  attachments: [],
});
const codeOf = (number: number) => dossierCodeSchema.parse(`${unit.code}26052600000${number}`);
function bring(number: number, status: DossierStatus, content: DossierContent): void {
  store.incoming.apply({
    changes: [
      { kind: 'dossier', sequence: number, dossier: serverDossier(codeOf(number), { status, content }) },
    ],
    cursor: `c${number}`,
    more: false,
  });
}
const accounts = () =>
  findPayees(store.payees).map(({ accountNumber, times }) => [accountNumber.replaceAll(' ', ''), times]);

it('learns payees of what was sent, puts those of drafts behind, and offers none that came back or was rejected', () => {
  store.drafts.create(paying('111'));
  bring(1, 'CHO_KTT_KY', paying('222'));
  bring(2, 'DA_TIEP_NHAN', paying('2 2 2'));
  bring(3, 'KBNN_TU_CHOI', paying('333'));
  bring(4, 'TRA_LAI', paying('444'));
  bring(5, 'YEU_CAU_BO_SUNG', paying('555'));
  settle();
  expect(accounts()).toEqual([
    ['222', 2],
    ['111', 0],
  ]);
  bring(1, 'TRA_LAI', paying('222'));
  settle();
  expect(accounts()).toEqual([
    ['222', 1],
    ['111', 0],
  ]);
});

it('names a payee as the newest voucher that was sent does, and not as a draft does', () => {
  const named = (name: string) => {
    const content = paying('222');
    return { ...content, vouchers: content.vouchers.map((v) => ({ ...v, payee: { ...v.payee, name } })) };
  };
  bring(1, 'DA_TIEP_NHAN', named('Điện lực cũ'));
  settle();
  bring(2, 'CHO_KTT_KY', named('Điện lực mới'));
  store.drafts.create(named('Kẻ giả danh'));
  settle();
  expect(findPayees(store.payees).map(({ name }) => name)).toEqual(['Điện lực mới']);
});

it('does not offer a used payee again that was taken out of the book, until it is saved', () => {
  bring(1, 'DA_TIEP_NHAN', paying('222'));
  settle();
  const [used] = findPayees(store.payees);
  store.payees.delete(used!.id);
  bring(2, 'DA_TIEP_NHAN', paying('222'));
  settle();
  expect(accounts()).toEqual([]);
  store.payees.save(undefined, { ...sampleVoucher.payee, accountNumber: '222' });
  expect(accounts()).toEqual([['222', 2]]);
  const [saved] = findPayees(store.payees);
  store.payees.save(saved!.id, { ...sampleVoucher.payee, accountNumber: '999' });
  expect(accounts()).toEqual([
    ['222', 2],
    ['999', 0],
  ]);
});

it('counts a draft in conflict once, as this person has it, and what was decided afterwards', () => {
  const draft = store.drafts.create(paying('111', { lines: [{ ...sampleVoucher.lines[0]!, amount: '5' }] }));
  const sent = store.outbox.take(1, 1e6)[0]!;
  store.outbox.applied(sent.mutation.id, 1, 100);
  const amount = (dong: string): DossierContent =>
    paying('111', { lines: [{ ...sampleVoucher.lines[0]!, amount: dong }] });
  store.drafts.save(draft.code, 1, amount('70'));
  const mine = store.outbox.take(1, 1e6)[0]!;
  store.outbox.conflicted(
    mine.mutation.id,
    serverDraft(draft.code, { version: 2, sequence: 101, content: amount('900') }),
  );
  settle();
  expect(store.vouchers.sums(whole)).toMatchObject({ vouchers: 1, total: 70n });
  const path = store.drafts.conflict(draft.code)!.conflicts[0]!.path;
  store.drafts.resolve(draft.code, 2, { [path]: 'theirs' });
  settle();
  expect(store.vouchers.sums(whole)).toMatchObject({ vouchers: 1, total: 900n });
});

it('books the vouchers of a store of the version before, in slices and over a restart', () => {
  for (let number = 1; number <= 5; number += 1) bring(number, 'DA_TIEP_NHAN', paying('222'));
  settle();
  const sums = store.vouchers.sums(whole);
  expect(sums.vouchers).toBe(5);
  const file = join(machine.folder, 'older.sqlite');
  const key = new Uint8Array(32).fill(3);
  const older = openDatabase(file, key, migrations.slice(0, 3));
  older.exec(`INSERT INTO entries (touch, code, place, title, title_key, status, voucher_count, total, total_order,
      created_by, updated_at, note, waiting, attention, words)
    VALUES (7, 'c', 'server', 't', 't', 'CHO_GUI', 1, '0', 0, 'p', 'u', '', 0, 0, x'01')`);
  older.close();
  const newer = openDatabase(file, key);
  // As it stands after the migration: listed and found by its words, its vouchers still to be booked.
  expect(newer.prepare('SELECT touch, booked, length(words) AS words FROM entries').all()).toEqual([
    { touch: 7, booked: 0, words: 1 },
  ]);
  expect(newer.prepare('SELECT count(*) FROM vouchers').pluck().get()).toBe(0);
  newer.close();

  store.batch(() => store.incoming.beginResync(undefined));
  for (let number = 1; number <= 5; number += 1) bring(number, 'CHO_KBNN', paying('222'));
  expect(store.vouchers.settle(2)).toBe(2);
  store.close();
  store = machine.open();
  settle();
  expect(store.vouchers.sums({ ...whole, statuses: ['CHO_KBNN'] })).toMatchObject({
    vouchers: 5,
    total: sums.total,
  });
});

it('names in an older store again who gets the money, and forgets payees that earlier builds learned from cash', () => {
  const stale = { ...cashVoucher, number: 'TM-1', payee: { ...sampleVoucher.payee, accountNumber: '888' } };
  bring(1, 'DA_TIEP_NHAN', { title: 'Chi', vouchers: [stale], attachments: [] });
  bring(2, 'DA_TIEP_NHAN', paying('222', { formId: '17' }));
  settle();
  const { folder } = store;
  store.close();
  // As an earlier build left it: the payee's block is named and learned from, whatever the method says.
  const key = deriveStoreKey(machine.masterKey, readOrMakeSalt(folder));
  const older = openDatabase(join(folder, 'store.sqlite'), key);
  older.exec(`
    INSERT INTO used_payees (id, key, name, tax_code, account_number, bank, times, drafts)
      VALUES (90, 'k', 'Người cũ', '', '888', 'NH', 1, 0);
    UPDATE vouchers SET payee_name = 'Người cũ', payee = 90 WHERE number = 'TM-1';
    DROP TABLE remote_requests;
    PRAGMA user_version = 6;`);
  older.close();
  store = machine.open();
  expect(store.vouchers.settle(100)).toBe(1);
  settle();
  const found = store.vouchers.find({ query: '', formId: '13', limit: 10 });
  expect(found.map(({ payee }) => payee)).toEqual([cashVoucher.cashReceiver.name]);
  expect(accounts()).toEqual([['222', 1]]);
});

it('keeps saved payees and templates when a damaged store is made anew, and books what could be read', () => {
  store.drafts.create(paying('111'));
  const saved = store.payees.save(undefined, { ...sampleVoucher.payee, accountNumber: '999' });
  const template = store.templates.save(undefined, 'Tiền điện', sampleVoucher);
  settle();
  const sums = store.vouchers.sums(whole);
  store.close();
  markDamaged(store.folder);
  store = machine.open();
  settle();
  expect(store.notices.list().map(({ kind }) => kind)).toContain('recovered');
  expect(store.vouchers.sums(whole)).toEqual(sums);
  expect(findPayees(store.payees).map(({ id }) => id)).toContain(saved.id);
  expect(store.templates.list()).toEqual([template]);
  expect(store.templates.get(template.id)).toEqual(sampleVoucher);
});

it('shows nobody’s payees to another person, writes none of them readably, and loses all by a wipe', () => {
  store.payees.save(undefined, { ...sampleVoucher.payee, name: 'Đơn vị rất riêng', accountNumber: '999' });
  store.templates.save(undefined, 'Mẫu rất riêng', sampleVoucher);
  const { folder } = store;
  expect(readFileSync(join(folder, 'store.sqlite')).includes('rất riêng')).toBe(false);
  machine.stores.wipe('lan');
  expect(existsSync(folder)).toBe(false);
  store = machine.open();
  expect(findPayees(store.payees)).toEqual([]);
  expect(store.templates.list()).toEqual([]);
});
