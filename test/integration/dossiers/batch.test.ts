import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCore } from '#main/core/core.ts';
import type { SigningBatch } from '#shared/contract/batch.ts';
import type { Core } from '#shared/contract/ipc.ts';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import {
  coreOnFaultyDriver,
  everythingOf,
  forwardVouchers,
  ownCertificate,
  rowsOf,
  signaturesMade,
  startBatch,
  typeBatchPin,
  untilSigned,
  untilStill,
} from '#test/support/batch.ts';
import { startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';
import type { FaultyModule } from '#test/support/faulty-module.ts';

let unit: BudgetUnit;
let ktv: Core;
let line: FaultyLine;
let ktt: Core;
let driver: FaultyModule;

beforeAll(async () => {
  unit = await startBudgetUnit();
  // Only the driver that counts its calls shows the tokens.
  const empty = join(unit.folder, 'no-tokens');
  mkdirSync(empty);
  process.env['SOFTHSM2_CONF'] = join(empty, 'softhsm2.conf');
  ktv = await unit.signIn('KTV');
  line = await FaultyLine.open({ target: unit.backend.url });
  ({ core: ktt, driver } = await coreOnFaultyDriver(unit, 'KTT', { backendUrl: line.url }));
});
afterAll(async () => {
  await ktt.close();
  await line.close();
  driver.remove();
  await unit.close();
});

const pin = () => unit.signers.KTT.pin;
it('signs several dossiers with one PIN, tells who pays whom how much, and hands each over', async () => {
  const codes = [await forwardVouchers(ktv, 'A', 2), await forwardVouchers(ktv, 'B', 1)];
  const review = await ktt.call('batch.review', { codes });
  expect(review).toMatchObject({ refused: [], dossiers: [{ total: '2010000' }, { total: '1005000' }] });
  expect(review.entries.map(({ number, total, seen }) => [number, total, seen])).toEqual([
    ['A-1', '1005000', 'new'],
    ['A-2', '1005000', 'new'],
    ['B-1', '1005000', 'new'],
  ]);
  const told: SigningBatch[] = [];
  const stop = ktt.subscribe((event) => {
    if (event.name === 'batch.progress') told.push(event.payload);
  });
  const before = signaturesMade(driver);
  const batch = await startBatch(ktt, codes);
  expect(batch).toMatchObject({ phase: 'awaiting-pin', documents: 6, entries: 3, total: '3015000' });
  expect(await ktt.call('pin.describe', { jobId: batch.jobId })).toMatchObject({
    dossierCode: '',
    dossierCount: 2,
    documentCount: 6,
    total: '3015000',
  });
  expect(await typeBatchPin(ktt, batch.jobId, pin())).toEqual({ kind: 'accepted' });
  expect(await untilStill(ktt, batch.jobId)).toMatchObject({ phase: 'done', signed: 6, sent: 3, failed: 0 });
  stop();
  expect(told.at(-1)).toMatchObject({ phase: 'done', sent: 3 });
  expect(signaturesMade(driver) - before).toBe(6);
  for (const code of codes)
    expect(await ktt.call('dossiers.get', { code })).toMatchObject({ status: 'CHO_CTK_KY' });
  expect(await rowsOf(ktt, batch.jobId)).toMatchObject([
    { number: 'A-1', state: 'sent', indication: 'valid' },
    { number: 'A-2', state: 'sent' },
    { number: 'B-1', state: 'sent' },
  ]);
  const csv = await ktt.call('batch.report', { jobId: batch.jobId, format: 'csv' });
  const text = Buffer.from(csv.base64, 'base64').toString('utf8');
  expect(text.trim().split('\n')).toHaveLength(4);
  expect(text).toContain('Đã ký và gửi');
  const xlsx = await ktt.call('batch.report', { jobId: batch.jobId, format: 'xlsx' });
  expect(Buffer.from(xlsx.base64, 'base64').subarray(0, 2).toString()).toBe('PK');
});

it('asks again after a wrong PIN, and a cancelled prompt has signed nothing', async () => {
  const codes = [await forwardVouchers(ktv, 'C', 1)];
  const before = signaturesMade(driver);
  const { jobId } = await startBatch(ktt, codes);
  expect(await typeBatchPin(ktt, jobId, '00000000')).toMatchObject({
    kind: 'refused',
    failure: { code: 'PIN_INCORRECT' },
  });
  expect(await ktt.call('batch.status', { jobId })).toMatchObject({ phase: 'awaiting-pin' });
  await ktt.call('pin.cancel', { jobId });
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'cancelled', signed: 0 });
  expect(signaturesMade(driver)).toBe(before);
});

