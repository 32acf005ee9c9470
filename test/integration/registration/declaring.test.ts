import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Core } from '#shared/contract/ipc.ts';
import { giveKey } from '#main/store-key/given-key.ts';
import { createCore } from '#main/core/core.ts';

let folder: string;
const cores = new Set<Core>();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dvctt-declaring-'));
});
afterEach(async () => {
  for (const core of cores) await core.close();
  cores.clear();
  await rm(folder, { recursive: true });
});

async function start(): Promise<Core> {
  const core = await createCore({
    dataFolder: folder,
    // Nobody listens there: what is declared needs no server.
    backendUrl: 'http://127.0.0.1:9',
    modules: [],
    shell: 'cli',
    policy: 'compat',
    storeKey: await giveKey(folder),
  });
  cores.add(core);
  return core;
}

it('keeps every change at once, without a line and before anybody has an account, over a restart', async () => {
  const core = await start();
  expect(await core.call('registrations.list', {})).toEqual({ registrations: [] });
  const created = await core.call('registrations.create', { kind: 'first' });
  expect(created).toMatchObject({
    status: 'DANG_KE_KHAI',
    access: 'author',
    saved: { state: 'edited' },
    actions: ['edit', 'save', 'delete', 'copy', 'print'],
  });
  const unit = { ...created.content.unit, unitCode: '1001163', name: 'Trường THCS Sông Lô' };
  const kept = await core.call('registrations.keep', {
    id: created.id,
    baseRevision: created.revision,
    content: { ...created.content, unit },
  });
  expect(kept.revision).toBe(created.revision + 1);
  await core.close();
  cores.delete(core);

  const again = await start();
  const { registrations } = await again.call('registrations.list', { query: 'song lo' });
  expect(registrations).toMatchObject([{ id: created.id, unitName: 'Trường THCS Sông Lô' }]);
  expect((await again.call('registrations.get', { id: created.id })).content.unit.unitCode).toBe('1001163');
  expect((await again.call('registrations.list', { query: 'ha noi' })).registrations).toEqual([]);
});
