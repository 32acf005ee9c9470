import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HostClient } from '#main/tokens/host-client.ts';
import { faultyModule, type FaultyModule } from '#test/support/faulty-module.ts';
import { asked, moduleHost, pressChange } from '#test/support/module-host.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';

/** The security officer's PIN that `addSoftToken` sets. */
const puk = '97531864';
const next = '135790';
const ca = scratchCa();
const home = softTokenHome();
let serial: string;
let host: HostClient;
let faulty: FaultyModule;
let callsBefore = 0;

beforeAll(async () => {
  serial = await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
  faulty = faultyModule(home);
  host = moduleHost(faulty.path);
});
afterAll(() => {
  host.kill();
  faulty.remove();
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});
/** Sets the token's counters back and the faults to `orders`. */
async function wrong(...orders: readonly string[]): Promise<void> {
  faulty.order();
  expect(await pressChange(host, serial, 'unblock', puk, softPin)).toEqual({ kind: 'changed' });
  faulty.order(...orders);
  callsBefore = faulty.calls().length;
}
const calls = (name: string) =>
  faulty
    .calls()
    .slice(callsBefore)
    .filter((call) => call === name).length;

describe('a module that answers a PIN change vaguely', () => {
  it('because the PIN was wrong is understood by the token’s counter', async () => {
    await wrong('C_Login replace 0xA0 0x5');
    expect(await pressChange(host, serial, 'change', '000000', next)).toMatchObject({
      failure: { code: 'PIN_INCORRECT', details: { ckr: 'CKR_GENERAL_ERROR' } },
      pinState: 'low',
    });
    expect([calls('C_Login'), calls('C_SetPIN')]).toEqual([1, 0]);
  });

  it('for no visible reason is not asked twice, and the person hears that a try may be gone', async () => {
    await wrong('C_Login return 0x5');
    expect(await pressChange(host, serial, 'change', softPin, next)).toMatchObject({
      failure: { code: 'TOKEN_ERROR', details: { ckr: 'CKR_GENERAL_ERROR', tryUsed: 'unknown' } },
    });
    expect([calls('C_Login'), calls('C_SetPIN')]).toEqual([1, 0]);
  });

  it('because the PUK was wrong is understood by the counter of the PUK', async () => {
    await wrong('C_Login replace 0xA0 0x6');
    expect(await pressChange(host, serial, 'unblock', '00000000', next)).toMatchObject({
      failure: { code: 'PUK_INCORRECT', details: { ckr: 'CKR_FUNCTION_FAILED' } },
      pukState: 'low',
    });
    expect([calls('C_Login'), calls('C_InitPIN')]).toEqual([1, 0]);
  });
});

describe('a token that does not allow a change', () => {
  it.each([
    ['C_SetPIN return 0x54', 'PIN_CHANGE_UNSUPPORTED'],
    ['C_SetPIN return 0xA1', 'PIN_NOT_ACCEPTED'],
    ['C_SetPIN return 0xA2', 'PIN_LENGTH'],
  ])('(%s) says so: %s', async (order, code) => {
    await wrong(order);
    expect(await pressChange(host, serial, 'change', softPin, next)).toMatchObject({ failure: { code } });
    expect([calls('C_Login'), calls('C_SetPIN')]).toEqual([1, 1]);
  });

  it('because nothing can be written to it says so before the PIN is tried', async () => {
    await wrong('C_OpenSession return 0xE2');
    await expect(pressChange(host, serial, 'change', softPin, next)).rejects.toMatchObject({
      code: 'PIN_CHANGE_UNSUPPORTED',
    });
    expect(calls('C_Login')).toBe(0);
  });

  it('gets its PIN of delivery changed when the login says that it has expired', async () => {
    await wrong('token set-flags 0x80000', 'C_Login return 0xA3');
    expect((await host.call('survey', {})).tokens[0]?.pinState).toBe('must-be-changed');
    expect(await pressChange(host, serial, 'change', softPin, next)).toEqual({ kind: 'changed' });
  });
});

describe('a token that cannot be unblocked', () => {
  it.each(['C_Login return 0x103', 'C_InitPIN return 0x54', 'token set-flags 0x40000'])(
    '(%s) says so and is not asked twice',
    async (order) => {
      await wrong(order);
      expect(await pressChange(host, serial, 'unblock', puk, next)).toMatchObject({
        failure: { code: 'PIN_UNBLOCK_UNSUPPORTED' },
      });
      expect(calls('C_Login')).toBe(1);
    },
  );

  it('because its PUK is locked is not asked for it at all', async () => {
    await wrong('token set-flags 0x440000');
    await expect(pressChange(host, serial, 'unblock', puk, next)).rejects.toMatchObject({
      code: 'PUK_LOCKED',
    });
    expect(calls('C_Login')).toBe(0);
  });

  it('because its PIN is typed on the reader is not asked here', async () => {
    await wrong('token set-flags 0x100');
    for (const purpose of ['change', 'unblock'] as const) {
      await expect(pressChange(host, serial, purpose, puk, next)).rejects.toMatchObject({
        code: 'PIN_PAD_UNSUPPORTED',
      });
    }
    expect(calls('C_Login')).toBe(0);
  });
});

describe('a module that gives its slots new numbers at every look', () => {
  it('gets its PIN changed all the same, and a wrong PIN costs one try', async () => {
    await wrong('token change-slots');
    expect(await pressChange(host, serial, 'change', '000000', next)).toMatchObject({
      failure: { code: 'PIN_INCORRECT' },
    });
    expect(calls('C_Login')).toBe(1);
    expect(await pressChange(host, serial, 'change', softPin, next)).toEqual({ kind: 'changed' });
  });
});

describe('a key that wants the PIN before each signature', () => {
  beforeEach(() => wrong());

  it('and refuses it is asked once in a whole batch: the rest fails without a try', async () => {
    // Each host counts its calls from one.
    const fresh = moduleHost(faulty.path);
    try {
      faulty.order('token always-authenticate', 'C_Login@2 return 0xA0');
      const { certificates } = await fresh.call('certificates', {});
      const object = certificates[0]!.objects.find(({ key }) => key === 'seen')!;
      const thumbprint = createHash('sha256').update(object.certificate).digest('hex');
      const sealed = await asked(fresh, serial, 'sign', softPin);
      const entry = await fresh.call('enterPin', { thumbprint, sealed });
      if (entry.kind !== 'accepted') throw new Error('PIN refused');
      callsBefore = faulty.calls().length;
      for (let n = 0; n < 4; n++) {
        const signing = fresh.call('sign', {
          sessionId: entry.sessionId,
          algorithm: { scheme: 'rsa-pkcs1', hash: 'SHA-256' },
          digest: createHash('sha256').update(`${n}`).digest(),
        });
        await expect(signing).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
      }
      expect(calls('C_Login')).toBe(1);
    } finally {
      fresh.kill();
    }
  });
});
