import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import { sampleContent } from '#test/support/sample-dossier.ts';
import { openOffice, until, type Machine, type Office } from './office.ts';

const megabyte = 1024 * 1024;
let office: Office;
let line: FaultyLine;
let ha: Machine;
let lan: Machine;
beforeAll(async () => {
  office = await openOffice();
  line = await FaultyLine.open({ target: office.backend.url });
  ha = await office.machine('ktv.songlo', { through: line.url });
  lan = await office.machine('lan.songlo');
});
afterAll(async () => {
  await office.close();
  await line.close();
});

/** A draft of Hà's with one attachment of so many random bytes. */
async function attach(size: number) {
  const bytes = new Uint8Array(randomBytes(size));
  const sha256 = await ha.store.blobs.put(bytes);
  const attachment = { id: 'a-1', name: 'quét.bin', mediaType: 'application/octet-stream', sha256, size };
  const { code } = ha.store.drafts.create({ ...sampleContent, attachments: [attachment] });
  return { code, sha256, bytes };
}

/** The file of a blob in a machine's store. */
async function blobFile(machine: Machine, sha256: string): Promise<string> {
  const names = await readdir(machine.store.folder, { recursive: true });
  const name = names.find((path) => path.endsWith(sha256));
  if (name === undefined) throw new Error('the blob is not on the disk');
  return join(machine.store.folder, name);
}

test('an upload that was cut goes on where it stopped, and the colleague can open the file without a line', async () => {
  const { code, sha256, bytes } = await attach(6 * megabyte + 123);
  let parts = 0;
  line.behave(({ method, path }) => {
    if (method !== 'PATCH' || !path.includes(sha256)) return undefined;
    parts += 1;
    // The third part is lost on its way; of the fourth try only the answer.
    if (parts === 3) return { kind: 'lost-request' };
    return parts === 4 ? { kind: 'lost-answer' } : undefined;
  });
  ha.engine.kick();
  await until('an upload is shown', () =>
    ha.engine
      .queue()
      .some(
        ({ code: of, state, upload }) =>
          of === code && state === 'uploading' && upload?.total === bytes.length,
      ),
  );
  await until('the draft has arrived', () => {
    if (ha.engine.state().line === 'offline') void ha.engine.syncNow();
    return !ha.draft(code).waiting;
  });
  line.behave();
  // Seven parts make the file; two were sent in vain, of which one had arrived.
  expect(parts).toBe(8);
  await until('Lan has the draft', () => lan.store.drafts.get(code) !== undefined);
  await until('and the file', () => lan.engine.state().line === 'live');
  await expect.poll(() => lan.store.blobs.has(sha256), { timeout: 10_000 }).toBe(true);
  await office.stop();
  expect(Buffer.from(await lan.store.blobs.get(sha256)).equals(bytes)).toBe(true);
  await office.restart();
  await Promise.all([ha.engine.syncNow(), lan.engine.syncNow()]);
});

test('a file that another draft brought to the server is not sent again', async () => {
  await ha.sync();
  const { sha256, code } = await attach(megabyte);
  await ha.sync();
  const attachments = ha.draft(code).content.attachments;
  let parts = 0;
  line.behave(({ method }) => {
    if (method === 'PATCH') parts += 1;
    return undefined;
  });
  await ha.reopen();
  const second = ha.store.drafts.create({ ...sampleContent, attachments });
  await ha.sync();
  expect(ha.draft(second.code)).toMatchObject({ waiting: false, setAside: undefined });
  expect(attachments[0]?.sha256).toBe(sha256);
  expect(parts).toBe(0);
});

test('a file altered on this disk is refused, told, and put right from the server', async () => {
  const { sha256, bytes } = await attach(200_000);
  await ha.sync();
  const file = await blobFile(ha, sha256);
  const altered = await readFile(file);
  altered[100_000] = (altered[100_000] ?? 0) ^ 1;
  await writeFile(file, altered);
  await expect(ha.store.blobs.get(sha256)).rejects.toMatchObject({ code: 'BLOB_ALTERED' });
  await ha.engine.fetchBlob(sha256);
  expect(Buffer.from(await ha.store.blobs.get(sha256)).equals(bytes)).toBe(true);
});

test('a draft whose file is altered before it was sent is set aside with that reason, and others go on', async () => {
  const { code, sha256 } = await attach(50_000);
  const file = await blobFile(ha, sha256);
  await writeFile(file, Buffer.concat([await readFile(file), Buffer.from('x')]));
  const other = ha.store.drafts.create({ ...sampleContent, attachments: [] });
  await ha.sync();
  expect(ha.draft(code).setAside?.code).toBe('BLOB_ALTERED');
  expect(ha.draft(other.code).waiting).toBe(false);
  // The person attaches the file again: everything goes.
  const { bytes, sha256: again } = await attach(50_001);
  ha.edit(code, (now) => ({
    ...now,
    attachments: [{ ...now.attachments[0]!, sha256: again, size: bytes.length }],
  }));
  await ha.sync();
  expect(ha.engine.state()).toMatchObject({ waiting: 0, setAside: 0 });
});

test('a large download that was cut goes on where it stopped', async () => {
  await lan.engine.stop();
  const { sha256, bytes, code } = await attach(9 * megabyte);
  await ha.sync();
  const through = await FaultyLine.open({ target: office.backend.url });
  const third = await office.machine('lan.songlo', { through: through.url });
  const asked: string[] = [];
  let cut = false;
  through.behave(({ method, path }) => {
    if (method !== 'GET' || !path.includes(`/blobs/${sha256}`)) return undefined;
    asked.push(path);
    if (asked.length !== 2 || cut) return undefined;
    cut = true;
    return { kind: 'half-answer' };
  });
  await third.sync();
  expect(third.draft(code).content.attachments[0]?.sha256).toBe(sha256);
  await until('the line was cut', () => cut);
  await third.engine.fetchBlob(sha256);
  expect(Buffer.from(await third.store.blobs.get(sha256)).equals(bytes)).toBe(true);
  // Three parts make the file; the one that was cut is asked for once more.
  expect(asked.length).toBe(4);
  await third.close();
  await through.close();
});

test('a file that nobody has is told as missing', async () => {
  await expect(ha.engine.fetchBlob('0'.repeat(64))).rejects.toMatchObject({ code: 'BLOB_MISSING' });
});
