/** The account holder signs payment dossiers without a token: a simulated provider, a real server, the phone. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Simulators } from '#backend/remote-ca-simulators/simulators.ts';
import type { Core, DossierView } from '#shared/contract/ipc.ts';
import { remoteTransactionSchema } from '#shared/contract/remote-ca/http.ts';
import type { FaultyLine } from '#test/faults/line/faulty-line.ts';
import { untilStill } from '#test/support/batch.ts';
import { shown, untilEnded, type BudgetUnit } from '#test/support/budget-unit.ts';
import { openProvider, startRemoteBatch } from '#test/support/remote-batch.ts';
import { startRemoteDossiers, type RemoteDossiers } from '#test/support/remote-dossiers.ts';
import { onPhone, type RemotePerson } from '#test/support/remote-phone.ts';

let world: RemoteDossiers;
let unit: BudgetUnit;
let line: FaultyLine;
let simulators: Simulators;
let ctk: Core;
let holder: RemotePerson;
let certificateId: string;

beforeAll(async () => {
  world = await startRemoteDossiers('VNPT');
  ({ unit, line, simulators, ctk, holder } = world);
  certificateId = await openProvider(ctk, holder);
});
afterAll(() => world.close());

const waiting = () => world.waiting();
const start = (dossier: DossierView) => world.start(dossier, certificateId);
const ringing = () => world.ringing();
const statusOf = (dossier: DossierView) => world.statusOf(dossier);

it('signs all documents with one confirmation of a code that both screens show, and other tools call them valid', async () => {
  const dossier = await waiting();
  const job = await start(dossier);
  expect(job).toMatchObject({
    phase: 'awaiting-phone',
    total: 3,
    phone: { provider: 'VNPT', username: holder.username, documents: 3, round: 1, rounds: 1 },
  });
  const request = ringing();
  // VNPT's phone shows the place, the form and the number, not an id of ours.
  expect(request.documents[0]?.name).toBe(`1. ${dossier.documents[0]?.name ?? ''}`);
  expect(request.documents[2]?.name).toBe('3. Hoa don.pdf');
  expect(job.phone?.code).toBe(request.code);
  expect(job.phone?.title).toBe(`Ký 3 tài liệu của hồ sơ ${dossier.code}, 1.005.000 đồng`);
  expect(job.phone?.secondsLeft).toBeGreaterThan(200);
  await simulators.requests.confirm(request.id, holder.pin);
  const ended = await untilEnded(ctk, job.jobId);
  expect(ended).toMatchObject({ phase: 'done' });
  expect(ended.phone).toBeUndefined();
  expect(ended.results.map(({ indication }) => indication)).toEqual(['valid', 'valid', 'valid']);
  expect(await statusOf(dossier)).toBe('CHO_GUI');
  await judgedByOthers(dossier);
});

async function judgedByOthers({ code, documents }: DossierView): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-judge-'));
  try {
    writeFileSync(join(folder, 'root.pem'), unit.backend.ca.rootPem);
    writeFileSync(join(folder, 'ca.pem'), unit.backend.ca.issuingPem);
    for (const { id } of documents) {
      const file = await ctk.call('documents.read', { code, documentId: id });
      const path = join(folder, 'signed');
      writeFileSync(path, Buffer.from(file.base64, 'base64'));
      if (file.mediaType === 'application/pdf') {
        const words = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
        expect(words.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(2);
        continue;
      }
      for (const place of [1, 2]) {
        execFileSync('xmlsec1', [
          ...['--verify', '--enabled-key-data', 'x509'],
          ...['--trusted-pem', join(folder, 'root.pem'), '--untrusted-pem', join(folder, 'ca.pem')],
          ...['--id-attr:Id', 'SignedProperties'],
          ...['--node-xpath', `(//*[local-name()='Signature'])[${place}]`, path],
        ]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('changes nothing when the phone rejects, and signs with a new request after that', async () => {
  const dossier = await waiting();
  const put = onPhone(simulators, holder, 'reject');
  const rejected = await untilEnded(ctk, (await start(dossier)).jobId);
  put();
  expect(rejected).toMatchObject({ phase: 'failed', failure: { code: 'REMOTE_REJECTED' } });
  expect(await statusOf(dossier)).toBe('CHO_CTK_KY');
  const away = onPhone(simulators, holder, 'confirm');
  expect(await untilEnded(ctk, (await start(dossier)).jobId)).toMatchObject({ phase: 'done' });
  away();
});

it('has ended when the cancel answers, and what is confirmed after that signs nothing', async () => {
  const dossier = await waiting();
  const { jobId } = await start(dossier);
  const request = ringing();
  const cancelled = await ctk.call('signing.cancel', { jobId });
  expect(cancelled).toMatchObject({ phase: 'cancelled', failure: { code: 'SIGNING_CANCELLED' } });
  expect(cancelled.phone).toBeUndefined();
  await simulators.requests.confirm(request.id, holder.pin);
  const again = await start(dossier);
  expect(again).toMatchObject({ phase: 'awaiting-phone' });
  expect(again.phone?.code).not.toBe(request.code);
  expect(await statusOf(dossier)).toBe('CHO_CTK_KY');
  await ctk.call('signing.cancel', { jobId: again.jobId });
});

it.each([
  ['wrong-signature', 'REMOTE_SIGNATURE_WRONG'],
  ['partial', 'REMOTE_FAILED'],
  ['quota', 'REMOTE_QUOTA'],
] as const)('hands over nothing of the dossier when the provider does this: %s', async (fault, code) => {
  const dossier = await waiting();
  simulators.faults.order({ provider: 'VNPT', fault, times: 1 });
  const put = onPhone(simulators, holder, 'confirm');
  const job = await untilEnded(ctk, (await start(dossier)).jobId);
  put();
  expect(job).toMatchObject({ phase: 'failed', failure: { code } });
  expect(await statusOf(dossier)).toBe('CHO_CTK_KY');
});

it.each(['cms', 'answer-twice'] as const)(
  'takes the values when the provider does this: %s',
  async (fault) => {
    const dossier = await waiting();
    simulators.faults.order({ provider: 'VNPT', fault, times: 1 });
    const put = onPhone(simulators, holder, 'confirm');
    const job = await untilEnded(ctk, (await start(dossier)).jobId);
    put();
    expect(job).toMatchObject({ phase: 'done' });
  },
);

it('forgets the session that the provider has ended meanwhile, and signs the same dossier after the next sign-in', async () => {
  const dossier = await waiting();
  const before = simulators.requests.of(holder.subscriberId).length;
  simulators.faults.order({ provider: 'VNPT', fault: 'session-expired', times: 1 });
  const refused = await untilEnded(ctk, (await start(dossier)).jobId);
  expect(refused).toMatchObject({ phase: 'failed', failure: { code: 'REMOTE_SESSION_EXPIRED' } });
  expect(simulators.requests.of(holder.subscriberId)).toHaveLength(before);
  const { providers } = await ctk.call('remote.providers', {});
  expect(providers.find(({ id }) => id === 'VNPT')).toMatchObject({
    open: false,
    lastUsername: holder.username,
  });
  expect(await openProvider(ctk, holder)).toBe(certificateId);
  const put = onPhone(simulators, holder, 'confirm');
  expect(await untilEnded(ctk, (await start(dossier)).jobId)).toMatchObject({ phase: 'done' });
  put();
});

it('says that the line is lost, goes on when it is back, and finds what was confirmed meanwhile', async () => {
  const dossier = await waiting();
  const job = await start(dossier);
  line.pull();
  await expect
    .poll(async () => (await ctk.call('signing.status', { jobId: job.jobId })).phone?.lineLost)
    .toBe(true);
  await simulators.requests.confirm(ringing().id, holder.pin);
  line.plugIn();
  expect(await untilEnded(ctk, job.jobId)).toMatchObject({ phase: 'done' });
});

it('refuses another person’s certificate and one under the wrong policy before the phone rings', async () => {
  const dossier = await waiting();
  const account = { provider: 'NACENCOMM', username: 'nguoi-khac', password: 'mật khẩu khác' } as const;
  await simulators.enrol({ ...account, subject: { commonName: 'Nguyễn Thị Khác' } });
  const theirs = await openProvider(ctk, account);
  const { certificates } = await ctk.call('remote.certificates', {});
  expect(certificates.map(({ id }) => id)).toContain(theirs);
  const request = { code: dossier.code, expected: shown(dossier) };
  await expect(ctk.call('signing.start', { ...request, certificateId: theirs })).rejects.toMatchObject({
    code: expect.stringMatching(/^CERT_(NOT_REGISTERED|OF_ANOTHER)$/) as string,
  });
  await expect(
    ctk.call('signing.start', { ...request, certificateId, policy: 'tt15-2025' }),
  ).rejects.toMatchObject({ code: 'REMOTE_ALGORITHM' });
  await ctk.call('remote.close', { provider: 'NACENCOMM' });
  await expect(ctk.call('signing.start', { ...request, certificateId: theirs })).rejects.toMatchObject({
    code: 'REMOTE_SESSION_EXPIRED',
  });
});

/** What a server that lies gives out as the values that the phone has signed. */
const lies = {
  'another person’s value': (values) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return values.map((value) => sign('sha256', Buffer.from(value), privateKey).toString('base64'));
  },
  'one document’s value for all': (values) => values.map(() => values[0] ?? ''),
} satisfies Record<string, (values: readonly string[]) => readonly string[]>;

