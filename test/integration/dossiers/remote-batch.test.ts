/** Batches and dossiers that are signed on the phone, against a real backend whose provider is simulated. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '#shared/contract/ipc.ts';
import type { PendingRequest } from '#shared/contract/remote-ca/window.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import { everythingOf, forwardVouchers, rowsOf, untilStill } from '#test/support/batch.ts';
import { shown, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';
import { openProvider, startRemoteBatch } from '#test/support/remote-batch.ts';
import {
  asksOften,
  onPhone,
  registerRemotely,
  simulatorsOf,
  type RemotePerson,
} from '#test/support/remote-phone.ts';
import { judge } from '#test/support/signing-tools.ts';

let unit: BudgetUnit;
let ktv: Core;
let ktt: Core;
let person: RemotePerson;

beforeAll(async () => {
  unit = await startBudgetUnit(asksOften);
  person = await registerRemotely(unit.backend, 'KTT', 'VNPT');
  ktv = await unit.signIn('KTV');
  ktt = await unit.signIn('KTT');
});
afterAll(() => unit.close());

const simulators = () => simulatorsOf(unit.backend);
const requests = () => simulators().requests.of(person.subscriberId);

const startRemotely = (core: Core, codes: readonly DossierCode[]) => startRemoteBatch(core, person, codes);

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const untilAsked = (core: Core, jobId: string) =>
  until(async () => {
    const batch = await core.call('batch.status', { jobId });
    if (['paused', 'failed', 'cancelled', 'done'].includes(batch.phase))
      throw new Error(`${batch.phase}: ${JSON.stringify(batch.failure)}`);
    return batch.phase === 'awaiting-phone' ? batch.phone : undefined;
  });

const untilStatus = (core: Core, code: DossierCode, status: string) =>
  until(async () => ((await core.call('dossiers.get', { code })).status === status ? true : undefined));

async function answering<T>(answer: 'confirm' | 'reject', work: () => Promise<T>): Promise<T> {
  const put = onPhone(simulators(), person, answer);
  try {
    return await work();
  } finally {
    put();
  }
}

/** Every document by tools that we did not write. */
async function requireJudgedValid(core: Core, code: DossierCode): Promise<void> {
  const { documents } = await core.call('dossiers.get', { code });
  const { rootPem, issuingPem } = unit.backend.ca;
  for (const { id, kind } of documents) {
    const { base64 } = await core.call('documents.read', { code, documentId: id });
    const bytes = Buffer.from(base64, 'base64');
    if (kind === 'VOUCHER_XML') {
      const trusted = [
        '--enabled-key-data',
        'x509',
        '--trusted-pem',
        'root.pem',
        '--untrusted-pem',
        'ca.pem',
      ];
      const ids = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];
      const node = ['--node-xpath', `/*/*[local-name()='Signature']`];
      const files = { 'root.pem': rootPem, 'ca.pem': issuingPem, 'a.xml': bytes };
      expect(judge(files, 'xmlsec1', '--verify', ...trusted, ...ids, ...node, 'a.xml')).toMatchObject({
        ok: true,
      });
    } else
      expect(judge({ 'a.pdf': bytes }, 'pdfsig', '-nocert', 'a.pdf').text).toContain('Signature is Valid');
  }
}

it('signs several dossiers with one confirmation on the phone, and asks for no PIN', async () => {
  const codes = [await forwardVouchers(ktv, 'A', 2), await forwardVouchers(ktv, 'B', 1)];
  const { jobId } = await startRemotely(ktt, codes);
  const phone = await untilAsked(ktt, jobId);
  const [request] = requests();
  expect(phone).toMatchObject({ providerName: 'VNPT SmartCA', documents: 6, round: 1, rounds: 1 });
  expect(request?.title).toBe('Ký 6 tài liệu của 2 hồ sơ, 3.015.000 đồng');
  expect(request?.title).toBe(phone.title);
  await expect(ktt.call('pin.describe', { jobId })).rejects.toThrow('PIN_PROMPT_EXPIRED');
  await simulators().requests.confirm(request?.id ?? '', person.pin);
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 6, sent: 3, failed: 0 });
  for (const code of codes) {
    expect(await ktt.call('dossiers.get', { code })).toMatchObject({ status: 'CHO_CTK_KY' });
    await requireJudgedValid(ktt, code);
  }
});

it('pauses when the request is rejected, and a resume sends a new one', async () => {
  const code = await forwardVouchers(ktv, 'C', 1);
  const { jobId } = await answering('reject', async () => {
    const started = await startRemotely(ktt, [code]);
    await untilStill(ktt, started.jobId);
    return started;
  });
  expect(await ktt.call('batch.status', { jobId })).toMatchObject({
    phase: 'paused',
    signed: 0,
    failure: { code: 'REMOTE_REJECTED' },
  });
  await answering('confirm', async () => {
    await ktt.call('batch.resume', { jobId });
    expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 2, sent: 1 });
  });
});

