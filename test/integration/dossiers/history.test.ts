import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { accountants, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';

let unit: BudgetUnit;
beforeAll(async () => {
  unit = await startBudgetUnit();
});
afterAll(() => unit.close());

async function title(core: Core, code: DossierCode, text: string): Promise<void> {
  const { version, content } = await core.call('dossiers.get', { code });
  await core.call('drafts.save', { code, baseVersion: version, content: { ...content, title: text } });
  await core.call('sync.now', {});
}

async function story(core: Core, code: DossierCode): Promise<readonly (readonly [string, string])[]> {
  const { versions } = await core.call('drafts.history', { code });
  return Promise.all(
    versions.map(async ({ id, by }) => {
      const { content } = await core.call('drafts.version', { code, versionId: id });
      return [by, content.title] as const;
    }),
  );
}

it('tells both accountants who wrote what, newest first and each version once', async () => {
  const [lan, minh] = accountants(unit.backend);
  const one = await unit.signIn(lan, 'story-one');
  const two = await unit.signIn(minh, 'story-two');
  const { code } = await one.call('drafts.create', {});
  await title(one, code, 'Một');
  await expect.poll(async () => (await two.call('dossiers.list', { query: 'Một' })).found).toBe(1);
  await title(two, code, 'Hai');
  await expect.poll(async () => (await one.call('dossiers.get', { code })).content.title).toBe('Hai');
  await title(one, code, 'Ba');
  await expect.poll(async () => (await two.call('dossiers.get', { code })).content.title).toBe('Ba');

  for (const core of [one, two]) {
    const told = await story(core, code);
    const titles = told.map(([, text]) => text).filter((text) => text !== '');
    expect(titles).toEqual(['Ba', 'Hai', 'Một']);
    expect(told.slice(0, 3).map(([by]) => by)).toEqual([lan.name, minh.name, lan.name]);
    const { versions, offline } = await core.call('drafts.history', { code });
    expect(offline).toBeUndefined();
    expect(versions.map(({ current }) => current)).toEqual(versions.map((_, index) => index === 0));
  }

  const old = (await two.call('drafts.history', { code })).versions[2];
  const shown = await two.call('drafts.version', { code, versionId: old?.id ?? '' });
  expect(shown.changes).toEqual([{ path: 'title', kind: 'set', before: 'Một', after: 'Ba' }]);
  expect((await two.call('drafts.restoreVersion', { code, versionId: old?.id ?? '' })).content.title).toBe(
    'Một',
  );
  await expect.poll(async () => (await one.call('dossiers.get', { code })).content.title).toBe('Một');
  const copy = await two.call('drafts.copyVersion', { code, versionId: old?.id ?? '' });
  expect(copy.code).not.toBe(code);
  expect(copy).toMatchObject({ title: 'Một', createdBy: minh.username });
});

it('undoes and redoes over a restart without a line, and says that the server’s versions are missing', async () => {
  const [lan] = accountants(unit.backend);
  const core = await unit.signIn(lan, 'undo');
  // Another second than the copy that the other test has just made elsewhere: one of two equal codes would be changed.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const { code } = await core.call('drafts.create', {});
  await title(core, code, 'Trước');
  await title(core, code, 'Sau');
  await unit.stopBackend();
  try {
    await core.close();
    const again = await unit.start('undo');
    await again.call('session.signIn', { username: lan.username, password: lan.password });
    const found = await again.call('dossiers.get', { code });
    expect(found.draft).toMatchObject({ canUndo: true, canRedo: false });
    const undone = await again.call('drafts.undo', { code });
    expect(undone.content.title).toBe('Trước');
    expect(undone.draft).toMatchObject({ canRedo: true, waiting: true });
    const { versions, offline } = await again.call('drafts.history', { code });
    expect(offline?.code).toBe('BACKEND_UNREACHABLE');
    expect(versions[0]).toMatchObject({ unsent: true, current: true });
    expect((await again.call('drafts.redo', { code })).content.title).toBe('Sau');
  } finally {
    await unit.startBackend();
  }
});

it('gives no version of a dossier that is not the unit’s, and none that does not exist', async () => {
  const core = await unit.signIn('KTV', 'versions');
  const { code } = await core.call('drafts.create', {});
  for (const versionId of ['local:999', 'server:999', 'server:0', 'elsewhere:1', 'local:../1'])
    await expect(core.call('drafts.version', { code, versionId })).rejects.toThrow(
      /DOSSIER_NOT_FOUND|REQUEST_INVALID/,
    );
});
