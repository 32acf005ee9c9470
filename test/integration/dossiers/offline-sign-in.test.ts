import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { freeTries } from '#main/session/offline-attempts.ts';
import { accountants, draftDossier, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';

let unit: BudgetUnit;
let lan: ReturnType<typeof accountants>[0];
let minh: ReturnType<typeof accountants>[1];
beforeAll(async () => {
  unit = await startBudgetUnit();
  [lan, minh] = accountants(unit.backend);
});
afterAll(() => unit.close());

const credentials = ({ username, password }: { readonly username: string; readonly password: string }) => ({
  username,
  password,
});

it('tells a person who was never on this machine to come online first', async () => {
  const core = await unit.signIn(lan, 'known');
  await core.call('session.signOut', {});
  await unit.stopBackend();
  try {
    await expect(core.call('session.signIn', credentials(minh))).rejects.toThrow('OFFLINE_UNKNOWN_PERSON');
    expect(await core.call('session.signIn', credentials(lan))).toMatchObject({ offline: true });
    await core.call('session.signOut', {});
  } finally {
    await unit.startBackend();
  }
});

it('makes one who guesses passwords offline wait, and a restart gives no new tries', async () => {
  const clock = { time: Date.now() };
  const now = () => new Date(clock.time);
  const online = await unit.signIn(lan, 'guessed');
  await online.close();
  await unit.stopBackend();
  try {
    const core = await unit.start('guessed', { now });
    const guess = { username: lan.username, password: 'not the password' };
    for (let n = 0; n < freeTries; n += 1)
      await expect(core.call('session.signIn', guess)).rejects.toThrow('SIGN_IN_REFUSED');
    await expect(core.call('session.signIn', credentials(lan))).rejects.toThrow('TOO_MANY_ATTEMPTS');
    await core.close();
    const again = await unit.start('guessed', { now });
    await expect(again.call('session.signIn', credentials(lan))).rejects.toThrow('TOO_MANY_ATTEMPTS');
    clock.time += 61_000;
    expect(await again.call('session.signIn', credentials(lan))).toMatchObject({ offline: true });
    await again.close();
  } finally {
    await unit.startBackend();
  }
});

it('keeps the drafts open when the server has ended the session, and goes on after the password', async () => {
  const core = await unit.signIn(lan, 'ended');
  const draft = await draftDossier(core);
  await core.call('sync.now', {});
  // The server forgets every session of hers.
  await unit.backend.store.deleteFrom('sessions').where('username', '=', lan.username).execute();
  const saved = await core.call('drafts.save', {
    code: draft.code,
    baseVersion: draft.version,
    content: { ...draft.content, title: 'Viết sau khi hết phiên' },
  });
  expect(await core.call('sync.now', {})).toMatchObject({ line: 'sign-in', waiting: 1 });
  expect(await core.call('session.current', {})).toMatchObject({
    user: { username: lan.username },
    offline: true,
  });
  await expect(core.call('dossiers.forward', { code: draft.code })).rejects.toThrow('SESSION_REQUIRED');
  expect((await core.call('dossiers.get', { code: draft.code })).version).toBe(saved.version);

  await expect(
    core.call('session.signIn', { username: lan.username, password: 'not the password' }),
  ).rejects.toThrow('SIGN_IN_REFUSED');
  expect((await core.call('dossiers.get', { code: draft.code })).title).toBe('Viết sau khi hết phiên');
  const heard: CoreEvent[] = [];
  core.subscribe((event) => heard.push(event));
  expect((await core.call('session.signIn', credentials(lan))).offline).toBeUndefined();
  expect(await core.call('sync.now', {})).toMatchObject({ line: 'live', waiting: 0 });
  await expect.poll(() => heard.map(({ name }) => name)).toContain('sync.changed');
  const elsewhere = await unit.signIn(minh, 'reader');
  expect((await elsewhere.call('dossiers.get', { code: draft.code })).title).toBe('Viết sau khi hết phiên');
});

it('asks for the password when the last session has ended while the person worked offline', async () => {
  const before = await unit.signIn(lan, 'expired');
  await before.close();
  await unit.stopBackend();
  const core = await unit.start('expired');
  await core.call('session.signIn', credentials(lan));
  const { code } = await draftDossier(core);
  await unit.startBackend();
  await unit.backend.store.deleteFrom('sessions').where('username', '=', lan.username).execute();
  expect(await core.call('sync.now', {})).toMatchObject({ line: 'sign-in', waiting: 1 });
  await core.call('session.signIn', credentials(lan));
  expect(await core.call('sync.now', {})).toMatchObject({ line: 'live', waiting: 0 });
  expect((await core.call('dossiers.get', { code })).draft?.waiting).toBe(false);
});

it('opens no store whose key is not here, online or offline', async () => {
  // A folder of its own: the unit's machines are given their key.
  const options = { ...(await unit.machine('locked')), dataFolder: join(unit.folder, 'desktop-locked-anew') };
  const { createCore } = await import('#main/core/core.ts');
  const core = await createCore({ ...options, storeKey: { kind: 'passphrase' } });
  try {
    expect(await core.call('store.key', {})).toMatchObject({ state: 'passphrase-new' });
    await expect(core.call('session.signIn', credentials(lan))).rejects.toThrow('STORE_LOCKED');
    expect(await core.call('session.current', {})).toEqual({ user: null });
    await core.call('store.unlock', { passphrase: 'một câu đủ dài' });
    expect((await core.call('session.signIn', credentials(lan))).user.username).toBe(lan.username);
  } finally {
    await core.close();
  }
});

it('erases a person’s store when the Treasury has revoked them, and tells how much was unsent', async () => {
  const core = await unit.signIn(minh, 'revoked');
  const { code } = await draftDossier(core);
  await core.call('sync.now', {});
  const ended = new Promise<CoreEvent>((resolve) => {
    core.subscribe((event) => {
      if (event.name === 'session.ended') resolve(event);
    });
  });
  const officer = new BackendClient(unit.backend.url);
  const account = accountOf(unit.backend, 'KBNN');
  await officer.signIn(account.username, account.password);
  const answer = await fetch(`${unit.backend.url}/api/v1/officer/people/${minh.username}/revoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${officer.token ?? ''}` },
  });
  expect(answer.status).toBe(204);
  const event = await ended;
  expect(event.payload).toMatchObject({ failure: { code: 'ACCESS_REVOKED', details: { unsent: 0 } } });
  expect(JSON.stringify(event)).not.toContain('proof');
  expect(await core.call('session.current', {})).toEqual({ user: null });
  await expect(core.call('dossiers.get', { code })).rejects.toThrow('SESSION_REQUIRED');
  const refused = await core.call('session.signIn', credentials(minh)).catch((cause: unknown) => cause);
  expect(String(refused)).toContain('ACCESS_REVOKED');
  expect(JSON.stringify(refused)).not.toContain('proof');
});

it('gives no new tries to one who deletes the file in which they are counted', async () => {
  const online = await unit.signIn(lan, 'deleted-count');
  await online.close();
  await unit.stopBackend();
  try {
    const core = await unit.start('deleted-count');
    const stores = join((await unit.machine('deleted-count')).dataFolder, 'stores');
    const [store = ''] = readdirSync(stores);
    const guess = { username: lan.username, password: 'not the password' };
    for (let n = 0; n < freeTries; n += 1) {
      await expect(core.call('session.signIn', guess)).rejects.toThrow('SIGN_IN_REFUSED');
      rmSync(join(stores, store, 'sign-in-attempts.json'));
    }
    await expect(core.call('session.signIn', credentials(lan))).rejects.toThrow('TOO_MANY_ATTEMPTS');
    await core.close();
  } finally {
    await unit.startBackend();
  }
});