it('does not go on without a session at the provider, and does once it is opened again', async () => {
  const code = await forwardVouchers(ktv, 'O', 1);
  const { jobId } = await answering('reject', async () => {
    const started = await startRemotely(ktt, [code]);
    await untilStill(ktt, started.jobId);
    return started;
  });
  await ktt.call('remote.close', { provider: person.provider });
  await expect(ktt.call('batch.resume', { jobId })).rejects.toThrow('REMOTE_SESSION_EXPIRED');
  await openProvider(ktt, person);
  await answering('confirm', async () => {
    await ktt.call('batch.resume', { jobId });
    expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 2, sent: 1 });
  });
});

it('keeps what was signed when the provider signs a part, and asks again for the rest alone', async () => {
  const code = await forwardVouchers(ktv, 'D', 2);
  simulators().faults.order({ provider: 'VNPT', fault: 'partial', times: 1 });
  await answering('confirm', async () => {
    const { jobId } = await startRemotely(ktt, [code]);
    const paused = await untilStill(ktt, jobId);
    expect(paused).toMatchObject({ phase: 'paused', sent: 0, failed: 2 });
    expect(paused.signed).toBeGreaterThan(0);
    expect(paused.signed).toBeLessThan(4);
    for (const row of await rowsOf(ktt, jobId)) expect(row.failure?.code).toMatch(/^REMOTE_/);
    await ktt.call('batch.resume', { jobId });
    expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 4, sent: 2, failed: 0 });
    expect(requests()[0]?.documents).toHaveLength(4 - paused.signed);
  });
});

it.each([
  ['wrong-signature', 'REMOTE_SIGNATURE_WRONG'],
  ['quota', 'REMOTE_QUOTA'],
  ['html', 'REMOTE_PROVIDER_FAILED'],
] as const)(
  'pauses when the provider does this: %s, sends nothing, and goes on when it is over',
  async (fault, code) => {
    const dossier = await forwardVouchers(ktv, fault, 1);
    const review = await ktt.call('batch.review', { codes: [dossier] });
    const certificateId = await openProvider(ktt, person);
    await answering('confirm', async () => {
      simulators().faults.order({ provider: 'VNPT', fault });
      const { jobId } = await ktt.call('batch.start', { certificateId, dossiers: everythingOf(review) });
      expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'paused', sent: 0, failure: { code } });
      simulators().faults.order({ provider: 'VNPT', fault: 'none' });
      await ktt.call('batch.resume', { jobId });
      expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 2, sent: 1, failed: 0 });
    });
  },
);

it('sends a new request in the place of one that waits, and signs with the new one alone', async () => {
  const code = await forwardVouchers(ktv, 'P', 1);
  const { jobId } = await startRemotely(ktt, [code]);
  const before = await untilAsked(ktt, jobId);
  const [first] = requests();
  const told: string[] = [];
  ktt.subscribe((event) => {
    if (event.name === 'batch.progress') told.push(event.payload.phase);
  });
  expect(await ktt.call('batch.resend', { jobId })).not.toHaveProperty('failure');
  const now = await untilAsked(ktt, jobId);
  expect(now.code).not.toBe(before.code);
  expect(told).not.toContain('paused');
  await simulators().requests.confirm(first?.id ?? '', person.pin);
  expect(await ktt.call('batch.status', { jobId })).toMatchObject({ phase: 'awaiting-phone', signed: 0 });
  await simulators().requests.confirm(requests()[0]?.id ?? '', person.pin);
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 2, sent: 1, byPhone: true });
  // Over: there is nothing to send again.
  expect(await ktt.call('batch.resend', { jobId })).toMatchObject({ phase: 'done' });
});

it('leaves the request on the phone when the session at the provider has ended and it is to be sent again', async () => {
  const code = await forwardVouchers(ktv, 'Q', 1);
  const { jobId } = await startRemotely(ktt, [code]);
  await untilAsked(ktt, jobId);
  await ktt.call('remote.close', { provider: person.provider });
  await expect(ktt.call('batch.resend', { jobId })).rejects.toThrow('REMOTE_SESSION_EXPIRED');
  await simulators().requests.confirm(requests()[0]?.id ?? '', person.pin);
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 2, sent: 1 });
});