/** From now on the desktop is given these values in the place of the true ones. */
function lie(values: (typeof lies)[keyof typeof lies]): void {
  const alter = (text: string): string => {
    const answer = remoteTransactionSchema.parse(JSON.parse(text));
    const given = answer.documents.flatMap(({ value }) => value ?? []);
    if (given.length < answer.documents.length) return text;
    const wrong = values(given);
    const documents = answer.documents.map((document, at) => ({ ...document, value: wrong[at] }));
    return JSON.stringify({ ...answer, documents });
  };
  line.behave(({ path }) =>
    path.includes('/remote-ca/transactions/current') ? { kind: 'altered', alter } : undefined,
  );
}

it.each(Object.keys(lies) as (keyof typeof lies)[])(
  'embeds nothing of a server that gives it out as signed: %s; one by one or in a batch',
  async (name) => {
    const dossier = await waiting();
    const before = dossier.documents.map(({ sha256 }) => sha256);
    lie(lies[name]);
    const put = onPhone(simulators, holder, 'confirm');
    const job = await untilEnded(ctk, (await start(dossier)).jobId);
    const batch = await untilStill(ctk, (await startRemoteBatch(ctk, holder, [dossier.code])).jobId);
    line.behave();
    put();
    const failure = { code: 'REMOTE_SIGNATURE_WRONG' };
    expect(job).toMatchObject({ phase: 'failed', failure });
    expect(batch).toMatchObject({ phase: 'paused', sent: 0, failure });
    const after = await ctk.call('dossiers.get', { code: dossier.code });
    expect(after.status).toBe('CHO_CTK_KY');
    expect(after.documents.map(({ sha256 }) => sha256)).toEqual(before);
    await ctk.call('batch.cancel', { jobId: batch.jobId });
  },
);

