import { cp, rename, rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { manyDossiersContent } from '#test/support/many-dossiers.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

it('doubles no draft when a copy of the store is put back that knows nothing of what was sent since', async () => {
  const machine = await office.machine('ktv.songlo');
  await office.stop();
  const codes = [1, 2, 3].map((index) => machine.store.drafts.create(manyDossiersContent(index)).code);
  await machine.close();
  const copy = `${machine.home}-copy`;
  await cp(machine.home, copy, { recursive: true });

  await office.restart();
  await machine.reopen();
  expect(await machine.sync()).toMatchObject({ waiting: 0 });
  const [first] = codes;
  if (first === undefined) throw new Error('three drafts were made');
  machine.edit(first, (content) => ({ ...content, title: 'viết tiếp sau khi gửi' }));
  await machine.sync();
  await machine.close();

  await rm(machine.home, { recursive: true });
  await rename(copy, machine.home);
  await machine.reopen();
  expect(await machine.sync()).toMatchObject({ setAside: 0 });
  const rows = await office.backend.store.selectFrom('drafts').select('code').execute();
  expect(rows.map(({ code }) => code).sort()).toEqual([...codes].sort());
  expect(machine.store.catalogue.list({}).found).toBe(3);
  // The later text either stands or is asked about; it is not gone.
  const titles = [machine.draft(first).content.title, machine.store.drafts.conflict(first)?.theirs.title];
  expect(titles).toContain('viết tiếp sau khi gửi');
});