it('takes the request back when the batch is cancelled', async () => {
  const code = await forwardVouchers(ktv, 'E', 1);
  const { jobId } = await startRemotely(ktt, [code]);
  await untilAsked(ktt, jobId);
  const [request] = requests();
  expect(await ktt.call('batch.cancel', { jobId })).toMatchObject({ phase: 'cancelled' });
  await simulators().requests.confirm(request?.id ?? '', person.pin);
  expect(await ktt.call('remote.pending', {})).toEqual({ requests: [] });
  await ktt.call('session.signOut', {});
  await signIn(ktt);
  expect(await ktt.call('remote.pending', {})).toEqual({ requests: [] });
  expect(await ktt.call('dossiers.get', { code })).toMatchObject({ status: 'CHO_KTT_KY' });
});

async function signIn(core: Core): Promise<void> {
  const { username, password } = unit.signers.KTT.account;
  await core.call('session.signIn', { username, password });
}

it('finishes after a restart what was confirmed while the program was closed, and asks for nothing twice', async () => {
  const codes = [await forwardVouchers(ktv, 'F', 1), await forwardVouchers(ktv, 'G', 1)];
  const before = requests().length;
  const { jobId } = await startRemotely(ktt, codes);
  await untilAsked(ktt, jobId);
  await ktt.close();
  const [request] = requests();
  expect(request?.state).toBe('waiting');
  await simulators().requests.confirm(request?.id ?? '', person.pin);

  ktt = await unit.signIn('KTT');
  for (const code of codes) {
    await untilStatus(ktt, code, 'CHO_CTK_KY');
    await requireJudgedValid(ktt, code);
  }
  const ended = await until(async () => (await pending()).find(({ state }) => state === 'ended'));
  expect(ended).toMatchObject({ dossiers: codes });
  expect(ended).not.toHaveProperty('failure');
  expect(requests().length).toBe(before + 1);
});

it('finds the request again when the program was killed while the phone was waited for', async () => {
  const code = await forwardVouchers(ktv, 'K', 1);
  const { username, password } = unit.signers.KTT.account;
  const options = JSON.stringify(await unit.machine('KTT-killed'));
  const client = fileURLToPath(new URL('../../support/remote-batch-client.ts', import.meta.url));
  const args = [client, options, username, password, JSON.stringify(person), code];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  for await (const phase of createInterface({ input: child.stdout })) if (phase === 'awaiting-phone') break;
  child.kill('SIGKILL');
  await gone;
  await simulators().requests.confirm(requests()[0]?.id ?? '', person.pin);
  const core = await unit.signIn('KTT', 'KTT-killed');
  await untilStatus(core, code, 'CHO_CTK_KY');
  await requireJudgedValid(core, code);
});

it('says that the line is lost while the phone is waited for, and goes on when it is back', async () => {
  const code = await forwardVouchers(ktv, 'L', 1);
  const line = await FaultyLine.open({ target: unit.backend.url });
  try {
    const core = await unit.signIn('KTT', 'KTT-line', { backendUrl: line.url });
    const { jobId } = await startRemotely(core, [code]);
    await untilAsked(core, jobId);
    line.pull();
    await until(async () =>
      (await core.call('batch.status', { jobId })).phone?.lineLost === true ? true : undefined,
    );
    await simulators().requests.confirm(requests()[0]?.id ?? '', person.pin);
    line.plugIn();
    expect(await untilStill(core, jobId)).toMatchObject({ phase: 'done', signed: 2, sent: 1 });
  } finally {
    await line.close();
  }
});

it('shows a request that still waits after a restart, and takes it back when it is told to forget it', async () => {
  const code = await forwardVouchers(ktv, 'I', 1);
  const { jobId } = await startRemotely(ktt, [code]);
  const phone = await untilAsked(ktt, jobId);
  await ktt.close();
  ktt = await unit.signIn('KTT');
  expect(await pending()).toMatchObject([
    { state: 'waiting', code: phone.code, provider: 'VNPT', dossiers: [code], documents: 2 },
  ]);
  await ktt.call('remote.forget', { id: (await pending())[0]?.id ?? '' });
  expect(await pending()).toEqual([]);
  await simulators().requests.confirm(requests()[0]?.id ?? '', person.pin);
  await ktt.close();
  ktt = await unit.signIn('KTT');
  expect(await pending()).toEqual([]);
  expect(await ktt.call('dossiers.get', { code })).toMatchObject({ status: 'CHO_KTT_KY' });
});

