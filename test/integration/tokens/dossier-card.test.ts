import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Core, DossierView } from '#shared/contract/ipc.ts';
import { sealPin } from '#shared/pin/seal.ts';
import {
  draftDossier,
  startBudgetUnit,
  startSigning,
  typePin,
  untilEnded,
  type BudgetUnit,
} from '#test/support/budget-unit.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { openssl } from '#test/support/scratch-ca.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import type { PivKey } from '#test/virtual-token/piv-key.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';

const pin = '246813';
const reader = new VirtualReader();
let pcscd: PcscDaemon;
let unit: BudgetUnit;
let ktv: Core;
let ktt: Core;
let key: PivKey;

beforeAll(async () => {
  pcscd = await startPcscd();
  unit = await startBudgetUnit();
  key = await cardKeyOf('KTT');
  ktv = await unit.signIn('KTV');
  ktt = await unit.signIn('KTT');
}, 400_000);
afterEach(() => reader.eject());
afterAll(async () => {
  await unit.close();
  await pcscd.stop();
});

/** Gives the chief accountant a certificate on a card in place of the one on the software token. */
async function cardKeyOf(role: 'KTT'): Promise<PivKey> {
  const { account } = unit.signers[role];
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
  return { slot: '9A', privateKey: createPrivateKey(pem), certificate };
}

async function insert(card: PivCard): Promise<void> {
  const owners = async () =>
    (await ktt.call('certificates.list', {})).certificates.filter(({ refusals }) => refusals.length === 0)
      .length;
  // A driver that is late is listed as it was: the card of the test before must be gone from the list
  // first, or its certificate is taken for the new card's.
  await expect.poll(owners, { timeout: 20_000, interval: 100 }).toBe(0);
  await reader.insert(card);
  await expect.poll(owners, { timeout: 20_000, interval: 300 }).toBe(1);
}

async function forwarded(): Promise<DossierView> {
  const draft = await draftDossier(ktv);
  const { code } = await ktv.call('dossiers.forward', { code: draft.code });
  return ktt.call('dossiers.get', { code });
}

async function enterPin(jobId: string) {
  const { prompt } = await ktt.call('pin.describe', { jobId });
  return typePin(ktt, jobId, prompt, pin);
}

it('leaves the dossier as it was when the card is pulled out, and signs it after re-insertion without a restart', async () => {
  const dossier = await forwarded();
  const card = new PivCard({ keys: [key], pin });
  card.signatureDelay = 1500;
  await insert(card);
  const job = await startSigning(ktt, dossier);
  expect(await enterPin(job.jobId)).toEqual({ kind: 'accepted' });
  await expect
    .poll(async () => (await ktt.call('signing.status', { jobId: job.jobId })).phase)
    .toBe('signing');
  await reader.eject();
  expect(await untilEnded(ktt, job.jobId)).toMatchObject({
    phase: 'failed',
    failure: { code: 'TOKEN_REMOVED' },
  });
  const after = await ktt.call('dossiers.get', { code: dossier.code });
  expect(after).toMatchObject({ status: 'CHO_KTT_KY', version: dossier.version });
  expect(after.documents).toEqual(dossier.documents);

  card.signatureDelay = 0;
  await insert(card);
  const again = await startSigning(ktt, after);
  expect(await enterPin(again.jobId)).toEqual({ kind: 'accepted' });
  expect(await untilEnded(ktt, again.jobId)).toMatchObject({ phase: 'done' });
  expect(await ktt.call('dossiers.get', { code: dossier.code })).toMatchObject({ status: 'CHO_CTK_KY' });
});

it('stops between two signatures of a slow card when the person cancels', async () => {
  const dossier = await forwarded();
  const card = new PivCard({ keys: [key], pin });
  card.signatureDelay = 700;
  await insert(card);
  const job = await startSigning(ktt, dossier);
  await enterPin(job.jobId);
  await expect
    .poll(async () => (await ktt.call('signing.status', { jobId: job.jobId })).done)
    .toBeGreaterThan(0);
  await ktt.call('signing.cancel', { jobId: job.jobId });
  expect(await untilEnded(ktt, job.jobId)).toMatchObject({ phase: 'cancelled' });
  expect(await ktt.call('dossiers.get', { code: dossier.code })).toMatchObject({ status: 'CHO_KTT_KY' });
});

it('asks for no PIN when the card is locked', async () => {
  const dossier = await forwarded();
  const card = new PivCard({ keys: [key], pin });
  card.setTries(0);
  await reader.insert(card);
  const listed = async () =>
    (await ktt.call('certificates.list', {})).certificates.find(({ pinState }) => pinState === 'locked');
  await expect.poll(listed, { timeout: 20_000, interval: 300 }).toBeDefined();
  const certificate = await listed();
  expect(certificate?.refusals).toContain('PIN_LOCKED');
  const verifications = card.verifications;
  await expect(
    ktt.call('signing.start', { code: dossier.code, certificateId: certificate?.id ?? '', expected: {} }),
  ).rejects.toThrow('PIN_LOCKED');
  expect(card.verifications).toBe(verifications);
});

it('signs a second dossier without the PIN on a card that wants it for each signature, and forgets it with the card', async () => {
  const [first, second, third] = [await forwarded(), await forwarded(), await forwarded()];
  // PIV slot 9C: CKA_ALWAYS_AUTHENTICATE.
  const card = new PivCard({ keys: [{ ...key, slot: '9C' }], pin });
  await insert(card);
  const stopListening = ktt.subscribe(() => undefined);
  try {
    const job = await startSigning(ktt, first);
    const { prompt } = await ktt.call('pin.describe', { jobId: job.jobId });
    const sealed = await sealPin(prompt, new TextEncoder().encode(pin));
    expect(await ktt.call('pin.submit', { jobId: job.jobId, sealed, remember: true })).toEqual({
      kind: 'accepted',
    });
    expect(await untilEnded(ktt, job.jobId)).toMatchObject({ phase: 'done' });

    const next = await startSigning(ktt, second);
    expect(next.phase).toBe('signing');
    expect(await untilEnded(ktt, next.jobId)).toMatchObject({ phase: 'done' });

    await reader.eject();
    await expect
      .poll(async () => (await ktt.call('signing.remembered', {})).logins, { timeout: 5_000 })
      .toEqual([]);
    await insert(card);
    expect((await startSigning(ktt, third)).phase).toBe('awaiting-pin');
  } finally {
    stopListening();
  }
});