it('refuses a dossier that was returned meanwhile or whose documents are others, and signs the rest', async () => {
  const [gone, other, fine] = [
    await forwardVouchers(ktv, 'D', 1),
    await forwardVouchers(ktv, 'E', 1),
    await forwardVouchers(ktv, 'F', 1),
  ];
  const review = await ktt.call('batch.review', { codes: [gone, other, fine] });
  await ktt.call('dossiers.return', { code: gone, note: 'Sai số tiền' });
  const dossiers = everythingOf(review).map((chosen) =>
    chosen.code === other
      ? {
          ...chosen,
          expected: Object.fromEntries(Object.keys(chosen.expected).map((id) => [id, 'a'.repeat(64)])),
        }
      : chosen,
  );
  const { jobId } = await ktt.call('batch.start', { certificateId: await ownCertificate(ktt), dossiers });
  expect(await ktt.call('pin.describe', { jobId })).toMatchObject({ documentCount: 2, dossierCode: fine });
  await typeBatchPin(ktt, jobId, pin());
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', sent: 1, failed: 2, entries: 3 });
  const rows = await rowsOf(ktt, jobId);
  expect(rows.find(({ code }) => code === gone)?.failure?.code).toBe('DOSSIER_STATE');
  expect(rows.find(({ code }) => code === other)?.failure?.code).toBe('DOCUMENT_CHANGED');
  expect(rows.find(({ code }) => code === fine)?.state).toBe('sent');
  const again = await ktt.call('batch.review', { codes: [gone, other, fine] });
  expect(again.dossiers.map(({ code }) => code)).toEqual([other]);
  expect(again.refused.map(({ failure }) => failure.code)).toEqual(['DOSSIER_STATE', 'ROLE_FORBIDDEN']);
});

it('pauses when the token is pulled out, goes on after the PIN, and signs nothing twice', async () => {
  const codes = [await forwardVouchers(ktv, 'G', 2), await forwardVouchers(ktv, 'H', 2)];
  const before = signaturesMade(driver);
  driver.order('C_Sign@4 return-after 0x32');
  const { jobId } = await startBatch(ktt, codes);
  await typeBatchPin(ktt, jobId, pin());
  expect(await untilStill(ktt, jobId)).toMatchObject({
    phase: 'paused',
    signed: 3,
    failure: { code: 'TOKEN_REMOVED' },
  });
  driver.order('token pulled');
  expect(await ktt.call('batch.resume', { jobId })).toMatchObject({ phase: 'paused', signed: 3 });
  driver.order();
  await expect.poll(() => ownCertificate(ktt)).toBeTruthy();
  expect(await ktt.call('batch.resume', { jobId })).toMatchObject({ phase: 'awaiting-pin' });
  expect(await ktt.call('pin.describe', { jobId })).toMatchObject({ documentCount: 5 });
  await typeBatchPin(ktt, jobId, pin());
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 8, sent: 4 });
  // The fourth was in the token's hands when it went, and nobody has seen what it made.
  expect(signaturesMade(driver) - before).toBe(9);
});

