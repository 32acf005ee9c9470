import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { PinPrompt, SealedPin } from '#shared/contract/tokens.ts';
import { refused, type PinAttempt, type PinTask } from './pin-task.ts';
import { TokenPinJob } from './token-pin-job.ts';

const token: PinPrompt['token'] = {
  serial: 'CARD1',
  label: 'Token',
  manufacturer: 'M',
  model: 'X',
  reader: 'R',
  slotId: '00',
  modulePath: '/m.so',
  pinState: 'ok',
  pukState: 'ok',
  pinPad: false,
  minPinLength: 4,
  maxPinLength: 8,
};

/** A token that answers as it is told to, one answer for each entry, and counts what it is asked. */
class ScriptedToken implements PinTask {
  readonly purpose = 'change';
  readonly tokenSerial = 'CARD1';
  readonly about = { owner: '', certificateSerial: '', algorithm: '' };
  readonly answers: (PinAttempt | DvcttError | Promise<PinAttempt>)[];
  prompts = 0;
  entries = 0;
  locked: DvcttError | undefined;

  constructor(...answers: (PinAttempt | DvcttError | Promise<PinAttempt>)[]) {
    this.answers = answers;
  }

  openPrompt(): Promise<PinPrompt> {
    if (this.locked !== undefined) return Promise.reject(this.locked);
    this.prompts += 1;
    const expiresAt = '2026-11-22T08:05:00.000Z';
    return Promise.resolve({ promptId: `prompt-${this.prompts}`, publicKey: 'key', expiresAt, token });
  }

  async attempt(): Promise<PinAttempt> {
    this.entries += 1;
    const answer = await this.answers.shift();
    if (answer === undefined || answer instanceof DvcttError) throw answer ?? new DvcttError('UNEXPECTED');
    return answer;
  }
}

async function jobOn(task: ScriptedToken) {
  const events: CoreEvent[] = [];
  const cancelled: string[] = [];
  const job = new TokenPinJob(task, {
    cancelPrompt: (promptId) => Promise.resolve(void cancelled.push(promptId)),
    emit: (event) => events.push(event),
  });
  await job.ask();
  return { job, events, cancelled };
}

const sealedTo = (promptId: string): SealedPin => ({
  promptId,
  ephemeralKey: 'SEALED-E',
  iv: 'SEALED-I',
  ciphertext: 'SEALED-C',
});
const wrong = () => refused({ code: 'PIN_INCORRECT' });
const settled = () => new Promise(setImmediate);

