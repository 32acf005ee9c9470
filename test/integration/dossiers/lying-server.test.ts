import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { User } from '#shared/contract/ipc.ts';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { freeTries } from '#main/session/offline-attempts.ts';
import { accountants, draftDossier, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';
import { startLyingServer, type LyingServer } from '#test/support/lying-server.ts';

let unit: BudgetUnit;
let lan: ReturnType<typeof accountants>[0];
let minh: ReturnType<typeof accountants>[1];
let liar: LyingServer | undefined;
const wrongMark = createHash('sha256').update(randomBytes(32)).digest('hex');
beforeAll(async () => {
  unit = await startBudgetUnit();
  [lan, minh] = accountants(unit.backend);
});
afterAll(() => unit.close());
afterEach(async () => {
  await liar?.close();
  liar = undefined;
});

const credentials = ({ username, password }: { readonly username: string; readonly password: string }) => ({
  username,
  password,
});

/** A machine on which Lan has worked and signed out; answers her draft and how the server describes her. */
async function workedOn(machine: string): Promise<{ readonly code: string; readonly user: User }> {
  const core = await unit.signIn(lan, machine);
  const { code } = await draftDossier(core);
  await core.call('sync.now', {});
  const { user } = await core.call('session.current', {});
  await core.call('session.signOut', {});
  await core.close();
  if (user === null) throw new Error('nobody was signed in');
  return { code, user };
}

it('opens nobody’s drafts for a server that lets anybody in as them, and their own password still works', async () => {
  const { user } = await workedOn('lied-to');
  liar = await startLyingServer({ user, wipeMark: wrongMark });
  const core = await unit.start('lied-to', { backendUrl: liar.url });
  await expect(core.call('session.signIn', { username: lan.username, password: 'anything' })).rejects.toThrow(
    'SERVER_UNPROVED',
  );
  expect(await core.call('session.current', {})).toEqual({ user: null });
  await expect(core.call('dossiers.list', {})).rejects.toThrow('SESSION_REQUIRED');
  await core.close();

  await unit.stopBackend();
  try {
    const offline = await unit.start('lied-to');
    await expect(
      offline.call('session.signIn', { username: lan.username, password: 'anything' }),
    ).rejects.toThrow('SIGN_IN_REFUSED');
    expect(await offline.call('session.signIn', credentials(lan))).toMatchObject({ offline: true });
    await offline.close();
  } finally {
    await unit.startBackend();
  }
});

it('refuses a server that answers a sign-in with somebody else’s name', async () => {
  const { user } = await workedOn('renamed');
  liar = await startLyingServer({ user, wipeMark: wrongMark });
  const core = await unit.start('renamed', { backendUrl: liar.url });
  await expect(core.call('session.signIn', credentials(minh))).rejects.toThrow('BACKEND_ERROR');
  expect(await core.call('session.current', {})).toEqual({ user: null });
  await core.close();
});

it('lets nobody guess a password faster through a lying server than without a line', async () => {
  const { user } = await workedOn('guessed-by-liar');
  liar = await startLyingServer({ user });
  const core = await unit.start('guessed-by-liar', { backendUrl: liar.url });
  for (let n = 0; n < freeTries; n += 1)
    await expect(
      core.call('session.signIn', { username: lan.username, password: `guess ${n}` }),
    ).rejects.toThrow('SERVER_UNPROVED');
  await expect(core.call('session.signIn', credentials(lan))).rejects.toThrow('TOO_MANY_ATTEMPTS');
  await core.close();
});

it('lets a person in whose password was changed at the true server, and keeps the first mark for good', async () => {
  const { user } = await workedOn('changed-password');
  // A server with another mark, to which she gives her right password: let in, and it gains no power to wipe.
  const secret = randomBytes(32).toString('base64url');
  liar = await startLyingServer({ user, wipeMark: createHash('sha256').update(secret).digest('hex') });
  const there = await unit.start('changed-password', { backendUrl: liar.url });
  expect((await there.call('session.signIn', credentials(lan))).user.username).toBe(lan.username);
  await there.close();

  await unit.backend.registry.savePerson({
    username: lan.username,
    name: lan.name,
    role: 'KTV',
    unitCode: user.unitCode,
    treasuryCode: user.treasuryCode,
    identityNumber: '031192007788',
    password: 'Mật khẩu mới 1!',
  });
  const core = await unit.start('changed-password');
  const answer = await core.call('session.signIn', {
    username: lan.username,
    password: 'Mật khẩu mới 1!',
  });
  expect(answer).toEqual({ user: answer.user });
  expect(await new BackendClient(unit.backend.url).signIn(lan.username, 'Mật khẩu mới 1!')).toBeDefined();
  await core.close();
});
