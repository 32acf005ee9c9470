import { afterAll, beforeAll, expect, test } from 'vitest';
import { realTimers, type Timers } from '#main/sync/timers.ts';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import { sampleContent } from '#test/support/sample-dossier.ts';
import { openOffice, until, type Machine, type Office } from './office.ts';

const content = { ...sampleContent, attachments: [] };
let office: Office;
let line: FaultyLine;
let ha: Machine;
let lan: Machine;
beforeAll(async () => {
  office = await openOffice();
  // The server's clock is an hour ahead for one of them.
  line = await FaultyLine.open({ target: office.backend.url, clockOff: 3_600_000 });
  ha = await office.machine('ktv.songlo', { through: line.url });
  lan = await office.machine('lan.songlo');
});
afterAll(async () => {
  await office.close();
  await line.close();
});

test('hours of work without a line reach the server and the colleague in one sync when it is back', async () => {
  await ha.sync();
  line.pull();
  await until('the line is known to be down', () => ha.engine.state().line === 'offline');
  expect(ha.engine.state().failure?.code).toBe('BACKEND_UNREACHABLE');
  expect(ha.engine.state().nextTryAt).toBeDefined();

  const codes = Array.from({ length: 30 }, () => ha.store.drafts.create(content).code);
  for (const [n, code] of codes.entries()) {
    for (const word of ['một', 'hai', 'ba'])
      ha.edit(code, (now) => ({ ...now, title: `hồ sơ ${n} lần ${word}` }));
  }
  ha.store.drafts.delete(codes[29]!);
  expect(ha.engine.state().waiting).toBe(29);
  expect(ha.engine.queue().every(({ state }) => state === 'waiting')).toBe(true);

  line.plugIn();
  await until('all is sent', () => ha.engine.state().line === 'live' && ha.engine.state().waiting === 0);
  await lan.sync();
  for (const [n, code] of codes.slice(0, 29).entries()) {
    expect(lan.draft(code).content.title).toBe(`hồ sơ ${n} lần ba`);
  }
  expect(lan.store.drafts.get(codes[29]!)).toBeUndefined();
});

test('the person’s “try again” does not wait for the pause', async () => {
  // A pause between two tries, a second at least, never ends on this machine.
  const never = { cancel: () => undefined };
  const timers: Timers = {
    ...realTimers,
    after: (ms, work) => (ms >= 1_000 ? never : realTimers.after(ms, work)),
  };
  const patient = await office.machine('ktv.songlo', { through: line.url, timers });
  await patient.sync();
  line.pull();
  await until('the line is known to be down', () => patient.engine.state().line === 'offline');
  line.plugIn();
  expect((await patient.engine.syncNow()).line).toBe('live');
  await patient.close();
  await ha.sync();
});

test('a try without a line answers that it is down, and the change stays', async () => {
  line.pull();
  const { code } = ha.store.drafts.create(content);
  expect((await ha.engine.syncNow()).line).toBe('offline');
  expect(ha.draft(code).waiting).toBe(true);
  line.plugIn();
  await ha.sync();
  expect(ha.draft(code).waiting).toBe(false);
});

test('an answer that got lost does not make the change happen twice', async () => {
  const { code } = ha.store.drafts.create(content);
  let lost = 0;
  line.behave(({ path }) => {
    if (!path.includes('/sync/push') || lost === 3) return undefined;
    lost += 1;
    return { kind: 'lost-answer' };
  });
  await until('it is sent', () => {
    ha.engine.kick();
    return !ha.draft(code).waiting;
  });
  line.behave();
  expect(lost).toBe(3);
  const drafts = await office.backend.store
    .selectFrom('drafts')
    .selectAll()
    .where('code', '=', code)
    .execute();
  expect(drafts).toHaveLength(1);
  expect(drafts[0]?.version).toBe(1);
});

test('signing out sends what waits; without a line it ends in time and says what stays', async () => {
  const one = ha.store.drafts.create(content).code;
  expect((await ha.engine.drain(3000)).waiting).toBe(0);
  expect(ha.draft(one).waiting).toBe(false);
  line.pull();
  ha.store.drafts.create(content);
  expect((await ha.engine.drain(500)).waiting).toBe(1);
  await ha.engine.stop();
  line.plugIn();
  await ha.reopen();
  await ha.sync();
  expect(ha.engine.state().waiting).toBe(0);
});

test('a session that ends in the middle keeps everything and goes on after the password', async () => {
  const { code } = ha.store.drafts.create(content);
  await ha.sync();
  await office.backend.store.deleteFrom('sessions').where('username', '=', 'ktv.songlo').execute();
  ha.edit(code, (now) => ({ ...now, title: 'sau khi hết phiên' }));
  await until('the password is asked for', () => ha.engine.state().line === 'sign-in');
  expect(ha.engine.state().waiting).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(ha.engine.state().line).toBe('sign-in');
  await ha.signIn();
  await until('it goes on', () => ha.engine.state().line === 'live' && ha.engine.state().waiting === 0);
  await until('Lan sees it', () => lan.draft(code).content.title === 'sau khi hết phiên');
});

test('two machines without a line that start a dossier in one second both keep theirs, under two codes', async () => {
  const second = new Date('2027-03-01T02:00:00Z');
  const one = await office.machine('ktv.songlo', { now: () => second });
  const other = await office.machine('lan.songlo', { now: () => second });
  await one.sync();
  await other.sync();
  await Promise.all([one.engine.stop(), other.engine.stop()]);
  const first = one.store.drafts.create({ ...content, title: 'của Hà' });
  const late = other.store.drafts.create({ ...content, title: 'của Lan' });
  expect(late.code).toBe(first.code);
  await one.reopen();
  await one.sync();
  await other.reopen();
  await other.sync();
  await one.sync();
  expect(one.draft(first.code).content.title).toBe('của Hà');
  expect(other.draft(first.code).content.title).toBe('của Hà');
  const [notice] = other.store.notices.list().filter(({ kind }) => kind === 'recoded');
  expect(notice?.details['from']).toBe(first.code);
  const found = one.store.catalogue.list({ query: 'của Lan' });
  expect(found.dossiers.map(({ title }) => title)).toEqual(['của Lan']);
  expect(found.dossiers[0]?.code).toBe(notice?.details['code']);
});

test('a change that the server refuses is set aside with its reason, and the rest goes on', async () => {
  const { code } = ha.store.drafts.create(content);
  await ha.sync();
  // A draft that claims to mend a dossier which the server never had.
  const bad = ha.store.drafts.takeBack({
    code: code.replace(/\d{4}$/, '0007') as typeof code, // the same shape as a code that was parsed
    unitCode: '1001163',
    version: 3,
    status: 'TRA_LAI',
    content,
    documents: [],
    log: [],
    createdBy: 'ktv.songlo',
    updatedAt: new Date().toISOString(),
    note: '',
  });
  ha.edit(bad.code, (now) => ({ ...now, title: 'không có thật' }));
  ha.edit(code, (now) => ({ ...now, title: 'đi được' }));
  await ha.sync();
  expect(ha.engine.state()).toMatchObject({ waiting: 0, setAside: 1 });
  expect(ha.draft(bad.code).setAside?.code).toBe('VERSION_UNKNOWN');
  await lan.sync();
  expect(lan.draft(code).content.title).toBe('đi được');
  const [change] = ha.engine.queue();
  expect(change).toMatchObject({ state: 'set-aside', failure: { code: 'VERSION_UNKNOWN' } });
  ha.store.outbox.discard(change!.sequence);
  expect(ha.engine.state().setAside).toBe(0);
});
