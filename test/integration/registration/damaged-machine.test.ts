import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { declare, openDesk, schoolOf, send, type Desk } from './desk.ts';
import { linkTo, memberOf } from './signing-unit.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
beforeEach(() => desk.line.behave());
afterAll(() => desk.close());

it('goes on with the dossiers of the machine after their store was damaged, and keeps it aside', async () => {
  const first = await desk.start('damaged');
  const views = [];
  for (let count = 0; count < 12; count += 1) views.push(await declare(first, schoolOf()));
  await first.close();
  const folder = join(desk.folder, 'damaged', 'stores', 'machine');
  const file = join(folder, 'store.sqlite');
  const handle = openSync(file, 'r+');
  const from = Math.floor(statSync(file).size / 8192) * 4096;
  writeSync(handle, Buffer.alloc(4 * 4096, 0x5a), 0, undefined, from);
  closeSync(handle);
  const core = await desk.start('damaged');
  const ids = async () => (await core.call('registrations.list', {})).registrations.map(({ id }) => id);
  // Whoever finds it may be told so; the next call stands on what could be read. Where the damaged pages belong to an
  // index, a writer is the first who finds it.
  const told = (cause: unknown) => {
    expect(cause).toBeInstanceOf(DvcttError);
    expect(cause).toMatchObject({ code: 'STORE_DAMAGED' });
    return undefined;
  };
  for (let turn = 0; turn < 3; turn += 1) await ids().catch(told);
  const declared = (await declare(core, schoolOf()).catch(told)) ?? (await declare(core, schoolOf()));
  const left = (await ids()).filter((id) => id !== declared.id);
  expect(views.map(({ id }) => id)).toEqual(expect.arrayContaining(left));
  const anew = await send(core, declared);
  expect(anew.saved.state).toBe('sent');
  await core.close();
  const again = await desk.start('damaged');
  const { registrations } = await again.call('registrations.list', {});
  expect(registrations.map(({ id }) => id).toSorted()).toEqual([...left, anew.id].toSorted());
  expect(readdirSync(folder).some((name) => name.startsWith('damaged-'))).toBe(true);
  expect(left.length).toBeGreaterThan(0);
});

it('sends one new letter though the answer was lost, and lets nobody ask for it by a letter', async () => {
  const core = await desk.start('resending');
  const content = schoolOf();
  const ktt = memberOf(content, 'KTT');
  const { id } = await send(core, await declare(core, content));
  const text = await linkTo(desk, ktt.email);
  let posts = 0;
  desk.line.behave(({ method }) => {
    if (method !== 'POST') return undefined;
    posts += 1;
    return posts === 1 ? { kind: 'lost-answer' } : undefined;
  });
  const resend = () => core.call('registrations.resend', { id, memberId: ktt.id });
  await expect(resend()).rejects.toThrow('BACKEND_UNREACHABLE');
  const after = await resend();
  expect(posts).toBe(2);
  expect(after.confirmations.find(({ memberId }) => memberId === ktt.id)?.state).toBe('waiting');
  await expect(core.call('links.open', { text })).rejects.toThrow('LINK_REPLACED');
  const opened = await core.call('links.open', { text: await linkTo(desk, ktt.email) });
  await expect(core.call('registrations.resend', { id: opened.id, memberId: ktt.id })).rejects.toThrow(
    'REGISTRATION_STATE',
  );
});
