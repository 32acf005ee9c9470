/** Signatures from the phone that are made and paid for are kept, whatever happens before the server has them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Simulators } from '#backend/remote-ca-simulators/simulators.ts';
import { makeInvoice } from '#main/shells/cli/demo/attachment.ts';
import { signWithPin } from '#main/shells/cli/demo/sign-with-pin.ts';
import type { Core, DossierView } from '#shared/contract/ipc.ts';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import {
  draftDossier,
  shown,
  startBudgetUnit,
  untilEnded,
  type BudgetUnit,
} from '#test/support/budget-unit.ts';
import {
  asksOften,
  onPhone,
  registerRemotely,
  simulatorsOf,
  type RemotePerson,
} from '#test/support/remote-phone.ts';

let unit: BudgetUnit;
let line: FaultyLine;
let simulators: Simulators;
let ktv: Core;
let ktt: Core;
let ctk: Core;
let holder: RemotePerson;

beforeAll(async () => {
  unit = await startBudgetUnit(asksOften);
  simulators = simulatorsOf(unit.backend);
  // Viettel takes 20 documents at a time.
  holder = await registerRemotely(unit.backend, 'CTK', 'VIETTEL');
  line = await FaultyLine.open({ target: unit.backend.url });
  ktv = await unit.signIn('KTV');
  ktt = await unit.signIn('KTT');
  ctk = await unit.signIn('CTK', undefined, { backendUrl: line.url });
});
afterAll(async () => {
  await unit.close();
  await line.close();
});

/** A dossier that waits for the account holder, who has opened it. */
async function waiting(moreFiles = 0): Promise<DossierView> {
  const draft = await draftDossier(ktv);
  const invoice = await makeInvoice(draft.content.vouchers[0]?.date ?? '');
  const base64 = Buffer.from(invoice).toString('base64');
  for (let number = 1; number <= moreFiles; number += 1)
    await ktv.call('drafts.attach', { code: draft.code, name: `Bảng kê ${number}.pdf`, base64 });
  const { code } = await ktv.call('dossiers.forward', { code: draft.code });
  await signWithPin(ktt, await ktt.call('dossiers.get', { code }), unit.signers.KTT.pin);
  return ctk.call('dossiers.get', { code });
}

async function start(core: Core, dossier: DossierView) {
  const { provider, username } = holder;
  const opened = await core.call('remote.open', { provider, username });
  if (opened.kind !== 'open') throw new Error('a second factor is asked for');
  const certificateId = opened.certificates[0]?.id ?? '';
  return core.call('signing.start', { code: dossier.code, certificateId, expected: shown(dossier) });
}

const requests = () => simulators.requests.of(holder.subscriberId);
const statusOf = async (core: Core, { code }: DossierView) =>
  (await core.call('dossiers.get', { code })).status;

/** How many signatures each document has; two are those of the chief accountant and the account holder. */
async function signatures(core: Core, { code, documents }: DossierView): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const { id } of documents) {
    const report = await core.call('documents.verify', { code, documentId: id });
    expect(report.indication).toBe('valid');
    counts.push(report.signatures.length);
  }
  return counts;
}

/** What is signed arrives; nothing of it is taken. */
const losesHandover = () =>
  line.behave(({ method, path }) =>
    method !== 'GET' && /\/sign(ed|atures)?\b/.test(path) && !path.includes('remote')
      ? { kind: 'lost-request' }
      : undefined,
  );

async function signedWithoutLine(): Promise<DossierView> {
  const dossier = await waiting();
  losesHandover();
  const put = onPhone(simulators, holder, 'confirm');
  const job = await untilEnded(ctk, (await start(ctk, dossier)).jobId);
  put();
  expect(job).toMatchObject({ phase: 'failed', failure: { code: 'BACKEND_UNREACHABLE' } });
  return dossier;
}

it('hands over by itself what was signed when the line broke, as soon as the line is back', async () => {
  const dossier = await signedWithoutLine();
  const before = requests().length;
  line.behave();
  await expect.poll(() => statusOf(ctk, dossier), { timeout: 20_000 }).toBe('CHO_GUI');
  expect(requests()).toHaveLength(before);
  expect(await signatures(ctk, dossier)).toEqual([2, 2, 2]);
});

it('asks the phone for nothing when the person signs anew while the line is broken, and signs nothing twice', async () => {
  const dossier = await signedWithoutLine();
  const before = requests().length;
  const again = await untilEnded(ctk, (await start(ctk, dossier)).jobId);
  expect(again).toMatchObject({ phase: 'failed', failure: { code: 'BACKEND_UNREACHABLE' } });
  line.behave();
  await expect.poll(() => statusOf(ctk, dossier), { timeout: 20_000 }).toBe('CHO_GUI');
  expect(requests()).toHaveLength(before);
  expect(await signatures(ctk, dossier)).toEqual([2, 2, 2]);
});

it('asks only for the rest when the second of two rounds was rejected', async () => {
  const dossier = await waiting(19);
  const { jobId, phone } = await start(ctk, dossier);
  expect(phone).toMatchObject({ documents: 20, round: 1, rounds: 2 });
  await simulators.requests.confirm(
    requests().find(({ state }) => state === 'waiting')?.id ?? '',
    holder.pin,
  );
  await expect
    .poll(async () => (await ctk.call('signing.status', { jobId })).phone?.round, { timeout: 20_000 })
    .toBe(2);
  simulators.requests.reject(requests().find(({ state }) => state === 'waiting')?.id ?? '');
  expect(await untilEnded(ctk, jobId)).toMatchObject({
    phase: 'failed',
    failure: { code: 'REMOTE_REJECTED' },
  });
  expect(await statusOf(ctk, dossier)).toBe('CHO_CTK_KY');
  const again = await start(ctk, dossier);
  expect(again.phone).toMatchObject({ documents: 2, round: 1, rounds: 1 });
  await simulators.requests.confirm(
    requests().find(({ state }) => state === 'waiting')?.id ?? '',
    holder.pin,
  );
  expect(await untilEnded(ctk, again.jobId)).toMatchObject({ phase: 'done' });
  expect(new Set(await signatures(ctk, dossier))).toEqual(new Set([2]));
});

it('finds both rounds of a dossier again when the program was closed before the second was confirmed', async () => {
  const dossier = await waiting(19);
  const { jobId } = await start(ctk, dossier);
  await simulators.requests.confirm(
    requests().find(({ state }) => state === 'waiting')?.id ?? '',
    holder.pin,
  );
  await expect
    .poll(async () => (await ctk.call('signing.status', { jobId })).phone?.round, { timeout: 20_000 })
    .toBe(2);
  const second = requests().find(({ state }) => state === 'waiting')?.id ?? '';
  const before = requests().length;
  await ctk.close();
  await simulators.requests.confirm(second, holder.pin);
  ctk = await unit.signIn('CTK');
  await expect.poll(() => statusOf(ctk, dossier), { timeout: 20_000 }).toBe('CHO_GUI');
  expect(requests()).toHaveLength(before);
  expect(new Set(await signatures(ctk, dossier))).toEqual(new Set([2]));
  await expect
    .poll(async () =>
      (await ctk.call('remote.pending', {})).requests.map(({ state, failure }) => [state, failure]),
    )
    .toEqual([
      ['ended', undefined],
      ['ended', undefined],
    ]);
});
