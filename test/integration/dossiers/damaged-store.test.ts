import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyContent } from '#main/dossiers/view.ts';
import type { Core } from '#shared/contract/ipc.ts';
import { accountants, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';

let unit: BudgetUnit;
beforeAll(async () => {
  unit = await startBudgetUnit();
});
afterAll(() => unit.close());

const titles = async (core: Core) =>
  (await core.call('dossiers.list', { scope: 'all', limit: 1000 })).dossiers.map(({ title }) => title);

it('goes on with every draft when the store is damaged under the hands of the person', async () => {
  const [lan] = accountants(unit.backend);
  const first = await unit.signIn(lan, 'damaged');
  for (let at = 0; at < 60; at += 1) {
    const { code, version } = await first.call('drafts.create', {});
    await first.call('drafts.save', {
      code,
      baseVersion: version,
      content: { ...emptyContent, title: `Hồ sơ ${at}` },
    });
  }
  expect(await first.call('sync.now', {})).toMatchObject({ line: 'live', waiting: 0 });
  await first.close();

  const core = await unit.signIn(lan, 'damaged');
  const { dataFolder } = await unit.machine('damaged');
  const [store = ''] = readdirSync(join(dataFolder, 'stores'));
  overwriteBackHalf(join(dataFolder, 'stores', store, 'store.sqlite'));

  const met = await firstFailure(core);
  expect(met).toContain('STORE_DAMAGED');
  await expect
    .poll(async () => (await core.call('store.notices', {}).catch(() => ({ notices: [] }))).notices, {
      timeout: 20_000,
    })
    .toMatchObject([{ kind: 'recovered' }]);
  await core.call('sync.now', {});
  const expected = Array.from({ length: 60 }, (_, at) => `Hồ sơ ${at}`).sort();
  expect((await titles(core)).filter((title) => title.startsWith('Hồ sơ')).sort()).toEqual(expected);
  expect((await core.call('session.current', {})).user?.username).toBe(lan.username);
});

/** Reads until a damaged page is met. */
async function firstFailure(core: Core): Promise<string> {
  for (let round = 0; round < 20; round += 1) {
    try {
      for (const { code } of (await core.call('dossiers.list', { scope: 'all', limit: 1000 })).dossiers) {
        await core.call('drafts.history', { code });
      }
      await core.call('dossiers.list', { query: 'ho so' });
    } catch (thrown) {
      return String(thrown);
    }
  }
  return 'nothing was noticed';
}

function overwriteBackHalf(file: string): void {
  const { size } = statSync(file);
  const from = Math.ceil(size / 2 / 4096) * 4096;
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(size - from, 0x5a), 0, size - from, from);
  closeSync(handle);
}
