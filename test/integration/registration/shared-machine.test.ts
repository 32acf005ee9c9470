import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { declare, openDesk, schoolOf, send, type Desk } from './desk.ts';
import { confirmAs, linkTo, memberOf } from './signing-unit.ts';

/** One machine in the corridor of a school, at which people open what letters bring them, and others sign in. */
let desk: Desk;
let office: Core;
let declared: RegistrationView;
const content = schoolOf();
const [ktv, ktt] = [memberOf(content, 'KTV'), memberOf(content, 'KTT')];
beforeAll(async () => {
  desk = await openDesk();
  office = await desk.start('office');
  declared = await send(office, await declare(office, content));
});
afterAll(() => desk.close());

async function signIn(core: Core): Promise<void> {
  const account = desk.backend.demo?.accounts.find(({ role }) => role === 'KTV');
  await core.call('session.signIn', {
    username: account?.username ?? '',
    password: account?.password ?? '',
  });
}
const listed = async (core: Core) =>
  (await core.call('registrations.list', {})).registrations.map(({ id }) => id);

it('shows what a link has opened to nobody of another unit who signs in, and lets them do nothing with it', async () => {
  const core = await desk.start('corridor');
  const text = await linkTo(desk, ktt.email);
  const { id } = await core.call('links.open', { text });
  expect(await listed(core)).toEqual([id]);
  await signIn(core);
  expect(await listed(core)).toEqual([]);
  for (const attempt of [
    core.call('registrations.get', { id }),
    core.call('registrations.confirm', { id }),
    core.call('registrations.decline', { id, note: 'không phải tôi' }),
    core.call('registrations.sign', { id, certificateId: 'a'.repeat(64), expected: {} }),
    core.call('registrations.document', { id, documentId: 'tokhai' }),
    core.call('registrations.verify', { id, documentId: 'tokhai' }),
    core.call('registrations.copy', { id }),
    core.call('registrations.delete', { id }),
    core.call('registrations.restore', { id }),
  ])
    await expect(attempt).rejects.toThrow('REGISTRATION_NOT_FOUND');
  // The letter itself is theirs who hold it: into their own store.
  const own = await core.call('links.open', { text });
  expect(own.id).not.toBe(id);
  await core.call('session.signOut', {});
  expect(await listed(core)).toEqual([id]);
});

it('takes what a link has opened off the machine, and brings it back by undoing or by the link', async () => {
  const core = await desk.start('taken-off');
  const text = await linkTo(desk, ktt.email);
  const { id } = await core.call('links.open', { text });
  await core.call('registrations.delete', { id });
  expect(await listed(core)).toEqual([]);
  await expect(core.call('registrations.get', { id })).rejects.toThrow('REGISTRATION_NOT_FOUND');
  const back = await core.call('registrations.restore', { id });
  expect(back).toMatchObject({ id, code: declared.code, memberId: ktt.id });
  expect(back.actions).toContain('confirm');
  await core.call('registrations.delete', { id });
  const opened = await core.call('links.open', { text });
  expect(opened.id).not.toBe(id);
  // Undone too late: it is here already.
  expect((await core.call('registrations.restore', { id })).id).toBe(opened.id);
  expect(await listed(core)).toEqual([opened.id]);
});

it('keeps nobody else’s data once a link is used', async () => {
  const core = await desk.start('used');
  const confirmed = await confirmAs(core, desk, { member: ktv });
  expect(confirmed.confirmations.find(({ memberId }) => memberId === ktv.id)?.state).toBe('confirmed');
  const others = content.members.filter(({ id }) => id !== ktv.id);
  for (const line of ['up', 'down'] as const) {
    if (line === 'down') desk.line.pull();
    const seen = await core.call('registrations.get', { id: confirmed.id });
    expect(seen.content.members.map(({ id }) => id)).toEqual([ktv.id]);
    expect(seen.confirmations.map(({ memberId }) => memberId)).toEqual([ktv.id]);
    for (const { identityNumber, email } of others)
      for (const theirs of [identityNumber, email]) expect(JSON.stringify(seen)).not.toContain(theirs);
    await expect(
      core.call('registrations.document', { id: confirmed.id, documentId: 'tokhai' }),
    ).rejects.toThrow('REGISTRATION_STATE');
  }
  desk.line.plugIn();
  expect(confirmed.actions).toEqual(['delete', 'print']);
  // Who declares has all of it still.
  expect((await office.call('registrations.get', { id: declared.id })).content.members).toHaveLength(
    content.members.length,
  );
});

it('opens no link for an officer, who has no dossiers at a machine', async () => {
  const core = await desk.start('officer');
  const officer = desk.backend.demo?.accounts.find(({ role }) => role === 'KBNN');
  const { username = '', password = '' } = officer ?? {};
  await core.call('session.signIn', { username, password });
  const text = await linkTo(desk, ktt.email);
  await expect(core.call('links.open', { text })).rejects.toThrow('ROLE_FORBIDDEN');
});
