/** PIN changes, unblocking, challenges and self-tests through the core's own calls, on SoftHSM2. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCore } from '#main/core/core.ts';
import type { Core, CoreEvent } from '#shared/contract/ipc.ts';
import type { TokenJob } from '#shared/contract/token-jobs.ts';
import type { PinPrompt } from '#shared/contract/tokens.ts';
import { sealPin } from '#shared/pin/seal.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';

/** Every message between the core and the token hosts of this test. */
const messages = vi.hoisted((): unknown[] => []);
vi.mock(import('#native/host-process.ts'), async (original) => {
  const { startHostProcess, HostProcess } = await original();
  return {
    HostProcess,
    startHostProcess: (options) => {
      const child = startHostProcess(options);
      const send = child.send.bind(child);
      child.send = (message) => {
        messages.push(message);
        send(message);
      };
      child.on('message', (message) => messages.push(message));
      return child;
    },
  };
});

/** The security officer's PIN of `addSoftToken`, which is SoftHSM2's PUK. */
const puk = '97531864';
const home = softTokenHome();
const ca = scratchCa();
const confBefore = process.env['SOFTHSM2_CONF'];
let core: Core;
let token: string;
let certificate: string;
const events: CoreEvent[] = [];

beforeAll(async () => {
  process.env['SOFTHSM2_CONF'] = home.env['SOFTHSM2_CONF'];
  token = await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
  const dataFolder = join(home.folder, 'data');
  mkdirSync(dataFolder);
  core = await createCore({
    dataFolder,
    backendUrl: 'http://127.0.0.1:1',
    modules: [home.module],
    shell: 'cli',
    policy: 'compat',
  });
  core.subscribe((event) => events.push(event));
  certificate = await vi.waitFor(
    async () => {
      const { certificates } = await core.call('certificates.list', {});
      const own = certificates.find(({ tokenSerial, isCa }) => tokenSerial === token && !isCa);
      if (own === undefined) throw new Error('not listed yet');
      return own.id;
    },
    { timeout: 10_000, interval: 50 },
  );
});
afterAll(async () => {
  await core.close();
  if (confBefore === undefined) delete process.env['SOFTHSM2_CONF'];
  else process.env['SOFTHSM2_CONF'] = confBefore;
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});

const utf8 = (text: string) => new TextEncoder().encode(text);

async function promptOf({ jobId }: TokenJob): Promise<PinPrompt> {
  return (await core.call('pin.describe', { jobId })).prompt;
}

/** One press: the two secrets of a change, or one PIN. */
async function press(job: TokenJob, prompt: PinPrompt, ...secrets: readonly string[]) {
  const sealed = await sealPin(prompt, utf8(secrets.join('\0')));
  return core.call('pin.submit', { jobId: job.jobId, sealed });
}

async function ended({ jobId }: TokenJob): Promise<TokenJob> {
  return vi.waitFor(
    async () => {
      const job = await core.call('tokens.job', { jobId });
      expect(['done', 'failed', 'cancelled']).toContain(job.phase);
      return job;
    },
    { timeout: 10_000, interval: 20 },
  );
}

/** What the token itself says: as long as its driver is being asked, the list shows what stood before. */
const pinState = () =>
  vi.waitFor(
    async () => {
      const { modules, tokens } = await core.call('tokens.list', {});
      expect(modules.find(({ path }) => path === home.module)?.state).toBe('ready');
      return tokens.find(({ serial }) => serial === token)?.pinState;
    },
    { timeout: 10_000, interval: 50 },
  );

/** Whether the key signs with this PIN; spends a try when it does not. */
async function challenge(pin: string): Promise<TokenJob> {
  const job = await core.call('tokens.challenge', { certificateId: certificate });
  const answer = await press(job, await promptOf(job), pin);
  if (answer.kind === 'refused') await core.call('tokens.cancelJob', { jobId: job.jobId });
  return ended(job);
}

