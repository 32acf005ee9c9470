import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTokenService, type TokenServiceOptions } from '#main/tokens/create-token-service.ts';
import { faultyModule, type FaultyModule } from '#test/support/faulty-module.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { logIn } from '#test/support/sign-once.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';
import { toldPcsc, type ToldPcsc } from '#test/support/told-pcsc.ts';
import { hashOf } from '#test/support/verify-signature.ts';

const ca = scratchCa();
const home = softTokenHome();
const otherHome = softTokenHome();
const atr = '3b9f958131fe9f006646530510043171df000000000026';
const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;
const digest = hashOf('SHA-256', Buffer.from('Ủy nhiệm chi'));

let pcsc: ToldPcsc;
let other: FaultyModule;
let service: ReturnType<typeof createTokenService> | undefined;

beforeAll(async () => {
  await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
  await addSoftToken(home, ca, { label: 'CTK', keyType: 'rsa-2048', owner: 'Trần Thị Chủ' });
  await addSoftToken(otherHome, ca, { label: 'KHAC', keyType: 'rsa-2048', owner: 'Lê Văn Khác' });
});
afterAll(() => {
  for (const { folder } of [home, otherHome, ca]) rmSync(folder, { recursive: true });
});
beforeEach(() => {
  pcsc = toldPcsc();
  other = faultyModule(otherHome);
});
afterEach(async () => {
  await service?.close();
  service = undefined;
  pcsc.remove();
  other.remove();
});

function make(modules: readonly string[], options: Partial<TokenServiceOptions> = {}) {
  service = createTokenService({
    modules,
    pcscEntry: pcsc.entry,
    env: { ...home.env, ...pcsc.env },
    deadlines: { survey: 3_000, certificates: 3_000 },
    ...options,
  });
  return service;
}

/** Counts the calls of one who watches. */
function watching(tokens: ReturnType<typeof make>) {
  let told = 0;
  const end = tokens.watch(() => {
    told += 1;
  });
  return { end, told: () => told };
}

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a module that hangs', () => {
  it('is shown as being asked while the others are listed, and named when its time is over; then nobody waits for it again', async () => {
    other.order('C_GetSlotList hang');
    const tokens = make([other.path, home.module]);
    const watch = watching(tokens);
    const first = await tokens.list({ patience: 60 });
    expect(first.modules.map(({ state }) => state)).toEqual(['asking', 'ready']);
    expect(first.tokens).toHaveLength(2);
    const { certificates, pending } = await tokens.certificates({ patience: 60 });
    expect(pending).toEqual([other.path]);
    expect(certificates.filter(({ view }) => !view.isCa)).toHaveLength(2);
    await expect.poll(() => watch.told()).toBeGreaterThan(0);
    const later = await tokens.list({ patience: 60 });
    // Not asked again, which `asking` would tell.
    expect(later.modules[0]).toMatchObject({ state: 'failed', failure: { code: 'MODULE_TIMEOUT' } });
    const { problems } = await tokens.certificates({ patience: 60 });
    expect(problems).toMatchObject([{ code: 'MODULE_TIMEOUT', details: { module: other.path } }]);
    watch.end();
  });

  it('all of a sudden keeps its tokens on the list until its time is over', async () => {
    const tokens = make([other.path, home.module]);
    const watch = watching(tokens);
    expect((await tokens.list()).tokens).toHaveLength(3);
    // What soft tokens have answered stands for two seconds.
    await sleep(2_100);
    other.order('C_GetSlotList hang');
    const list = await tokens.list({ patience: 60 });
    expect(list.modules[0]?.state).toBe('asking');
    expect(list.tokens).toHaveLength(3);
    await expect.poll(() => watch.told()).toBeGreaterThan(0);
    expect((await tokens.list({ patience: 60 })).tokens).toHaveLength(2);
    watch.end();
  });

  it('does not hold up a signature with a certificate of another module', async () => {
    const tokens = make([other.path, home.module], {
      // Longer than this test may take: who waited for the hung one would be seen.
      deadlines: { survey: 600_000, certificates: 600_000 },
    });
    const { certificates } = await tokens.certificates();
    const ours = certificates.find(({ view }) => view.owner === 'Nguyễn Văn Kế')!;
    other.order('C_GetSlotList hang');
    expect((await tokens.certificate(ours.view.id)).view.id).toBe(ours.view.id);
    const session = await logIn(tokens, ours.view.id, softPin);
    await session.sign({ algorithm, digest });
    await session.close();
  });

  it('is tried again when a person asks to look afresh, and its token is there when it has come to its senses', async () => {
    other.order('C_GetSlotList hang');
    const tokens = make([other.path, home.module]);
    expect((await tokens.list()).tokens).toHaveLength(2);
    other.order();
    const { tokens: seen, modules } = await tokens.lookAgain();
    expect(modules.map(({ state }) => state)).toEqual(['ready', 'ready']);
    expect(seen).toHaveLength(3);
  });
});

