/** “Remember for this batch”, from the first PIN to every one of its ends, with a real backend and SoftHSM2. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Core, CoreEvent, DossierView, SigningJob } from '#shared/contract/ipc.ts';
import { sealPin } from '#shared/pin/seal.ts';
import {
  accountants,
  draftDossier,
  shown,
  startBudgetUnit,
  startSigning,
  untilEnded,
  type BudgetUnit,
} from '#test/support/budget-unit.ts';

const minute = 60_000;
let unit: BudgetUnit;
let core: Core;
/** How far the clock of the signing machine is ahead, ms. */
let ahead = 0;
const events: CoreEvent[] = [];
const waiting: string[] = [];

beforeAll(async () => {
  unit = await startBudgetUnit();
  const ktv = await unit.signIn(accountants(unit.backend)[0], 'ktv');
  for (let count = 0; count < 4; count += 1) {
    const { code } = await draftDossier(ktv);
    waiting.push((await ktv.call('dossiers.forward', { code })).code);
  }
  core = await unit.start('ktt', { now: () => new Date(Date.now() + ahead) });
  core.subscribe((event) => events.push(event));
  await signIn();
});
afterAll(() => unit.close());
beforeEach(async () => {
  await core.call('signing.forget', {});
});

const account = () => {
  const found = unit.backend.demo?.accounts.find(({ role }) => role === 'KTT');
  if (found === undefined) throw new Error('no chief accountant');
  return { username: found.username, password: found.password };
};
const signIn = () => core.call('session.signIn', account());

/** A dossier that is still to be signed; `again` gives the same one another time. */
async function dossier({ again = false } = {}): Promise<DossierView> {
  const code = again ? waiting[0] : waiting.shift();
  if (code === undefined) throw new Error('every dossier is signed');
  return core.call('dossiers.get', { code });
}

const pinOf = () => unit.signers.KTT.pin;

async function enterPin({ jobId }: SigningJob, remember: boolean) {
  const { prompt } = await core.call('pin.describe', { jobId });
  const sealed = await sealPin(prompt, new TextEncoder().encode(pinOf()));
  return core.call('pin.submit', { jobId, sealed, remember });
}

/** Enters the PIN to be remembered for a job that is cancelled: a dossier is not used up by it. */
async function remember(): Promise<string> {
  const job = await startSigning(core, await dossier({ again: true }));
  expect(job.phase).toBe('awaiting-pin');
  expect(await enterPin(job, true)).toEqual({ kind: 'accepted' });
  await core.call('signing.cancel', { jobId: job.jobId });
  await untilEnded(core, job.jobId);
  const { logins } = await core.call('signing.remembered', {});
  expect(logins).toHaveLength(1);
  return logins[0]?.certificateId ?? '';
}

/** Whether the next signature asks for the PIN; it is cancelled then. */
async function asksAgain(): Promise<boolean> {
  const job = await startSigning(core, await dossier({ again: true }));
  await core.call('signing.cancel', { jobId: job.jobId });
  await untilEnded(core, job.jobId);
  return job.phase === 'awaiting-pin';
}

describe('a PIN that is remembered for the batch', () => {
  it('is asked for once for two dossiers, and the second has the same valid signatures', async () => {
    const first = await startSigning(core, await dossier());
    expect(await enterPin(first, true)).toEqual({ kind: 'accepted' });
    expect((await untilEnded(core, first.jobId)).phase).toBe('done');

    const next = await dossier();
    const second = await startSigning(core, next);
    expect(second.phase).toBe('signing');
    await expect(core.call('pin.describe', { jobId: second.jobId })).rejects.toThrow('PIN_PROMPT_EXPIRED');
    const { phase, results } = await untilEnded(core, second.jobId);
    expect(phase).toBe('done');
    expect(results.map(({ indication }) => indication)).toEqual(next.documents.map(() => 'valid'));
    expect(events.filter(({ name }) => name === 'logins.changed')).not.toHaveLength(0);
  });

  it('is not remembered unless the person asked for it', async () => {
    const job = await startSigning(core, await dossier());
    expect(await enterPin(job, false)).toEqual({ kind: 'accepted' });
    await untilEnded(core, job.jobId);
    expect((await core.call('signing.remembered', {})).logins).toEqual([]);
    expect(await asksAgain()).toBe(true);
  });

  it('signs only what was shown, like one that is typed', async () => {
    const certificateId = await remember();
    const view = await dossier({ again: true });
    const expected = Object.fromEntries(Object.keys(shown(view)).map((id) => [id, '0'.repeat(64)]));
    const job = await core.call('signing.start', { code: view.code, certificateId, expected });
    expect(await untilEnded(core, job.jobId)).toMatchObject({
      phase: 'failed',
      failure: { code: 'DOCUMENT_CHANGED' },
    });
    expect(await asksAgain()).toBe(false);
  });
});

describe('a remembered login is over', () => {
  it('when the screen is locked', async () => {
    await remember();
    expect(await asksAgain()).toBe(false);
    await core.call('shell.screenLocked', {});
    expect((await core.call('signing.remembered', {})).logins).toEqual([]);
    expect(await asksAgain()).toBe(true);
  });

  it('after five minutes without use, by the clock on the wall', async () => {
    await remember();
    ahead += 4 * minute;
    expect(await asksAgain()).toBe(false);
    ahead += 4 * minute;
    expect(await asksAgain()).toBe(false);
    ahead += 5 * minute;
    expect(await asksAgain()).toBe(true);
    expect((await core.call('signing.remembered', {})).logins).toEqual([]);
  });

  it('when the person signs out, also for the same person later', async () => {
    await remember();
    await core.call('session.signOut', {});
    expect((await core.call('signing.remembered', {})).logins).toEqual([]);
    await signIn();
    expect(await asksAgain()).toBe(true);
  });

  it('when a PIN is to be changed on that token: the change finds it free', async () => {
    const certificateId = await remember();
    const tokenSerial = certificateId.slice(0, certificateId.lastIndexOf(':'));
    const change = await core.call('tokens.changePin', { tokenSerial });
    expect(change.phase).toBe('awaiting-pin');
    expect((await core.call('signing.remembered', {})).logins).toEqual([]);
    await core.call('tokens.cancelJob', { jobId: change.jobId });
  });
});