it('takes an earlier request back when its dossiers are signed anew, so that one waits on the phone', async () => {
  const code = await forwardVouchers(ktv, 'N', 1);
  await untilAsked(ktt, (await startRemotely(ktt, [code])).jobId);
  await ktt.close();
  const [earlier] = requests();
  ktt = await unit.signIn('KTT');
  expect(await pending()).toHaveLength(1);
  const { jobId } = await startRemotely(ktt, [code]);
  expect(await pending()).toEqual([]);
  await untilAsked(ktt, jobId);
  await simulators().requests.confirm(earlier?.id ?? '', person.pin);
  expect(await ktt.call('batch.status', { jobId })).toMatchObject({ phase: 'awaiting-phone', signed: 0 });
  await simulators().requests.confirm(requests()[0]?.id ?? '', person.pin);
  expect(await untilStill(ktt, jobId)).toMatchObject({ phase: 'done', signed: 2, sent: 1 });
});

it('tells how a request has ended that was rejected while the program was closed', async () => {
  const code = await forwardVouchers(ktv, 'J', 1);
  const { jobId } = await startRemotely(ktt, [code]);
  await untilAsked(ktt, jobId);
  await ktt.close();
  simulators().requests.reject(requests()[0]?.id ?? '');
  ktt = await unit.signIn('KTT');
  const ended = await until(async () => (await pending()).find(({ state }) => state === 'ended'));
  expect(ended).toMatchObject({ dossiers: [code], failure: { code: 'REMOTE_REJECTED' } });
});

it.each(['VIETTEL', 'NACENCOMM', 'MISA'] as const)(
  'finds a request at %s again after a restart, although the session there was closed',
  async (provider) => {
    const other = await registerRemotely(unit.backend, 'KTT', provider);
    const machine = `KTT-${provider}`;
    let core = await unit.signIn('KTT', machine);
    const code = await forwardVouchers(ktv, provider, 1);
    const dossier = await core.call('dossiers.get', { code });
    const certificateId = await openProvider(
      core,
      other,
      () => simulators().requests.codeOf(other.subscriberId)?.code,
    );
    await core.call('signing.start', { code, certificateId, expected: shown(dossier) });
    await core.close();
    const [request] = simulators().requests.of(other.subscriberId);
    await simulators().requests.confirm(request?.id ?? '', other.pin);
    core = await unit.signIn('KTT', machine);
    await untilStatus(core, code, 'CHO_CTK_KY');
    await requireJudgedValid(core, code);
  },
);

it('asks several times where the provider takes fewer documents, and hands over after each', async () => {
  const other = await registerRemotely(unit.backend, 'KTT', 'VIETTEL');
  const core = await unit.signIn('KTT', 'KTT-rounds');
  const code = await forwardVouchers(ktv, 'M', 11);
  const told: string[] = [];
  core.subscribe((event) => {
    const phone = event.name === 'batch.progress' ? event.payload.phone : undefined;
    const round = phone === undefined ? '' : `${phone.documents} in ${phone.round} of ${phone.rounds}`;
    if (round !== '' && told.at(-1) !== round) told.push(round);
  });
  const put = onPhone(simulators(), other, 'confirm');
  const { jobId } = await startRemoteBatch(core, other, [code]);
  expect(await untilStill(core, jobId)).toMatchObject({ phase: 'done', signed: 22, sent: 11 });
  put();
  expect(told).toEqual(['20 in 1 of 2', '2 in 2 of 2']);
  const [last] = simulators().requests.of(other.subscriberId);
  // MySign shows ASCII.
  expect(last?.title).toContain('(lan 2/2)');
});

it('keeps the first round when the quota is used up before the second, and asks for the rest alone', async () => {
  const other = await registerRemotely(unit.backend, 'KTT', 'VIETTEL');
  const core = await unit.signIn('KTT', 'KTT-quota');
  const dossier = await forwardVouchers(ktv, 'Q', 11);
  let rounds = 0;
  const put = onPhone(simulators(), other, ({ id }) => {
    rounds += 1;
    if (rounds === 1) simulators().faults.order({ provider: 'VIETTEL', fault: 'quota', times: 1 });
    void simulators().requests.confirm(id, other.pin);
  });
  const { jobId } = await startRemoteBatch(core, other, [dossier]);
  expect(await untilStill(core, jobId)).toMatchObject({
    phase: 'paused',
    signed: 20,
    failure: { code: 'REMOTE_QUOTA' },
  });
  await core.call('batch.resume', { jobId });
  expect(await untilStill(core, jobId)).toMatchObject({ phase: 'done', signed: 22, sent: 11 });
  put();
  const [last] = simulators().requests.of(other.subscriberId);
  expect(last?.documents).toHaveLength(2);
});

it('writes the password for the provider into no file', () => {
  const secret = Buffer.from(person.password ?? 'none');
  const holding = filesIn(join(unit.folder, `desktop-${unit.signers.KTT.account.username}`)).filter((path) =>
    readFileSync(path).includes(secret),
  );
  expect(holding).toEqual([]);
});

async function pending(): Promise<readonly PendingRequest[]> {
  return (await ktt.call('remote.pending', {})).requests;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
