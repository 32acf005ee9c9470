import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CoreOptions } from '#main/core/options.ts';
import { giveKey } from '#main/store-key/given-key.ts';
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

it('saves once when it is killed between “Lưu” and the answer', async () => {
  const dataFolder = join(desk.folder, 'killed');
  const options: CoreOptions = {
    dataFolder,
    backendUrl: desk.line.url,
    modules: [],
    shell: 'cli',
    policy: 'compat',
    storeKey: await giveKey(dataFolder),
  };
  const content = schoolOf();
  desk.line.behave(({ method }) => (method === 'PUT' ? { kind: 'late-answer', ms: 60_000 } : undefined));
  const program = new URL('declaring-client.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, JSON.stringify(options), JSON.stringify(content)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString('utf8')));
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_code, signal) => resolve(signal)),
  );
  await expect.poll(() => atServer(desk, content.unit.unitCode), { timeout: 30_000 }).toHaveLength(1);
  child.kill('SIGKILL');
  expect(await ended, said).toBe('SIGKILL');

  desk.line.behave();
  const again = await desk.start('killed');
  const [listed] = (await again.call('registrations.list', {})).registrations;
  await expect
    .poll(async () => (await again.call('registrations.get', { id: listed?.id ?? '' })).saved.state)
    .toBe('sent');
  expect(await atServer(desk, content.unit.unitCode)).toMatchObject([{ code: listed?.code, version: 1 }]);
});

it('says that the store is locked until its passphrase is there, and then sends what waited', async () => {
  const storeKey = { kind: 'passphrase' } as const;
  const passphrase = 'bốn từ không liên quan 7';
  const first = await desk.start('locked', { storeKey });
  await expect(first.call('registrations.create', { kind: 'first' })).rejects.toThrow('STORE_LOCKED');
  await first.call('store.unlock', { passphrase });
  desk.line.pull();
  const queued = await save(first, await declare(first));
  expect(queued.saved.state).toBe('queued');
  await first.close();

  desk.line.plugIn();
  const again = await desk.start('locked', { storeKey });
  await expect(again.call('registrations.list', {})).rejects.toThrow('STORE_LOCKED');
  expect(await atServer(desk, queued.unitCode)).toEqual([]);
  await again.call('store.unlock', { passphrase });
  await expect.poll(() => atServer(desk, queued.unitCode)).toMatchObject([{ code: queued.code, version: 1 }]);
});

it('shows what was declared before anybody signed in to who signs in, and after they have left', async () => {
  const core = await desk.start('signed-in');
  const declared = await send(core, await declare(core));
  const [account] = (desk.backend.demo?.accounts ?? []).filter(({ role }) => role === 'KTV');
  await core.call('session.signIn', {
    username: account?.username ?? '',
    password: account?.password ?? '',
  });
  const change = await core.call('registrations.create', { kind: 'change' });
  const listed = async () => (await core.call('registrations.list', {})).registrations.map(({ id }) => id);
  expect((await listed()).toSorted()).toEqual([declared.id, change.id].toSorted());
  // Of another unit than hers: what may be done with it is its author's secret's to say.
  expect((await core.call('registrations.get', { id: declared.id })).access).toBe('author');
  await core.call('session.signOut', {});
  expect(await listed()).toEqual([declared.id]);
  await expect(core.call('registrations.get', { id: change.id })).rejects.toThrow('REGISTRATION_NOT_FOUND');
});

it('deletes what the server does not have, brings it back, and keeps what the server has', async () => {
  const core = await desk.start('deleting');
  const declared = await declare(core);
  await core.call('registrations.delete', { id: declared.id });
  expect((await core.call('registrations.list', {})).registrations).toEqual([]);
  await expect(core.call('registrations.get', { id: declared.id })).rejects.toThrow('REGISTRATION_NOT_FOUND');
  const back = await core.call('registrations.restore', { id: declared.id });
  expect(back.content).toEqual(declared.content);
  const saved = await send(core, back);
  await expect(core.call('registrations.delete', { id: saved.id })).rejects.toThrow('REGISTRATION_STATE');
});

it('prints the declarations as they would be, and no mobile one that was not asked for', async () => {
  const core = await desk.start('printing');
  const declared = await declare(core);
  const read = (documentId: 'hoso' | 'tokhai' | 'tokhaididong') =>
    core.call('registrations.document', { id: declared.id, documentId });
  for (const id of ['tokhai', 'tokhaididong'] as const) {
    const { mediaType, base64 } = await read(id);
    expect(mediaType).toBe('application/pdf');
    expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  }
  await expect(read('hoso')).rejects.toThrow('REGISTRATION_STATE');
  await core.call('registrations.keep', {
    id: declared.id,
    baseRevision: declared.revision,
    content: { ...declared.content, services: ['SPENDING_CONTROL'] },
  });
  await expect(read('tokhaididong')).rejects.toThrow('REGISTRATION_NOT_FOUND');
});

it('copies a rejected dossier with other ids and without certificates, and tells the server of what', async () => {
  const core = await desk.start('copying');
  const saved = await send(core, await declare(core));
  await desk.backend.store
    .updateTable('registrations')
    .set({ status: 'KBNN_TU_CHOI', note: 'Thiếu quyết định bổ nhiệm', updated_at: new Date().toISOString() })
    .where('code', '=', saved.code ?? '')
    .execute();
  const rejected = await core.call('registrations.get', { id: saved.id });
  expect(rejected).toMatchObject({ status: 'KBNN_TU_CHOI', note: 'Thiếu quyết định bổ nhiệm', issues: [] });
  expect(rejected.actions).toEqual(['copy', 'print']);
  const copy = await core.call('registrations.copy', { id: saved.id });
  const copiedFrom = { code: saved.code, note: 'Thiếu quyết định bổ nhiệm' };
  expect(copy).toMatchObject({ status: 'DANG_KE_KHAI', saved: { state: 'edited' }, copiedFrom });
  const ids = ({ content }: typeof copy) =>
    [...content.accounts, ...content.projects, ...content.members].map(({ id }) => id);
  expect(ids(copy).filter((id) => ids(rejected).includes(id))).toEqual([]);
  const sent = await send(core, copy);
  expect(sent.saved.state).toBe('sent');
  const row = await desk.backend.store
    .selectFrom('registrations')
    .select('copied_from')
    .where('code', '=', sent.code ?? '')
    .executeTakeFirst();
  expect(row?.copied_from).toBe(saved.code);
  const { registrations } = await core.call('registrations.list', { query: 'bo nhiem' });
  expect(registrations.map(({ id }) => id)).toEqual([saved.id]);
  const byStatus = await core.call('registrations.list', { status: 'CHO_HOAN_THIEN' });
  expect(byStatus.registrations.map(({ id }) => id)).toEqual([sent.id]);
});

it('hears by the list alone that KBNN has rejected what was declared without an account', async () => {
  let ahead = 0;
  const core = await desk.start('listing', {}, () => new Date(Date.now() + ahead));
  const saved = await send(core, await declare(core));
  const rejected = { status: 'KBNN_TU_CHOI', note: 'Sai mã chương' } as const;
  await desk.backend.store
    .updateTable('registrations')
    .set({ ...rejected, updated_at: new Date().toISOString() })
    .where('code', '=', saved.code ?? '')
    .execute();
  ahead = 60_000;
  await expect
    .poll(async () => (await core.call('registrations.list', {})).registrations)
    .toMatchObject([{ id: saved.id, ...rejected }]);
});