describe('work on a token that asks for a PIN', () => {
  it('spends one try for one press: the same sealed PIN sent twice is refused unseen', async () => {
    const task = new ScriptedToken(wrong());
    const { job } = await jobOn(task);
    const [first, second] = await Promise.allSettled([
      job.enterPin(sealedTo('prompt-1')),
      job.enterPin(sealedTo('prompt-1')),
    ]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { kind: 'refused' } });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'PIN_PROMPT_EXPIRED' } });
    expect(await job.enterPin(sealedTo('prompt-1'))).toMatchObject({
      kind: 'refused',
      failure: { code: 'PIN_PROMPT_EXPIRED' },
    });
    expect(task.entries).toBe(1);
  });

  it('takes no PIN that was sealed for another job, and spends nothing on it', async () => {
    const task = new ScriptedToken(wrong());
    const { job } = await jobOn(task);
    expect(await job.enterPin(sealedTo('prompt-of-another'))).toMatchObject({
      kind: 'refused',
      failure: { code: 'PIN_PROMPT_EXPIRED' },
      prompt: { promptId: 'prompt-1' },
    });
    expect(task.entries).toBe(0);
    expect(job.describePin().prompt.promptId).toBe('prompt-1');
  });

  it('offers another prompt after a wrong PIN, and waits for the person', async () => {
    const task = new ScriptedToken(wrong(), { kind: 'accepted', outcome: Promise.resolve([]) });
    const { job, events } = await jobOn(task);
    const answer = await job.enterPin(sealedTo('prompt-1'));
    expect(answer).toMatchObject({ kind: 'refused', prompt: { promptId: 'prompt-2' } });
    expect(task.entries).toBe(1);
    expect(job.view().phase).toBe('awaiting-pin');
    expect(await job.enterPin(sealedTo('prompt-2'))).toEqual({ kind: 'accepted' });
    await settled();
    expect(job.view().phase).toBe('done');
    expect(events.at(-1)).toEqual({ name: 'tokens.changed', payload: {} });
  });

  it('still tells after it was given up that wrong entries have cost tries', async () => {
    const { job } = await jobOn(new ScriptedToken(wrong(), refused({ code: 'PIN_NOT_ACCEPTED' })));
    expect(job.view().wrongEntries).toBeUndefined();
    await job.enterPin(sealedTo('prompt-1'));
    await job.enterPin(sealedTo('prompt-2'));
    await job.cancel();
    expect(job.view()).toMatchObject({ phase: 'cancelled', wrongEntries: 1 });
  });

  it('ends when this try has locked the PIN, and asks no more', async () => {
    const task = new ScriptedToken(refused({ code: 'PIN_INCORRECT' }, 'PIN_LOCKED'));
    const { job, events } = await jobOn(task);
    const answer = await job.enterPin(sealedTo('prompt-1'));
    expect(answer).toEqual({ kind: 'refused', failure: { code: 'PIN_INCORRECT' } });
    expect(job.view()).toMatchObject({ phase: 'failed', failure: { code: 'PIN_LOCKED' } });
    expect(task.prompts).toBe(1);
    expect(events.at(-1)).toEqual({ name: 'tokens.changed', payload: {} });
    expect(() => job.describePin()).toThrow(expect.objectContaining({ code: 'PIN_PROMPT_EXPIRED' }));
  });

  it.each(['PUK_LOCKED', 'PIN_CHANGE_UNSUPPORTED', 'PIN_UNBLOCK_UNSUPPORTED', 'TOKEN_REMOVED'] as const)(
    'ends with %s, for which asking again is of no use',
    async (code) => {
      const { job } = await jobOn(new ScriptedToken(refused({ code })));
      expect(await job.enterPin(sealedTo('prompt-1'))).toEqual({ kind: 'refused', failure: { code } });
      expect(job.view()).toMatchObject({ phase: 'failed', failure: { code } });
    },
  );

  it('ends with what keeps it from asking again', async () => {
    const task = new ScriptedToken(wrong());
    const { job } = await jobOn(task);
    task.locked = new DvcttError('PIN_LOCKED');
    expect(await job.enterPin(sealedTo('prompt-1'))).toEqual({
      kind: 'refused',
      failure: { code: 'PIN_INCORRECT' },
    });
    expect(job.view()).toMatchObject({ phase: 'failed', failure: { code: 'PIN_LOCKED' } });
  });

  it('spends nothing when it is cancelled, and lets the prompt go', async () => {
    const task = new ScriptedToken();
    const { job, cancelled } = await jobOn(task);
    await job.cancel();
    await job.cancel();
    expect(job.view()).toMatchObject({ phase: 'cancelled', failure: { code: 'PIN_CANCELLED' } });
    expect(cancelled).toEqual(['prompt-1']);
    expect(task.entries).toBe(0);
  });

  it('asks no more when it was cancelled while the token refused the PIN', async () => {
    const answer = Promise.withResolvers<PinAttempt>();
    const task = new ScriptedToken(answer.promise);
    const { job } = await jobOn(task);
    const entered = job.enterPin(sealedTo('prompt-1'));
    await job.cancel();
    answer.resolve(wrong());
    expect(await entered).toEqual({ kind: 'refused', failure: { code: 'PIN_INCORRECT' } });
    expect(job.view().phase).toBe('cancelled');
    expect(task.prompts).toBe(1);
  });

  it('says what has failed when the driver dies under it', async () => {
    const { job } = await jobOn(new ScriptedToken(new DvcttError('MODULE_CRASHED')));
    expect(await job.enterPin(sealedTo('prompt-1'))).toEqual({
      kind: 'refused',
      failure: { code: 'MODULE_CRASHED' },
    });
    expect(job.view()).toMatchObject({ phase: 'failed', failure: { code: 'MODULE_CRASHED' } });
  });

  it('never shows what was sealed in its state or its events', async () => {
    const { job, events } = await jobOn(new ScriptedToken(wrong(), new DvcttError('TOKEN_ERROR')));
    await job.enterPin(sealedTo('prompt-1'));
    await job.enterPin(sealedTo('prompt-2'));
    expect(JSON.stringify([job.view(), events])).not.toContain('SEALED');
  });
});