it('asks the token for nothing of a dossier that was returned and forwarded again during the pause', async () => {
  const [renewed, kept] = [await forwardVouchers(ktv, 'RA', 2), await forwardVouchers(ktv, 'RB', 1)];
  driver.order('C_Sign@2 return-after 0x32');
  const { jobId } = await startBatch(ktt, [renewed, kept]);
  await typeBatchPin(ktt, jobId, pin());
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'paused' });
  driver.order();
  await expect.poll(() => ownCertificate(ktt)).toBeTruthy();
  await ktt.call('dossiers.return', { code: renewed, note: 'Xem lại' });
  await ktv.call('sync.now', {});
  const { version: baseVersion, content } = await ktv.call('dossiers.get', { code: renewed });
  await ktv.call('drafts.save', { code: renewed, baseVersion, content });
  await ktv.call('dossiers.forward', { code: renewed });
  const before = signaturesMade(driver);
  await ktt.call('batch.resume', { jobId });
  expect(await ktt.call('pin.describe', { jobId })).toMatchObject({ dossierCode: kept, documentCount: 2 });
  await typeBatchPin(ktt, jobId, pin());
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', sent: 1, failed: 2 });
  expect(signaturesMade(driver) - before).toBe(2);
  for (const row of await rowsOf(ktt, jobId))
    expect(row.failure?.code).toBe(row.code === renewed ? 'DOSSIER_CONFLICT' : undefined);
});

it('begins one batch when two are started at once, and says of the other that the token is busy', async () => {
  const codes = [await forwardVouchers(ktv, 'S', 1)];
  const both = await Promise.allSettled([startBatch(ktt, codes), startBatch(ktt, codes)]);
  const begun = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(begun).toMatchObject([{ phase: 'awaiting-pin' }]);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'TOKEN_BUSY' } });
  for (const { jobId } of begun) await ktt.call('pin.cancel', { jobId });
});

it('keeps what was signed before a cancel, and the next batch does not sign it again', async () => {
  const codes = [await forwardVouchers(ktv, 'K', 5)];
  const before = signaturesMade(driver);
  driver.order('C_Sign sleep 60');
  const first = await startBatch(ktt, codes);
  await typeBatchPin(ktt, first.jobId, pin());
  await untilSigned(ktt, first.jobId, 3);
  await ktt.call('batch.cancel', { jobId: first.jobId });
  const cancelled = await untilStill(ktt, first.jobId);
  expect(cancelled.phase).toBe('cancelled');
  expect(cancelled.signed).toBeLessThan(10);
  driver.order();
  const second = await startBatch(ktt, codes);
  await typeBatchPin(ktt, second.jobId, pin());
  expect(await untilStill(ktt, second.jobId)).toMatchObject({ phase: 'done', failed: 0 });
  expect(signaturesMade(driver) - before).toBe(10);
  expect(await ktt.call('dossiers.get', { code: codes[0] ?? '' })).toMatchObject({ status: 'CHO_CTK_KY' });
});

it('pauses when the line is lost while signatures are handed over, and sends them later without the token', async () => {
  const codes = [await forwardVouchers(ktv, 'L', 2)];
  const before = signaturesMade(driver);
  line.behave(({ method, path }) =>
    method === 'POST' && path.includes('/signatures') ? { kind: 'lost-answer' } : undefined,
  );
  const { jobId } = await startBatch(ktt, codes);
  await typeBatchPin(ktt, jobId, pin());
  expect(await untilStill(ktt, jobId)).toMatchObject({
    phase: 'paused',
    signed: 4,
    sent: 0,
    failure: { code: 'BACKEND_UNREACHABLE' },
  });
  line.behave();
  await ktt.call('batch.resume', { jobId });
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', sent: 2 });
  expect(signaturesMade(driver) - before).toBe(4);
});

