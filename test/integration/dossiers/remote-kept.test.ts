/** Signatures from the phone that are made and paid for are kept, whatever happens before the server has them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signWithPin } from '#main/shells/cli/demo/sign-with-pin.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import { untilEnded } from '#test/support/budget-unit.ts';
import { startRemoteDossiers, type RemoteDossiers } from '#test/support/remote-dossiers.ts';
import { onPhone } from '#test/support/remote-phone.ts';

let world: RemoteDossiers;

beforeAll(async () => {
  // Viettel takes 20 documents at a time.
  world = await startRemoteDossiers('VIETTEL');
});
afterAll(() => world.close());

/** How many signatures each document has; two are those of the chief accountant and the account holder. */
async function signatures({ code, documents }: DossierView): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const { id } of documents) {
    const report = await world.ctk.call('documents.verify', { code, documentId: id });
    expect(report.indication).toBe('valid');
    counts.push(report.signatures.length);
  }
  return counts;
}

/** What is told of the requests that were for this dossier. */
async function endOf({ code }: DossierView): Promise<readonly unknown[]> {
  const { requests } = await world.ctk.call('remote.pending', {});
  return requests
    .filter(({ dossiers }) => dossiers.includes(code))
    .map(({ state, failure }) => [state, failure?.code]);
}

/** What is signed arrives; nothing of it is taken. */
const losesHandover = () =>
  world.line.behave(({ method, path }) =>
    method !== 'GET' && /\/sign(ed|atures)?\b/.test(path) && !path.includes('remote')
      ? { kind: 'lost-request' }
      : undefined,
  );

async function signedWithoutLine(): Promise<DossierView> {
  const dossier = await world.waiting();
  losesHandover();
  const put = onPhone(world.simulators, world.holder, 'confirm');
  const job = await untilEnded(world.ctk, (await world.start(dossier)).jobId);
  put();
  expect(job).toMatchObject({ phase: 'failed', failure: { code: 'BACKEND_UNREACHABLE' } });
  return dossier;
}

it('hands over by itself what was signed when the line broke, as soon as the line is back', async () => {
  const dossier = await signedWithoutLine();
  const before = world.requests().length;
  world.line.behave();
  await expect.poll(() => world.statusOf(dossier), { timeout: 20_000 }).toBe('CHO_GUI');
  expect(world.requests()).toHaveLength(before);
  expect(await signatures(dossier)).toEqual([2, 2, 2]);
});

it('asks the phone for nothing when the person signs anew while the line is broken, and signs nothing twice', async () => {
  const dossier = await signedWithoutLine();
  const before = world.requests().length;
  const again = await untilEnded(world.ctk, (await world.start(dossier)).jobId);
  expect(again).toMatchObject({ phase: 'failed', failure: { code: 'BACKEND_UNREACHABLE' } });
  world.line.behave();
  await expect.poll(() => world.statusOf(dossier), { timeout: 20_000 }).toBe('CHO_GUI');
  expect(world.requests()).toHaveLength(before);
  expect(await signatures(dossier)).toEqual([2, 2, 2]);
});

it('says that nothing was handed over when the dossier was returned and signed anew meanwhile', async () => {
  const dossier = await signedWithoutLine();
  const { code } = dossier;
  await world.ctk.call('dossiers.return', { code, note: 'Sai số tiền' });
  const ktv = await world.unit.signIn('KTV', 'another-desk');
  await ktv.call('sync.now', {});
  const { version: baseVersion, content } = await ktv.call('dossiers.get', { code });
  await ktv.call('drafts.save', { code, baseVersion, content });
  await ktv.call('dossiers.forward', { code });
  const ktt = await world.unit.signIn('KTT', 'another-desk-too');
  await signWithPin(ktt, await ktt.call('dossiers.get', { code }), world.unit.signers.KTT.pin);
  world.line.behave();
  await expect.poll(() => endOf(dossier), { timeout: 20_000 }).toEqual([['ended', 'DOSSIER_CONFLICT']]);
  expect(await world.statusOf(dossier)).toBe('CHO_CTK_KY');
});

it('asks only for the rest when the second of two rounds was rejected', async () => {
  const dossier = await world.waiting(19);
  const { jobId, phone } = await world.start(dossier);
  expect(phone).toMatchObject({ documents: 20, round: 1, rounds: 2 });
  await world.simulators.requests.confirm(world.ringing().id, world.holder.pin);
  await expect
    .poll(async () => (await world.ctk.call('signing.status', { jobId })).phone?.round, { timeout: 20_000 })
    .toBe(2);
  world.simulators.requests.reject(world.ringing().id);
  expect(await untilEnded(world.ctk, jobId)).toMatchObject({
    phase: 'failed',
    failure: { code: 'REMOTE_REJECTED' },
  });
  expect(await world.statusOf(dossier)).toBe('CHO_CTK_KY');
  const again = await world.start(dossier);
  expect(again.phone).toMatchObject({ documents: 2, round: 1, rounds: 1 });
  await world.simulators.requests.confirm(world.ringing().id, world.holder.pin);
  expect(await untilEnded(world.ctk, again.jobId)).toMatchObject({ phase: 'done' });
  expect(new Set(await signatures(dossier))).toEqual(new Set([2]));
});

it('finds both rounds of a dossier again when the program was closed before the second was confirmed', async () => {
  const dossier = await world.waiting(19);
  const { jobId } = await world.start(dossier);
  await world.simulators.requests.confirm(world.ringing().id, world.holder.pin);
  await expect
    .poll(async () => (await world.ctk.call('signing.status', { jobId })).phone?.round, { timeout: 20_000 })
    .toBe(2);
  const second = world.ringing().id;
  const before = world.requests().length;
  await world.ctk.close();
  await world.simulators.requests.confirm(second, world.holder.pin);
  world.ctk = await world.unit.signIn('CTK');
  await expect.poll(() => world.statusOf(dossier), { timeout: 20_000 }).toBe('CHO_GUI');
  expect(world.requests()).toHaveLength(before);
  expect(new Set(await signatures(dossier))).toEqual(new Set([2]));
  await expect
    .poll(() => endOf(dossier))
    .toEqual([
      ['ended', undefined],
      ['ended', undefined],
    ]);
});