it('asks for a one-time code where the provider does, and keeps neither password nor code', async () => {
  const ktt = simulators.subscribers.list('MISA').find(({ secondFactor }) => secondFactor);
  const given = { provider: 'MISA', username: ktt?.username ?? '', password: ktt?.password ?? '' };
  expect(await ctk.call('remote.open', given)).toMatchObject({ kind: 'second-factor' });
  const { code } = simulators.requests.codeOf(ktt?.id ?? '') ?? { code: '' };
  const wrong = code === '000000' ? '000001' : '000000';
  await expect(ctk.call('remote.secondFactor', { provider: 'MISA', code: wrong })).rejects.toMatchObject({
    code: 'REMOTE_CODE_WRONG',
  });
  expect(await ctk.call('remote.secondFactor', { provider: 'MISA', code })).toMatchObject({ kind: 'open' });
  const { providers } = await ctk.call('remote.providers', {});
  expect(providers.find(({ id }) => id === 'MISA')).toMatchObject({
    open: true,
    lastUsername: given.username,
  });
  const { dataFolder } = await ctk.call('app.info', {});
  for (const secret of [holder.password ?? '', given.password]) {
    expect(secret.length).toBeGreaterThan(5);
    expect(filesWith(dataFolder, secret)).toEqual([]);
    // The simulated providers know their own passwords; the server beside them knows none.
    const atServer = filesWith(join(unit.folder, 'backend'), secret);
    expect(atServer.filter((path) => !path.includes('remote-ca-simulators'))).toEqual([]);
  }
  expect(filesWith(dataFolder, given.username)).not.toEqual([]);
});

it('has one request for a dossier, also when no window shows the first one any more', async () => {
  const dossier = await waiting();
  const first = await start(dossier);
  const second = await start(dossier);
  expect((await ctk.call('signing.status', { jobId: first.jobId })).phase).toBe('cancelled');
  await simulators.requests.confirm(ringing().id, holder.pin);
  expect(await untilEnded(ctk, second.jobId)).toMatchObject({ phase: 'done' });
  const standing = await unit.backend.store
    .selectFrom('remote_transactions')
    .select('state')
    .where('ended_at', 'is', null)
    .execute();
  expect(standing).toEqual([]);
});

it('says that the provider is silent while the phone is waited for, and signs when it answers', async () => {
  const dossier = await waiting();
  const { jobId } = await start(dossier);
  const { id } = ringing();
  simulators.faults.order({ provider: 'VNPT', fault: 'down' });
  await expect
    .poll(async () => (await ctk.call('signing.status', { jobId })).phone?.providerSilent)
    .toBe(true);
  await simulators.requests.confirm(id, holder.pin);
  simulators.faults.order({ provider: 'VNPT', fault: 'none' });
  expect(await untilEnded(ctk, jobId)).toMatchObject({ phase: 'done' });
});

