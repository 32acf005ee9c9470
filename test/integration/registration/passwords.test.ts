import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Core } from '#shared/contract/ipc.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { openDesk, type Desk } from './desk.ts';

const own = 'bốn con mèo đọc báo';
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
beforeEach(() => desk.line.behave());
afterAll(() => desk.close());

/** The person's password becomes a one-time one, as after a letter of the Treasury’s. */
async function newcomer(role: 'KTV' | 'KTT' | 'CTK' | 'KBNN') {
  const account = accountOf(desk.backend, role);
  await desk.backend.store
    .updateTable('people')
    .set({ must_change_password: 1 })
    .where('username', '=', account.username)
    .execute();
  return account;
}

const stores = (machine: string) => {
  try {
    return readdirSync(join(desk.folder, machine, 'stores'));
  } catch {
    return [];
  }
};

const signIn = (core: Core, username: string, password: string) =>
  core.call('session.signIn', { username, password });

/** Answers to the change of a password are lost, the first `count` of them. */
function loseAnswers(count: number): void {
  let lost = 0;
  desk.line.behave(({ path }) => {
    if (!path.endsWith('/me/password') || lost >= count) return undefined;
    lost += 1;
    return { kind: 'lost-answer' };
  });
}

it('opens nothing for who comes with a one-time password until they have their own', async () => {
  const { username, password } = await newcomer('KTV');
  const core = await desk.start('first');
  const { user } = await signIn(core, username, password);
  expect(user).toMatchObject({ username, mustChangePassword: true });
  expect((await core.call('session.current', {})).user).toMatchObject({ username, mustChangePassword: true });
  await expect(core.call('drafts.create', {})).rejects.toThrow('PASSWORD_CHANGE_REQUIRED');
  await expect(core.call('dossiers.list', {})).rejects.toThrow('PASSWORD_CHANGE_REQUIRED');
  expect(stores('first')).toEqual([]);

  const change = (current: string, next: string) => core.call('session.changePassword', { current, next });
  await expect(change('sai mật khẩu', own)).rejects.toThrow('PASSWORD_WRONG');
  await expect(change(password, 'ngắn')).rejects.toThrow('PASSWORD_WEAK');
  await expect(change(password, password)).rejects.toThrow('PASSWORD_SAME');
  // Typed by another keyboard program: the same letters in other bytes.
  const changed = await change(password, own.normalize('NFD'));
  expect(changed.user).toMatchObject({ username });
  expect(changed.user.mustChangePassword).toBeUndefined();
  const current = await core.call('session.current', {});
  expect(current.user?.mustChangePassword).toBeUndefined();
  expect(current.device).toBeDefined();
  await core.call('drafts.create', {});
  await core.call('session.signOut', {});

  desk.line.pull();
  try {
    await expect(signIn(core, username, password)).rejects.toThrow('SIGN_IN_REFUSED');
    expect(await signIn(core, username, own)).toMatchObject({ offline: true });
  } finally {
    desk.line.plugIn();
  }
});

it('goes on with the new password when the answer to its change was lost', async () => {
  const { username, password } = await newcomer('CTK');
  const core = await desk.start('lost-first');
  await signIn(core, username, password);
  loseAnswers(1);
  const passwords = { current: password, next: own };
  await expect(core.call('session.changePassword', passwords)).rejects.toThrow('BACKEND_UNREACHABLE');
  expect((await core.call('session.current', {})).user?.mustChangePassword).toBe(true);
  const { user } = await core.call('session.changePassword', passwords);
  expect(user.mustChangePassword).toBeUndefined();
  await core.call('session.signOut', {});
  await signIn(core, username, own);
});

it('changes a password later, also for the sign-in without a line, and ends the other sessions', async () => {
  const { username, password } = accountOf(desk.backend, 'KTT');
  const core = await desk.start('later');
  const elsewhere = await desk.start('elsewhere');
  await signIn(core, username, password);
  await signIn(elsewhere, username, password);
  await core.call('session.changePassword', { current: password, next: own });
  expect((await core.call('dossiers.list', {})).offline).toBeUndefined();
  await expect(
    elsewhere.call('documents.read', { code: '1001163260102030405', documentId: 'x' }),
  ).rejects.toThrow('SESSION_REQUIRED');
  await core.call('session.signOut', {});
  desk.line.pull();
  try {
    await expect(signIn(core, username, password)).rejects.toThrow('SIGN_IN_REFUSED');
    await signIn(core, username, own);
  } finally {
    desk.line.plugIn();
  }
});

it('asks an officer for a password of their own too, and lets who does not want to leave', async () => {
  const { username, password } = await newcomer('KBNN');
  const core = await desk.start('officer');
  await signIn(core, username, password);
  await core.call('session.signOut', {});
  expect((await core.call('session.current', {})).user).toBeNull();
  await expect(core.call('session.changePassword', { current: password, next: own })).rejects.toThrow(
    'SESSION_REQUIRED',
  );
  await signIn(core, username, password);
  expect((await core.call('session.changePassword', { current: password, next: own })).user.role).toBe(
    'KBNN',
  );
  expect((await core.call('session.current', {})).user).toMatchObject({ username, role: 'KBNN' });
});

it('writes no password anywhere', () => {
  for (const machine of ['first', 'lost-first', 'later', 'officer']) {
    const folder = join(desk.folder, machine);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(1);
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name));
      for (const form of ['NFC', 'NFD']) expect(bytes.includes(own.normalize(form)), name).toBe(false);
    }
  }
});
