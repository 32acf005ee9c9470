import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleContent } from '#test/support/sample-dossier.ts';
import { openOffice, until, type Machine, type Office } from './office.ts';

const content = { ...sampleContent, attachments: [] };
let office: Office;
let ha: Machine;
let lan: Machine;
beforeEach(async () => {
  office = await openOffice();
  ha = await office.machine('ktv.songlo');
  lan = await office.machine('lan.songlo');
});
afterEach(() => office.close());

const data = () => join(office.folder, 'backend');
const copy = () => join(office.folder, 'yesterday');

/** A copy of the server's data as they are now. */
async function backUp(): Promise<void> {
  await office.stop();
  await cp(data(), copy(), { recursive: true });
  await office.restart();
  await Promise.all([ha.sync(), lan.sync()]);
}

/** The server's disk died: it goes on with the copy. */
async function putBack(): Promise<void> {
  await office.stop();
  await rm(data(), { recursive: true });
  await cp(copy(), data(), { recursive: true });
  await office.restart();
}

const titleAtServer = async (code: string): Promise<string | undefined> => {
  const row = await office.backend.store
    .selectFrom('drafts')
    .select(['content', 'state'])
    .where('code', '=', code)
    .executeTakeFirst();
  // Written by the server from content that it parsed.
  return row?.state === 'open' ? (JSON.parse(row.content) as { title: string }).title : row?.state;
};

test('what the restored server lost comes back from the machines, and nothing is overwritten', async () => {
  const old = ha.store.drafts.create({ ...content, title: 'cũ' }).code;
  const both = ha.store.drafts.create({ ...content, title: 'chung' }).code;
  await ha.sync();
  await lan.sync();
  await backUp();
  ha.edit(old, (now) => ({ ...now, title: 'cũ, đã sửa' }));
  const fresh = ha.store.drafts.create({ ...content, title: 'mới' }).code;
  await ha.sync();
  await lan.sync();
  const lans = lan.store.drafts.create({ ...content, title: 'của Lan' }).code;
  lan.edit(both, (now) => ({ ...now, title: 'chung, Lan sửa' }));
  await lan.sync();
  await ha.sync();
  expect(await titleAtServer(fresh)).toBe('mới');

  await putBack();
  expect(await titleAtServer(fresh)).toBeUndefined();
  const whole = async () =>
    (await titleAtServer(old)) === 'cũ, đã sửa' &&
    (await titleAtServer(fresh)) === 'mới' &&
    (await titleAtServer(lans)) === 'của Lan' &&
    (await titleAtServer(both)) === 'chung, Lan sửa';
  // Nobody does anything: the machines notice by themselves.
  await expect.poll(whole, { timeout: 20_000 }).toBe(true);
  const quiet = () =>
    [ha, lan].every(({ engine }) => engine.state().line === 'live' && engine.state().waiting === 0);
  await until('both are up to date', quiet);
  for (const code of [old, both, fresh, lans]) {
    expect(ha.draft(code).content).toEqual(lan.draft(code).content);
  }
  expect(ha.engine.state()).toMatchObject({ conflicts: 0, setAside: 0 });
  expect(lan.engine.state()).toMatchObject({ conflicts: 0, setAside: 0 });
});

test('an edit made while the server was being restored does not overwrite what others wrote on it since', async () => {
  const { code } = ha.store.drafts.create(content);
  await ha.sync();
  await lan.sync();
  await backUp();
  for (const n of [1, 2, 3]) {
    ha.edit(code, (now) => ({ ...now, title: `Hà ${n}` }));
    await ha.sync();
  }
  await lan.sync();
  await Promise.all([ha.engine.stop(), lan.engine.stop()]);
  await putBack();
  // Lan's machine comes first and makes the server's version numbers grow to those that Hà's machine knows.
  await lan.reopen();
  await lan.sync();
  for (const n of [1, 2, 3, 4]) {
    lan.edit(code, ({ vouchers, ...now }) => ({
      ...now,
      vouchers: vouchers.map((voucher) => ({ ...voucher, programCode: `0000${n}` })),
    }));
    await lan.sync();
  }
  const before = ha.draft(code);
  const vouchers = before.content.vouchers.map((voucher) => ({ ...voucher, number: 'RDT-0099' }));
  ha.store.drafts.save(code, before.version, { ...before.content, vouchers });
  await ha.reopen();
  await ha.sync();
  await lan.sync();
  expect(ha.draft(code).content.title).toBe('Hà 3');
  expect(ha.draft(code).content.vouchers[0]).toMatchObject({ number: 'RDT-0099', programCode: '00004' });
  expect(lan.draft(code).content).toEqual(ha.draft(code).content);
});

test('a change whose answer was lost with the server is neither lost nor doubled', async () => {
  await backUp();
  const { code } = ha.store.drafts.create({ ...content, title: 'đã gửi, chưa nghe trả lời' });
  // Taken for sending, as when the program dies before the answer.
  await ha.engine.stop();
  expect(ha.store.outbox.take(10, 1_000_000)).toHaveLength(1);
  await putBack();
  await ha.reopen();
  await ha.sync();
  expect(ha.engine.state()).toMatchObject({ waiting: 0, setAside: 0 });
  await lan.sync();
  expect(lan.draft(code).content.title).toBe('đã gửi, chưa nghe trả lời');
  const rows = await office.backend.store.selectFrom('drafts').select('version').execute();
  expect(rows).toEqual([{ version: 1 }]);
});

test('an attachment that the restored server lost is sent again with its draft', async () => {
  await backUp();
  const bytes = new TextEncoder().encode('hóa đơn '.repeat(500));
  const sha256 = await ha.store.blobs.put(bytes);
  const attachment = { id: 'a', name: 'hóa đơn.txt', mediaType: 'text/plain', sha256, size: bytes.length };
  const { code } = ha.store.drafts.create({ ...content, attachments: [attachment] });
  await ha.sync();
  await putBack();
  await expect.poll(() => titleAtServer(code), { timeout: 20_000 }).toBe(content.title);
  const third = await office.machine('lan.songlo');
  await third.sync();
  await third.engine.fetchBlob(sha256);
  expect(await third.store.blobs.get(sha256)).toEqual(bytes);
});