it('asks nobody to confirm what a wrong clock would spoil', async () => {
  const dossier = await waiting();
  const fast = await unit.signIn('CTK', 'fast-clock', { now: () => new Date(Date.now() + 2 * 3_600_000) });
  const shownThere = await fast.call('dossiers.get', { code: dossier.code });
  const theirs = await openProvider(fast, holder);
  const { jobId } = await fast.call('signing.start', {
    code: dossier.code,
    certificateId: theirs,
    expected: shown(shownThere),
  });
  expect(await untilEnded(fast, jobId)).toMatchObject({ failure: { code: 'SIGNING_TIME_WRONG' } });
  const states = await unit.backend.store.selectFrom('remote_transactions').select('state').execute();
  expect(states.filter(({ state }) => state === 'waiting')).toEqual([]);
  await fast.close();
});

/** The account holder's deputy, who signs with a phone of their own. */
async function deputy() {
  const phone = unit.backend.demo?.phones?.find(({ registered }) => registered);
  const subscriber = simulators.subscribers.list('VNPT').find(({ username }) => username === phone?.username);
  if (phone === undefined || subscriber === undefined)
    throw new Error('nobody of the demo signs with a phone');
  const core = await unit.signIn('UQ_CTK');
  const provider = { ...phone, provider: 'VNPT', password: phone.password };
  return { core, provider, subscriber, certificateId: await openProvider(core, provider) };
}

it('says that the dossier was signed otherwise when somebody else was faster, and sends nothing', async () => {
  const dossier = await waiting();
  const { core, subscriber, certificateId: theirs } = await deputy();
  const seen = await core.call('dossiers.get', { code: dossier.code });
  await core.call('signing.start', { code: seen.code, certificateId: theirs, expected: shown(seen) });
  await core.close();
  const { jobId } = await start(dossier);
  await simulators.requests.confirm(ringing().id, holder.pin);
  expect(await untilEnded(ctk, jobId)).toMatchObject({ phase: 'done' });
  const [late] = simulators.requests.of(subscriber.id);
  await simulators.requests.confirm(late?.id ?? '', subscriber.pin);
  const again = await unit.signIn('UQ_CTK');
  await expect
    .poll(async () => (await again.call('remote.pending', {})).requests.map(({ failure }) => failure?.code))
    .toEqual(['SIGNED_OTHERWISE']);
  const [document] = dossier.documents;
  const report = await again.call('documents.verify', { code: dossier.code, documentId: document?.id ?? '' });
  expect(report.signatures).toHaveLength(2);
  await again.close();
});

it('says so too to those who wait meanwhile, with one dossier or a batch', async () => {
  const [dossier, inBatch] = [await waiting(), await waiting()];
  const { core, provider, subscriber, certificateId: theirs } = await deputy();
  const seen = await core.call('dossiers.get', { code: dossier.code });
  const single = await core.call('signing.start', {
    code: seen.code,
    certificateId: theirs,
    expected: shown(seen),
  });
  const batch = await startRemoteBatch(core, provider, [inBatch.code]);
  await expect
    .poll(() => simulators.requests.of(subscriber.id).map(({ state }) => state))
    .toContain('waiting');
  await expect
    .poll(async () => (await core.call('batch.status', { jobId: batch.jobId })).phase)
    .toBe('awaiting-phone');
  const put = onPhone(simulators, holder, 'confirm');
  for (const one of [dossier, inBatch]) {
    expect(await untilEnded(ctk, (await start(one)).jobId)).toMatchObject({ phase: 'done' });
  }
  put();
  for (const { id, state } of simulators.requests.of(subscriber.id)) {
    if (state === 'waiting') await simulators.requests.confirm(id, subscriber.pin);
  }
  expect(await untilEnded(core, single.jobId)).toMatchObject({ failure: { code: 'SIGNED_OTHERWISE' } });
  expect(await untilStill(core, batch.jobId)).toMatchObject({ phase: 'done', sent: 0 });
  const { rows } = await core.call('batch.rows', { jobId: batch.jobId });
  expect(new Set(rows.map(({ failure }) => failure?.code))).toEqual(new Set(['SIGNED_OTHERWISE']));
  await core.close();
});

it('finds the request again when the program was closed meanwhile, and sends what the phone has confirmed', async () => {
  const dossier = await waiting();
  await start(dossier);
  const request = ringing();
  await ctk.close();
  await simulators.requests.confirm(request.id, holder.pin);
  const again = await unit.signIn('CTK');
  await expect
    .poll(async () => (await again.call('dossiers.get', { code: dossier.code })).status)
    .toBe('CHO_GUI');
  await expect
    .poll(async () =>
      (await again.call('remote.pending', {})).requests.map(({ state, failure }) => ({ state, failure })),
    )
    .toEqual([{ state: 'ended', failure: undefined }]);
  const [document] = dossier.documents;
  const report = await again.call('documents.verify', { code: dossier.code, documentId: document?.id ?? '' });
  expect(report).toMatchObject({ indication: 'valid' });
  expect(report.signatures).toHaveLength(2);
});

/** Files below the folder that hold these bytes. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(text));
}