describe('a token that is pulled out', () => {
  it('ends its own login at once, and the login to another token of the same module goes on', async () => {
    const tokens = make([home.module]);
    const watch = watching(tokens);
    const { tokens: seen } = await tokens.list();
    const reader = (label: string) => seen.find((token) => token.label === label)!.reader;
    const cards = { [reader('KTT')]: '3b00', [reader('CTK')]: '3b01' };
    pcsc.readers(cards);
    await expect.poll(async () => (await tokens.list()).readers.length).toBe(2);
    const { certificates } = await tokens.certificates();
    const id = (owner: string) => certificates.find(({ view }) => view.owner === owner)!.view.id;
    const leaving = await logIn(tokens, id('Nguyễn Văn Kế'), softPin);
    const staying = await logIn(tokens, id('Trần Thị Chủ'), softPin);
    pcsc.readers({ ...cards, [reader('KTT')]: null });
    await expect.poll(() => leaving.over.aborted).toBe(true);
    await expect(leaving.sign({ algorithm, digest })).rejects.toMatchObject({ code: 'TOKEN_REMOVED' });
    expect(staying.over.aborted).toBe(false);
    expect(await staying.sign({ algorithm, digest })).toHaveLength(256);
    await leaving.close();
    await staying.close();
    expect(staying.over.aborted).toBe(false);
    watch.end();
  });

  it('together with its reader ends its login too', async () => {
    const tokens = make([home.module]);
    const watch = watching(tokens);
    const { tokens: seen } = await tokens.list();
    const { reader } = seen.find(({ label }) => label === 'KTT')!;
    pcsc.readers({ [reader]: '3b00' });
    await expect.poll(async () => (await tokens.list()).readers.length).toBe(1);
    const { certificates } = await tokens.certificates();
    const session = await logIn(
      tokens,
      certificates.find(({ view }) => view.owner === 'Nguyễn Văn Kế')!.view.id,
      softPin,
    );
    pcsc.readers({});
    await expect.poll(() => session.over.aborted).toBe(true);
    expect(session.over.reason).toMatchObject({ code: 'TOKEN_REMOVED' });
    await session.close();
    watch.end();
  });
});

describe('a card in a reader', () => {
  it('that no module shows is called unread, with the driver that its ATR asks for', async () => {
    pcsc.readers({ 'FT ePass2003Auto 00 00': atr, 'Empty 00': null });
    const { readers, pcsc: state } = await make([home.module]).list();
    expect(state).toBe('watching');
    expect(readers).toMatchObject([
      {
        name: 'FT ePass2003Auto 00 00',
        state: 'unread',
        atr,
        driver: { vendor: 'FEITIAN ePass2003 (chip)', installed: false },
      },
      { name: 'Empty 00', state: 'empty' },
    ]);
  });

  it('that a module shows gives its token the ATR', async () => {
    const tokens = make([home.module]);
    const { reader } = (await tokens.list()).tokens[0]!;
    pcsc.readers({ [reader]: '3b00' });
    await expect.poll(async () => (await tokens.list()).tokens[0]?.atr).toBe('3b00');
    expect((await tokens.list()).readers).toMatchObject([{ name: reader, state: 'token' }]);
  });
});

describe('without PC/SC', () => {
  it('a new token is noticed by asking its module now and then, and nothing is asked while nobody watches', async () => {
    pcsc.say({ service: 'no-library', reason: 'not built', readers: [] });
    const tokens = make([other.path], { pollEvery: 100 });
    const calls = () => other.calls().filter((name) => name === 'C_GetSlotList').length;
    const first = await tokens.list();
    expect([first.pcsc, first.pcscReason, first.readers]).toEqual(['polling', 'not built', []]);
    const asked = calls();
    await sleep(500);
    expect(calls()).toBe(asked);
    const watch = watching(tokens);
    await expect.poll(calls).toBeGreaterThan(asked);
    expect(watch.told()).toBe(0);
    other.order('token pulled');
    await expect.poll(() => watch.told()).toBeGreaterThan(0);
    await expect.poll(async () => (await tokens.list()).tokens).toEqual([]);
    const pulled = watch.told();
    other.order();
    await expect.poll(() => watch.told()).toBeGreaterThan(pulled);
    await expect.poll(async () => (await tokens.list()).tokens.length).toBe(1);
    watch.end();
    await sleep(150);
    const ended = calls();
    await sleep(400);
    expect(calls()).toBe(ended);
  });

  it('the module is let go of after each look, so that other programs can have the token', async () => {
    pcsc.say({ service: 'no-library', readers: [] });
    const tokens = make([other.path], { pollEvery: 100, idleAfter: 60_000 });
    await tokens.list();
    const watch = watching(tokens);
    await expect.poll(() => other.calls().includes('C_Finalize')).toBe(true);
    watch.end();
  });
});

describe('the listener', () => {
  it('ends when nobody watches or asks any more', async () => {
    const tokens = make([home.module]);
    const watch = watching(tokens);
    await tokens.list();
    const pid = tokens.listenerPid()!;
    expect(alive(pid)).toBe(true);
    watch.end();
    await expect.poll(() => alive(pid)).toBe(false);
    expect(tokens.listenerPid()).toBeUndefined();
  });

  it('that dies or talks nonsense is started again, and what it tells then is heard', async () => {
    const tokens = make([home.module]);
    const watch = watching(tokens);
    // A listener that comes up late is not waited for, but heard as soon as it is there.
    await expect.poll(async () => (await tokens.list()).pcsc).toBe('watching');
    for (const what of ['die', 'nonsense'] as const) {
      const pid = tokens.listenerPid()!;
      pcsc.say(what);
      await expect.poll(() => alive(pid)).toBe(false);
      pcsc.readers({ Back: null });
      await expect.poll(async () => (await tokens.list()).readers.map(({ name }) => name)).toEqual(['Back']);
    }
    watch.end();
  });

  it('says that the service has stopped, and the tokens that need none stay on the list', async () => {
    pcsc.say({ service: 'stopped', reason: 'SCARD_E_NO_SERVICE', readers: [] });
    const list = await make([home.module]).list();
    expect([list.pcsc, list.pcscReason]).toEqual(['no-service', 'SCARD_E_NO_SERVICE']);
    expect(list.tokens).toHaveLength(2);
  });
});
