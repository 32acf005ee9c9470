import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import { sampleContent } from '#test/support/sample-dossier.ts';
import { openOffice, until, type Machine, type Office } from './office.ts';

let office: Office;
let ha: Machine;
let lan: Machine;
beforeAll(async () => {
  office = await openOffice();
  ha = await office.machine('ktv.songlo');
  lan = await office.machine('lan.songlo');
  await until('both listen', () => ha.engine.state().line === 'live' && lan.engine.state().line === 'live');
});
afterAll(() => office.close());

const content = { ...sampleContent, attachments: [] };
const begin = (machine: Machine) => {
  const draft = machine.store.drafts.create(content);
  machine.engine.kick();
  return draft;
};

test('a colleague sees a new draft and each change of it without asking', async () => {
  const { code } = begin(ha);
  await until('Lan sees the draft', () => lan.store.drafts.get(code) !== undefined);
  lan.edit(code, (now) => ({ ...now, title: 'Lan đã sửa' }));
  await until('Hà sees the edit', () => ha.draft(code).content.title === 'Lan đã sửa');
  expect(ha.draft(code).changedBy).toBe('Trần Thị Lan');
  const told = (event: CoreEvent) => event.name === 'dossiers.changed' && event.payload.code === code;
  await until('Hà’s window is told', () => ha.events.some(told));
});

test('both edit different fields and lines at the same time: both edits stand on both machines', async () => {
  const { code } = begin(ha);
  await until('Lan sees the draft', () => lan.store.drafts.get(code) !== undefined);
  ha.edit(code, (now) => ({ ...now, title: 'Tên mới của Hà' }));
  lan.edit(code, (now) => ({
    ...now,
    vouchers: now.vouchers.map((voucher) => ({
      ...voucher,
      lines: voucher.lines.map((line, n) => (n === 1 ? { ...line, amount: '4000000' } : line)),
    })),
  }));
  const settled = (machine: Machine) =>
    machine.draft(code).content.title === 'Tên mới của Hà' &&
    machine.draft(code).content.vouchers[0]?.lines[1]?.amount === '4000000' &&
    !machine.draft(code).waiting;
  await until('both have both', () => settled(ha) && settled(lan));
  expect(ha.draft(code).content).toEqual(lan.draft(code).content);
  expect(ha.engine.state().conflicts + lan.engine.state().conflicts).toBe(0);
});

test('both change the same field: nobody is overwritten, one is asked, and the decision reaches both', async () => {
  const { code } = begin(ha);
  await until('Lan sees the draft', () => lan.store.drafts.get(code) !== undefined);
  ha.edit(code, (now) => ({ ...now, title: 'Của Hà' }));
  lan.edit(code, (now) => ({ ...now, title: 'Của Lan' }));
  await until('one is asked', () => ha.engine.state().conflicts + lan.engine.state().conflicts === 1);
  const [asked, other] = ha.engine.state().conflicts === 1 ? [ha, lan] : [lan, ha];
  const conflict = asked.store.drafts.conflict(code);
  expect(conflict?.before.title).toBe(content.title);
  expect([conflict?.mine.title, conflict?.theirs.title].sort()).toEqual(['Của Hà', 'Của Lan']);
  expect(asked.engine.queue().map(({ code: of, state }) => [of, state])).toContainEqual([code, 'conflict']);

  asked.store.drafts.resolve(code, conflict?.theirsVersion ?? 0, { title: 'mine' });
  asked.engine.kick();
  const decided = conflict?.mine.title ?? '';
  await until('the other sees the decision', () => other.draft(code).content.title === decided);
  const titles = asked.store.drafts
    .versions(code)
    .map(({ id }) => asked.store.drafts.version(code, id).content.title);
  expect(titles).toContain(conflict?.theirs.title);
});

test('a draft deleted by its author vanishes at the colleague’s', async () => {
  const { code } = begin(ha);
  await until('Lan sees the draft', () => lan.store.drafts.get(code) !== undefined);
  ha.store.drafts.delete(code);
  ha.engine.kick();
  await until('it is gone there', () => lan.store.drafts.get(code) === undefined);
});

test('an edit beats a deletion, whoever was first, and both are told', async () => {
  const one = begin(ha).code;
  const two = begin(ha).code;
  await ha.sync();
  await lan.sync();
  await lan.engine.stop();
  // Deleted first, edited later without a line …
  ha.store.drafts.delete(one);
  await ha.sync();
  lan.store.drafts.save(one, lan.draft(one).version, { ...content, title: 'Lan còn cần' });
  // … and edited first, deleted later without having seen the edit.
  lan.store.drafts.save(two, lan.draft(two).version, { ...content, title: 'Lan sửa trước' });
  await lan.reopen();
  await lan.sync();
  await until('it is back', () => ha.store.drafts.get(one)?.content.title === 'Lan còn cần');
  expect(lan.draft(one).content.title).toBe('Lan còn cần');

  await ha.engine.stop();
  lan.edit(two, (now) => ({ ...now, title: 'Lan sửa nữa' }));
  await lan.sync();
  ha.store.drafts.delete(two);
  await ha.reopen();
  await ha.sync();
  expect(ha.draft(two).content.title).toBe('Lan sửa nữa');
  expect(lan.draft(two).content.title).toBe('Lan sửa nữa');
  expect(ha.store.notices.list()).toContainEqual(
    expect.objectContaining({ kind: 'revived', details: expect.objectContaining({ code: two }) as object }),
  );
});

test('who is where is seen by the colleague, and not by oneself', async () => {
  const { code } = begin(ha);
  await until('both listen', () => ha.engine.state().line === 'live' && lan.engine.state().line === 'live');
  lan.engine.setPresence(code, 'vouchers/voucher-1/lines/line-2/amount');
  await until('Hà sees Lan', () => ha.engine.people().length === 1);
  expect(ha.engine.people()[0]).toMatchObject({ code, name: 'Trần Thị Lan' });
  expect(lan.engine.people()).toEqual([]);
  lan.engine.setPresence(null, '');
  await until('Lan has left', () => ha.engine.people().length === 0);
});

test('a window hears of the state at most ten times a second while a burst is saved', async () => {
  const { code } = begin(ha);
  const before = ha.events.length;
  const began = performance.now();
  for (let n = 0; n < 60; n += 1) {
    ha.edit(code, (now) => ({ ...now, title: `lần ${n}` }));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await until('all is sent', () => ha.engine.state().waiting === 0);
  const seconds = (performance.now() - began) / 1000;
  const told = ha.events.slice(before).filter(({ name }) => name === 'sync.changed').length;
  expect(told).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1);
  await until('Lan sees the last', () => lan.draft(code).content.title === 'lần 59');
});
