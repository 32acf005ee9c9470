import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { savedAt } from '#shared/domain/dossiers/code.ts';
import { registrationCodeSchema } from '#shared/domain/registration/registration.ts';
import { atServer, declare, openDesk, save, schoolOf, send, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
beforeEach(() => {
  desk.line.plugIn();
  desk.line.behave();
});
afterAll(() => desk.close());

const unitOf = (view: { readonly unitCode: string }) => atServer(desk, view.unitCode);

it('gives the code and sends at once when there is a line', async () => {
  const core = await desk.start('online');
  const declared = await declare(core);
  expect(declared.issues.filter(({ blocking }) => blocking)).toEqual([]);
  const saved = await send(core, declared);
  expect(saved.saved.state).toBe('sent');
  expect(saved).toMatchObject({ status: 'CHO_HOAN_THIEN', version: 1, missing: 3 });
  expect(saved.code).toMatch(new RegExp(`^${declared.unitCode}\\d{12}$`));
  expect(saved.log.map(({ status }) => status)).toEqual(['CHO_HOAN_THIEN']);
  // Pressed once more, nothing is asked of the members a second time.
  expect((await save(core, saved)).version).toBe(1);
  expect((await core.call('registrations.get', { id: saved.id })).asOf).toBeUndefined();
});

it('declares without a line, is closed, and sends once after the restart when the line is back', async () => {
  desk.line.pull();
  const core = await desk.start('offline');
  const queued = await save(core, await declare(core));
  expect(queued.saved).toMatchObject({ state: 'queued', failure: { code: 'BACKEND_UNREACHABLE' } });
  expect(queued.status).toBe('DANG_KE_KHAI');
  await core.close();

  desk.line.plugIn();
  const again = await desk.start('offline');
  await expect
    .poll(async () => (await again.call('registrations.get', { id: queued.id })).saved.state)
    .toBe('sent');
  expect(await unitOf(queued)).toMatchObject([{ code: queued.code, version: 1, status: 'CHO_HOAN_THIEN' }]);
});

it('says of what is edited after a Lưu without a line that the earlier Lưu still waits', async () => {
  desk.line.pull();
  const core = await desk.start('edited while queued');
  const queued = await save(core, await declare(core));
  const { id, revision: baseRevision, content } = queued;
  const unit = { ...content.unit, fax: '02103812345' };
  const edited = await core.call('registrations.keep', { id, baseRevision, content: { ...content, unit } });
  expect(edited.saved).toEqual({ state: 'edited', waitingSince: expect.any(String) as string });
  desk.line.plugIn();
  const sent = await send(core, edited);
  expect(sent.content.unit.fax).toBe('02103812345');
  expect((await core.call('registrations.list', {})).offline).toBeUndefined();
});

it('tells in the list that the server cannot be reached, though nobody is signed in', async () => {
  let ahead = 0;
  const core = await desk.start('list without a line', {}, () => new Date(Date.now() + ahead));
  await send(core, await declare(core));
  expect((await core.call('registrations.list', {})).offline).toBeUndefined();
  desk.line.pull();
  ahead = 60_000;
  const listed = await core.call('registrations.list', {});
  expect(listed.offline?.code).toBe('BACKEND_UNREACHABLE');
  expect(listed.registrations).toHaveLength(1);
});

it('asks with the same request after a lost answer: one dossier, one version', async () => {
  let lost = 0;
  desk.line.behave(({ method }) => {
    if (method !== 'PUT' || lost > 0) return undefined;
    lost += 1;
    return { kind: 'lost-answer' };
  });
  const core = await desk.start('lost');
  const queued = await save(core, await declare(core));
  expect(lost).toBe(1);
  expect(queued.saved.state).toBe('queued');
  expect(await unitOf(queued)).toMatchObject([{ code: queued.code, version: 1 }]);
  const sent = await send(core, queued);
  expect(sent).toMatchObject({ code: queued.code, version: 1, saved: { state: 'sent' } });
  expect(await unitOf(queued)).toHaveLength(1);
});

it('sends what was edited and saved while the first request was unanswered, as the next version', async () => {
  let lost = 0;
  desk.line.behave(({ method }) =>
    method === 'PUT' && (lost += 1) === 1 ? { kind: 'lost-answer' } : undefined,
  );
  const core = await desk.start('edited');
  const queued = await save(core, await declare(core));
  const content = { ...queued.content, unit: { ...queued.content.unit, address: 'Số 14 đường Lê Lợi' } };
  const edited = await core.call('registrations.keep', {
    id: queued.id,
    baseRevision: queued.revision,
    content,
  });
  expect(edited.saved.state).toBe('edited');
  const sent = await send(core, edited);
  expect(sent).toMatchObject({ version: 2, saved: { state: 'sent' } });
  expect(sent.content.unit.address).toBe('Số 14 đường Lê Lợi');
  expect(await unitOf(queued)).toMatchObject([{ version: 2 }]);
});

it('keeps what the server refuses, says why, and sends it once it is mended', async () => {
  const core = await desk.start('refused');
  // The demo's unit, which has its people.
  const registered = '1001163';
  const second = await send(core, await declare(core, schoolOf(registered)));
  expect(second.saved).toMatchObject({ state: 'refused', failure: { code: 'UNIT_REGISTERED' } });
  expect(second.actions).toContain('delete');
  expect(second.content.unit.unitCode).toBe(registered);
  const other = schoolOf();
  const mended = await core.call('registrations.keep', {
    id: second.id,
    baseRevision: second.revision,
    content: other,
  });
  const sent = await send(core, mended);
  expect(sent.saved.state).toBe('sent');
  expect(sent.code?.startsWith(other.unit.unitCode)).toBe(true);
});

it('refuses “Lưu” of an incomplete dossier and of one that another window has changed', async () => {
  const core = await desk.start('windows');
  const created = await core.call('registrations.create', { kind: 'first' });
  await expect(save(core, created)).rejects.toThrow('REGISTRATION_INCOMPLETE');
  const keep = (phone: string) =>
    core.call('registrations.keep', {
      id: created.id,
      baseRevision: created.revision,
      content: { ...created.content, unit: { ...created.content.unit, phone } },
    });
  const both = await Promise.allSettled([keep('0225111'), keep('0225222')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(save(core, created)).rejects.toThrow('DOSSIER_CONFLICT');
  const { content } = await core.call('registrations.get', { id: created.id });
  expect(['0225111', '0225222']).toContain(content.unit.phone);
});

it('takes the next second when another machine has the code, and the server’s when its own clock is wrong', async () => {
  const at = new Date();
  const core = await desk.start('taken', {}, () => at);
  const others = await desk.start('taken-by', {}, () => at);
  const first = await send(others, await declare(others));
  // Long forgotten, so that the unit may be registered anew; its code stays its own.
  await desk.backend.store
    .updateTable('registrations')
    .set({ updated_at: '2020-01-01T00:00:00.000Z' })
    .where('code', '=', first.code ?? '')
    .execute();
  const saved = await send(core, await declare(core, schoolOf(first.unitCode)));
  expect(saved.saved.state).toBe('sent');
  expect(Number(saved.code?.slice(-2)) % 60).toBe((Number(first.code?.slice(-2)) + 1) % 60);
  expect(await unitOf(first)).toHaveLength(2);

  const ahead = await desk.start('ahead', {}, () => new Date(Date.now() + 40 * 86_400_000));
  const corrected = await send(ahead, await declare(ahead));
  expect(corrected.saved.state).toBe('sent');
  const code = registrationCodeSchema.parse(corrected.code);
  expect(Math.abs(savedAt(code).getTime() - Date.now())).toBeLessThan(60_000);
});

it('becomes the newest version after a conflict, and keeps what was typed as a dossier of its own', async () => {
  const core = await desk.start('conflict');
  const saved = await send(core, await declare(core));
  await desk.backend.store
    .updateTable('registrations')
    .set({ version: 2 })
    .where('code', '=', saved.code ?? '')
    .execute();
  const mine = { ...saved.content, unit: { ...saved.content.unit, fax: '0225999999' } };
  const kept = await core.call('registrations.keep', {
    id: saved.id,
    baseRevision: saved.revision,
    content: mine,
  });
  const refused = await send(core, kept);
  expect(refused.saved).toMatchObject({ state: 'refused', failure: { code: 'REGISTRATION_CONFLICT' } });
  expect(refused).toMatchObject({ version: 2, content: { unit: { fax: '' } } });
  const { registrations } = await core.call('registrations.list', {});
  const aside = registrations.find(({ id }) => id !== saved.id);
  const copy = await core.call('registrations.get', { id: aside?.id ?? '' });
  expect(copy).toMatchObject({ status: 'DANG_KE_KHAI', content: { unit: { fax: '0225999999' } } });
  expect((await core.call('registrations.get', { id: saved.id })).saved.state).toBe('refused');
});
