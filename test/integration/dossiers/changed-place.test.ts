import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Core } from '#shared/contract/ipc.ts';
import type { Role } from '#shared/domain/people/roles.ts';
import { accountants, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';

const otherUnit = '2002264';
const homeUnit = '1001163';
let unit: BudgetUnit;
let lan: ReturnType<typeof accountants>[0];
let minh: ReturnType<typeof accountants>[1];
beforeAll(async () => {
  unit = await startBudgetUnit();
  [lan, minh] = accountants(unit.backend);
  await unit.backend.registry.saveUnit({
    code: otherUnit,
    name: 'Trường tiểu học Bạch Đằng',
    address: 'Hải Phòng',
    chapter: '622',
    treasuryCode: '0064',
    accounts: [{ number: '9523.3.2002264', name: 'Chi thường xuyên' }],
  });
});
afterAll(() => unit.close());
beforeEach(() => move(homeUnit, 'KTV'));

/** The registry gives Minh another place of work. */
const move = (unitCode: string, role: Role) =>
  unit.backend.registry.savePerson({
    username: minh.username,
    name: minh.name,
    role,
    unitCode,
    treasuryCode: '0064',
    identityNumber: '031192007788',
    password: minh.password,
  });
const signIn = (core: Core) =>
  core.call('session.signIn', { username: minh.username, password: minh.password });
const synced = async (core: Core) => {
  await core.call('sync.now', {});
  await expect.poll(async () => (await core.call('sync.state', {})).line).toBe('live');
};
const titles = async (core: Core) =>
  (await core.call('dossiers.list', {})).dossiers.map(({ title }) => title);

async function write(core: Core, title: string): Promise<string> {
  const draft = await core.call('drafts.create', {});
  const content = { ...draft.content, title };
  await core.call('drafts.save', { code: draft.code, baseVersion: draft.version, content });
  return draft.code;
}

it('shows who changes to another unit nothing of the old one, all of the new one, and the old one again when back', async () => {
  const core = await unit.signIn(minh, 'moved');
  await write(core, 'Của Sông Lô');
  await synced(core);
  await core.call('session.signOut', {});

  await move(otherUnit, 'KTV');
  await signIn(core);
  await synced(core);
  expect(await titles(core)).toEqual([]);
  await write(core, 'Của Bạch Đằng');
  await synced(core);
  await core.call('session.signOut', {});

  await unit.stopBackend();
  try {
    expect(await signIn(core)).toMatchObject({ offline: true, user: { unitCode: otherUnit } });
    expect(await titles(core)).toEqual(['Của Bạch Đằng']);
    await core.call('session.signOut', {});
  } finally {
    await unit.startBackend();
  }

  await move(homeUnit, 'KTV');
  await signIn(core);
  await synced(core);
  expect(await titles(core)).toEqual(['Của Sông Lô']);
  await core.call('session.signOut', {});
});

it('moves who is at the desk when the password is asked for again to the new unit’s store', async () => {
  const core = await unit.signIn(minh, 'moved-at-work');
  await write(core, 'Chưa gửi ở Sông Lô');
  await move(otherUnit, 'KTV');
  await signIn(core);
  await synced(core);
  expect(await titles(core)).not.toContain('Chưa gửi ở Sông Lô');
  await write(core, 'Viết ở Bạch Đằng');
  expect(await titles(core)).toContain('Viết ở Bạch Đằng');
  await core.call('session.signOut', {});
});

it('shows and opens no drafts for who is no accountant any more, and has them all when they are one again', async () => {
  const core = await unit.signIn(minh, 'role');
  const code = await write(core, 'Bản nháp của kế toán viên');
  await synced(core);
  await unit.stopBackend();
  const offline = await write(core, 'Viết khi mất mạng');
  await core.close();
  await unit.startBackend();

  await move(homeUnit, 'KTT');
  const chief = await unit.start('role');
  await signIn(chief);
  await synced(chief);
  expect(await titles(chief)).toEqual([]);
  expect((await chief.call('dossiers.list', { query: 'nháp', scope: 'all' })).found).toBe(0);
  for (const hidden of [code, offline])
    await expect(chief.call('dossiers.get', { code: hidden })).rejects.toThrow('DOSSIER_NOT_FOUND');
  expect(await chief.call('sync.state', {})).toMatchObject({ waiting: 0, setAside: 0 });
  // What colleagues draft meanwhile is not for a chief accountant.
  const colleague = await unit.signIn(lan, 'colleague');
  await write(colleague, 'Của đồng nghiệp');
  await synced(colleague);
  await chief.call('sync.now', {});
  await chief.call('session.signOut', {});

  await move(homeUnit, 'KTV');
  await signIn(chief);
  await synced(chief);
  await expect
    .poll(async () => (await titles(chief)).toSorted())
    .toEqual(expect.arrayContaining(['Bản nháp của kế toán viên', 'Của đồng nghiệp', 'Viết khi mất mạng']));
  expect(await chief.call('sync.state', {})).toMatchObject({ waiting: 0, setAside: 0, conflicts: 0 });
  await colleague.call('sync.now', {});
  expect(await titles(colleague)).toContain('Viết khi mất mạng');
  await chief.close();
});

it('erases what a revoked person has on a machine of every unit they worked in', async () => {
  const core = await unit.signIn(minh, 'revoked');
  await write(core, 'Của Sông Lô');
  await synced(core);
  await core.call('session.signOut', {});
  await move(otherUnit, 'KTV');
  await signIn(core);
  await synced(core);
  await core.call('session.signOut', {});
  const stores = join((await unit.machine('revoked')).dataFolder, 'stores');
  expect(readdirSync(stores)).toHaveLength(2);
  await unit.backend.store
    .updateTable('people')
    .set({ revoked_at: new Date().toISOString() })
    .where('username', '=', minh.username)
    .execute();
  await expect(signIn(core)).rejects.toThrow('ACCESS_REVOKED');
  expect(readdirSync(stores)).toEqual([]);
  await core.close();
});
