import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '#shared/contract/ipc.ts';
import {
  forwardVouchers,
  ownCertificate,
  rowsOf,
  startBatch,
  typeBatchPin,
  untilSigned,
  untilStill,
} from '#test/support/batch.ts';
import { startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { openssl } from '#test/support/scratch-ca.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';

const pin = '246813';
const reader = new VirtualReader();
let pcscd: PcscDaemon;
let unit: BudgetUnit;
let ktv: Core;
let ktt: Core;
let card: PivCard;

beforeAll(async () => {
  pcscd = await startPcscd();
  unit = await startBudgetUnit();
  const { account } = unit.signers.KTT;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const file = join(unit.folder, 'card.key');
  writeFileSync(file, pem, { mode: 0o600 });
  const csr = openssl(['req', '-new', '-key', file, '-subj', '/CN=card', '-outform', 'DER']);
  const { certificate } = await unit.backend.ca.issueCertificate({
    csr: new Uint8Array(csr),
    subject: { commonName: account.name, identityNumber: account.identityNumber },
  });
  await unit.backend.registry.registerCertificate(account.username, certificate);
  // PIV slot 9C wants the PIN before each signature (CKA_ALWAYS_AUTHENTICATE).
  card = new PivCard({ keys: [{ slot: '9C', privateKey: createPrivateKey(pem), certificate }], pin });
  ktv = await unit.signIn('KTV');
  ktt = await unit.signIn('KTT');
}, 400_000);
afterAll(async () => {
  await reader.eject();
  await unit.close();
  await pcscd.stop();
});

async function insert(): Promise<void> {
  await reader.insert(card);
  const usable = async () =>
    (await ktt.call('certificates.list', {})).certificates.filter(({ refusals }) => refusals.length === 0);
  await expect.poll(async () => (await usable()).length, { timeout: 30_000, interval: 200 }).toBe(1);
}

it('goes on after the card was pulled out and put back: one PIN each time, and no document signed twice', async () => {
  const codes = [await forwardVouchers(ktv, 'A', 3), await forwardVouchers(ktv, 'B', 3)];
  card.signatureDelay = 150;
  await insert();
  const { jobId } = await startBatch(ktt, codes);
  expect(await typeBatchPin(ktt, jobId, pin)).toEqual({ kind: 'accepted' });
  await untilSigned(ktt, jobId, 7);
  await reader.eject();
  const paused = await untilStill(ktt, jobId);
  expect(paused).toMatchObject({ phase: 'paused', failure: { code: 'TOKEN_REMOVED' } });
  expect(paused.signed).toBeGreaterThanOrEqual(7);
  expect(paused.signed).toBeLessThan(12);
  // The first dossier was whole, and did not wait for the second.
  expect((await rowsOf(ktt, jobId)).slice(0, 3).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);

  await insert();
  expect(await ktt.call('batch.resume', { jobId })).toMatchObject({ phase: 'awaiting-pin' });
  expect(await ktt.call('pin.describe', { jobId })).toMatchObject({ documentCount: 12 - paused.signed });
  // A wrong entry costs one try of the card and nothing of the batch.
  expect(await typeBatchPin(ktt, jobId, '135791')).toMatchObject({ kind: 'refused' });
  expect(await typeBatchPin(ktt, jobId, pin)).toEqual({ kind: 'accepted' });
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 12, sent: 6, failed: 0 });
  // One may have been in the card's hands when it went.
  expect(card.signatures).toBeLessThanOrEqual(13);
  expect(await ownCertificate(ktt)).toBeTruthy();
});