it('signs what is left after the program was closed in the middle', async () => {
  const codes = [await forwardVouchers(ktv, 'M', 2)];
  driver.order('C_Sign@4 return 0x30');
  const before = signaturesMade(driver);
  const { jobId } = await startBatch(ktt, codes);
  await typeBatchPin(ktt, jobId, pin());
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'paused', signed: 3 });
  await ktt.close();
  driver.order();
  ktt = await createCore({
    ...(await unit.machine('KTT-faulty')),
    backendUrl: line.url,
    modules: [driver.path],
  });
  const { username, password } = unit.signers.KTT.account;
  await ktt.call('session.signIn', { username, password });
  const again = await startBatch(ktt, codes);
  expect(await ktt.call('pin.describe', { jobId: again.jobId })).toMatchObject({ documentCount: 1 });
  await typeBatchPin(ktt, again.jobId, pin());
  expect(await untilStill(ktt, again.jobId)).toMatchObject({ phase: 'done', failed: 0 });
  expect(await ktt.call('dossiers.get', { code: codes[0] ?? '' })).toMatchObject({ status: 'CHO_CTK_KY' });
  // Three before, the call that was refused, and the last one.
  expect(signaturesMade(driver) - before).toBe(5);
});

it('signs no document again whose signature counted before the program was killed', async () => {
  const codes = [await forwardVouchers(ktv, 'Q', 5)];
  const options = {
    ...(await unit.machine('KTT-killed')),
    backendUrl: unit.backend.url,
    modules: [driver.path],
  };
  const { username, password } = unit.signers.KTT.account;
  driver.order('C_Sign sleep 80');
  const client = fileURLToPath(new URL('../../support/batch-client.ts', import.meta.url));
  const args = [client, JSON.stringify(options), username, password, pin(), codes.join(',')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  let counted = 0;
  for await (const told of createInterface({ input: child.stdout })) {
    counted = Number(told);
    if (counted >= 4) break;
  }
  child.kill('SIGKILL');
  await gone;
  driver.order();
  const core = await createCore(options);
  try {
    await core.call('session.signIn', { username, password });
    const { jobId } = await startBatch(core, codes);
    const { documentCount } = await core.call('pin.describe', { jobId });
    expect(documentCount).toBeLessThanOrEqual(10 - counted);
    const before = signaturesMade(driver);
    await typeBatchPin(core, jobId, pin());
    expect(await untilStill(core, jobId)).toMatchObject({ phase: 'done', signed: 10, sent: 5, failed: 0 });
    expect(signaturesMade(driver) - before).toBe(documentCount);
  } finally {
    await core.close();
  }
});

it('tells what is different since the signer last saw a dossier', async () => {
  const code = await forwardVouchers(ktv, 'N', 2);
  const { entries } = await ktt.call('batch.review', { codes: [code] });
  const page = entries[0]?.documents[0];
  if (page === undefined) throw new Error('no document');
  await ktt.call('batch.saw', { code, documentId: page.id, sha256: page.sha256 });
  const seen = async () =>
    (await ktt.call('batch.review', { codes: [code] })).entries.map((entry) => entry.seen);
  expect(await seen()).toEqual(['seen', 'new']);
  expect(await ktt.call('batch.differences', { code })).toEqual({ seenVersion: 1, changes: [] });
  await expect(ktt.call('batch.saw', { code, documentId: page.id, sha256: 'b'.repeat(64) })).rejects.toThrow(
    'DOCUMENT_CHANGED',
  );

  await ktt.call('dossiers.return', { code, note: 'Sai số chứng từ' });
  await ktv.call('sync.now', {});
  const returned = await ktv.call('dossiers.get', { code });
  const vouchers = returned.content.vouchers.map((voucher, at) =>
    at === 0 ? { ...voucher, payee: { ...voucher.payee, accountNumber: '999988887777' } } : voucher,
  );
  await ktv.call('drafts.save', {
    code,
    baseVersion: returned.version,
    content: { ...returned.content, vouchers },
  });
  await ktv.call('dossiers.forward', { code });
  expect(await seen()).toEqual(['changed', 'new']);
  expect(await ktt.call('batch.differences', { code })).toMatchObject({
    seenVersion: 1,
    changes: [{ kind: 'set', before: '0031000123456', after: '999988887777' }],
  });
});

it('lets an accountant sign nothing', async () => {
  await expect(ktv.call('batch.review', { codes: [await forwardVouchers(ktv, 'P', 1)] })).rejects.toThrow(
    'ROLE_FORBIDDEN',
  );
});