describe('a change of the PIN', () => {
  it('costs one try for a wrong old PIN, asks again, and then the new PIN signs and the old one does not', async () => {
    const job = await core.call('tokens.changePin', { tokenSerial: token });
    expect(job).toMatchObject({ purpose: 'change', phase: 'awaiting-pin', tokenSerial: token });
    const described = await core.call('pin.describe', { jobId: job.jobId });
    expect(described).toMatchObject({ purpose: 'change', dossierCode: '', documentCount: 0, total: '0' });
    expect(described.prompt.token.pinState).toBe('ok');

    const wrong = await press(job, described.prompt, '000000', '86420975');
    expect(wrong).toMatchObject({ kind: 'refused', failure: { code: 'PIN_INCORRECT' } });
    if (wrong.kind !== 'refused' || wrong.prompt === undefined) throw new Error('asked no more');
    expect(wrong.prompt.token.pinState).toBe('low');
    expect((await core.call('tokens.job', { jobId: job.jobId })).phase).toBe('awaiting-pin');

    const from = events.length;
    expect(await press(job, wrong.prompt, softPin, '86420975')).toEqual({ kind: 'accepted' });
    expect(await ended(job)).toMatchObject({ phase: 'done', steps: [] });
    expect(events.slice(from).map(({ name }) => name)).toContain('tokens.changed');
    expect(await pinState()).toBe('ok');

    expect((await challenge('86420975')).phase).toBe('done');
    expect((await challenge(softPin)).phase).toBe('cancelled');
    const back = await core.call('tokens.changePin', { tokenSerial: token });
    expect(await press(back, await promptOf(back), '86420975', softPin)).toEqual({ kind: 'accepted' });
  });

  it('spends nothing when it is cancelled, nor when the new PIN cannot be one', async () => {
    const job = await core.call('tokens.changePin', { tokenSerial: token });
    const same = await press(job, await promptOf(job), softPin, softPin);
    expect(same).toMatchObject({ kind: 'refused', failure: { code: 'PIN_SAME' }, prompt: {} });
    const short = await press(job, await promptOf(job), softPin, '1');
    expect(short).toMatchObject({ kind: 'refused', failure: { code: 'PIN_LENGTH' }, prompt: {} });
    const prompt = await promptOf(job);
    await core.call('pin.cancel', { jobId: job.jobId });
    expect((await ended(job)).phase).toBe('cancelled');
    await expect(press(job, prompt, '000000', '86420975')).rejects.toThrow('PIN_PROMPT_EXPIRED');
    expect(await pinState()).toBe('ok');
  });

  it('is not begun for a token that is not there', async () => {
    await expect(core.call('tokens.changePin', { tokenSerial: 'nowhere' })).rejects.toThrow(
      'TOKEN_NOT_FOUND',
    );
  });
});

describe('an unblocking with the PUK', () => {
  it('says that the PUK was wrong, asks again, and then sets the new PIN', async () => {
    const job = await core.call('tokens.unblockPin', { tokenSerial: token });
    const wrong = await press(job, await promptOf(job), '00000000', '11223344');
    expect(wrong).toMatchObject({ kind: 'refused', failure: { code: 'PUK_INCORRECT' } });
    expect(await press(job, await promptOf(job), puk, '11223344')).toEqual({ kind: 'accepted' });
    expect((await ended(job)).phase).toBe('done');
    expect((await challenge('11223344')).phase).toBe('done');
    const back = await core.call('tokens.changePin', { tokenSerial: token });
    await press(back, await promptOf(back), '11223344', softPin);
    await ended(back);
  });
});

describe('a challenge', () => {
  it('proves that the private key fits its certificate, and lets go of the token', async () => {
    const job = await challenge(softPin);
    expect(job).toMatchObject({ purpose: 'challenge', phase: 'done' });
    expect(job.steps).toEqual([
      expect.objectContaining({ name: 'RSA PKCS#1 v1.5, SHA-256', outcome: 'passed' }),
    ]);
    // A token that were still logged in to would refuse the next one as busy.
    expect((await challenge(softPin)).phase).toBe('done');
  });
});

describe('a self-test', () => {
  it('tells what needs no login at once, without asking for a PIN', async () => {
    const job = await core.call('tokens.selfTest', {
      modulePath: home.module,
      tokenSerial: token,
      withPin: false,
    });
    expect(job).toMatchObject({ purpose: 'self-test', phase: 'done' });
    expect(job.steps.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(job.steps.map(({ name }) => name)).toEqual(expect.arrayContaining(['C_GetSlotList', 'SHA-256']));
    expect(job.steps.map(({ name }) => name)).not.toContain('C_Login');
    await expect(promptOf(job)).rejects.toThrow('PIN_PROMPT_EXPIRED');
  });

  it('asks again after a wrong PIN, and with the right one tries the key too', async () => {
    const job = await core.call('tokens.selfTest', {
      modulePath: home.module,
      tokenSerial: token,
      withPin: true,
    });
    expect(job).toMatchObject({ phase: 'awaiting-pin', steps: [] });
    const wrong = await press(job, await promptOf(job), '000000');
    expect(wrong).toMatchObject({ kind: 'refused', failure: { code: 'PIN_INCORRECT' }, prompt: {} });
    expect(await press(job, await promptOf(job), softPin)).toEqual({ kind: 'accepted' });
    const { steps, phase } = await ended(job);
    expect(phase).toBe('done');
    expect(steps.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(steps).toContainEqual(expect.objectContaining({ name: 'C_Login', outcome: 'passed' }));
  });
});

describe('a page that calls with the wrong job', () => {
  it('learns nothing of a job whose id it made up', async () => {
    const jobId = crypto.randomUUID();
    await expect(core.call('pin.describe', { jobId })).rejects.toThrow('SIGNING_JOB_UNKNOWN');
    await expect(core.call('pin.cancel', { jobId })).rejects.toThrow('SIGNING_JOB_UNKNOWN');
    await expect(core.call('tokens.job', { jobId })).rejects.toThrow('SIGNING_JOB_UNKNOWN');
  });

  it('cannot pass a PIN that was sealed for one job to another, and spends no try of either', async () => {
    const one = await core.call('tokens.changePin', { tokenSerial: token });
    const other = await core.call('tokens.unblockPin', { tokenSerial: token });
    const given = await press(other, await promptOf(one), '000000', '86420975');
    expect(given).toMatchObject({ kind: 'refused', failure: { code: 'PIN_PROMPT_EXPIRED' } });
    expect(await pinState()).toBe('ok');
    for (const { jobId } of [one, other]) {
      expect((await core.call('tokens.cancelJob', { jobId })).phase).toBe('cancelled');
    }
  });

  it('finds no signature under the id of other work', async () => {
    const { jobId } = await core.call('tokens.changePin', { tokenSerial: token });
    await expect(core.call('signing.status', { jobId })).rejects.toThrow('SIGNING_JOB_UNKNOWN');
    await expect(core.call('signing.cancel', { jobId })).rejects.toThrow('SIGNING_JOB_UNKNOWN');
    await core.call('tokens.cancelJob', { jobId });
  });
});

it('no message to or from a token host, no answer and no event ever holds a PIN or the PUK', async () => {
  const seen: unknown[] = [];
  messages.length = 0;
  const from = events.length;
  const secrets = [softPin, puk, '86420975', '55443322', '66778899'];
  const change = await core.call('tokens.changePin', { tokenSerial: token });
  seen.push(change, await press(change, await promptOf(change), '55443322', '86420975'));
  seen.push(await press(change, await promptOf(change), softPin, '86420975'), await ended(change));
  const unblock = await core.call('tokens.unblockPin', { tokenSerial: token });
  seen.push(unblock, await press(unblock, await promptOf(unblock), '66778899', softPin));
  seen.push(await press(unblock, await promptOf(unblock), puk, softPin), await ended(unblock));
  seen.push(await challenge(softPin), ...events.slice(from), ...messages);
  // The messages that carried what was sealed, and the hosts' answers to them, are among those looked at.
  const looked = JSON.stringify(seen);
  expect(looked).toContain('ciphertext');
  expect(looked).toContain('"kind":"changed"');
  for (const value of seen) {
    const text = JSON.stringify(value);
    for (const secret of secrets) {
      const bytes = Buffer.from(secret);
      for (const form of [secret, bytes.toString('base64'), bytes.toString('hex')]) {
        expect(text.includes(form), form).toBe(false);
      }
    }
  }
  expect(secrets.some((secret) => serialize(seen).includes(secret))).toBe(false);
});
