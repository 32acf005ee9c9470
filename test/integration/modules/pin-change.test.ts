import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostClient } from '#main/tokens/host-client.ts';
import { asked, moduleHost, pressChange } from '#test/support/module-host.ts';
import { pkcs11Tool } from '#test/support/pkcs11-tool.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';

/** The security officer's PIN that `addSoftToken` sets. */
const puk = '97531864';
const ca = scratchCa();
const home = softTokenHome();
let serial: string;
let host: HostClient;
let pin = softPin;

beforeAll(async () => {
  host = moduleHost(home.module, home.env);
  serial = await addSoftToken(home, ca, { label: 'KTT', keyType: 'ec-p256', owner: 'Nguyễn Văn Kế' });
});
afterAll(() => {
  host.kill();
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});
/** Whether another program gets in with this PIN. */
async function opens(typed: string): Promise<boolean> {
  try {
    await pkcs11Tool(home.module, ['--token-label', 'KTT', '--login', '--pin', typed, '-O'], home.env);
    return true;
  } catch {
    return false;
  }
}

async function tokenNow() {
  const { tokens } = await host.call('survey', {});
  return tokens.find((token) => token.serial === serial)!;
}

describe('a PIN that is changed', () => {
  it('is the one that other programs need from then on, and the old one opens nothing', async () => {
    const next = '135790';
    expect(await pressChange(host, serial, 'change', pin, next)).toEqual({ kind: 'changed' });
    expect(await opens(pin)).toBe(false);
    expect(await opens(next)).toBe(true);
    pin = next;
  });

  it('stays as it is when the PIN that stands is typed wrongly', async () => {
    expect(await pressChange(host, serial, 'change', '000000', '246800')).toMatchObject({
      kind: 'refused',
      failure: { code: 'PIN_INCORRECT', details: { ckr: 'CKR_PIN_INCORRECT', call: 'C_Login' } },
    });
    expect(await opens(pin)).toBe(true);
  });

  it.each([
    ['too short', '12', 'PIN_LENGTH'],
    ['too long', '1'.repeat(256), 'PIN_LENGTH'],
    ['missing', '', 'PIN_LENGTH'],
    ['two PINs', '246800\x00246801', 'PIN_LENGTH'],
  ])('stays as it is, without a try, when the new one is %s', async (_what, next, code) => {
    expect(await pressChange(host, serial, 'change', pin, next)).toMatchObject({ failure: { code } });
    expect(await opens(pin)).toBe(true);
    expect(await tokenNow()).toMatchObject({ pinState: 'ok', pukState: 'ok' });
  });

  it('must not be the one that stands', async () => {
    expect(await pressChange(host, serial, 'change', pin, pin)).toMatchObject({
      failure: { code: 'PIN_SAME' },
      pinState: 'ok',
    });
  });
});

describe('a PUK', () => {
  it('sets a new PIN, and is not the PIN', async () => {
    expect(await pressChange(host, serial, 'unblock', puk, '864209')).toEqual({ kind: 'changed' });
    expect(await opens('864209')).toBe(true);
    expect(await opens(pin)).toBe(false);
    pin = '864209';
  });

  it('that is wrong changes nothing and is not called a wrong PIN', async () => {
    expect(await pressChange(host, serial, 'unblock', '11111111', '123123')).toMatchObject({
      kind: 'refused',
      failure: { code: 'PUK_INCORRECT' },
      pukState: 'low',
    });
    expect(await opens(pin)).toBe(true);
  });
});

describe('what was sealed for one purpose', () => {
  it('is not used for another: two PINs are never tried as one', async () => {
    const both = await asked(host, serial, 'change', `${pin}\x00999999`);
    const thumbprint = '0'.repeat(64);
    await expect(host.call('enterPin', { thumbprint, sealed: both })).rejects.toMatchObject({
      code: 'PIN_PROMPT_EXPIRED',
    });
    await expect(host.call('changePin', { sealed: both })).rejects.toMatchObject({
      code: 'PIN_PROMPT_EXPIRED',
    });
    const signing = await asked(host, serial, 'sign', pin);
    await expect(host.call('changePin', { sealed: signing })).rejects.toMatchObject({
      code: 'PIN_PROMPT_EXPIRED',
    });
    expect(await opens(pin)).toBe(true);
  });
});

describe('a token in which somebody is logged in', () => {
  it('does not get a new PIN under their hands', async () => {
    const { certificates } = await host.call('certificates', {});
    const { objects } = certificates.find(({ tokenSerial }) => tokenSerial === serial)!;
    const object = objects.find(({ key }) => key === 'seen');
    const thumbprint = createHash('sha256').update(object!.certificate).digest('hex');
    const entry = await host.call('enterPin', { thumbprint, sealed: await asked(host, serial, 'sign', pin) });
    expect(entry.kind).toBe('accepted');
    await expect(pressChange(host, serial, 'change', pin, '111222')).rejects.toMatchObject({
      code: 'TOKEN_BUSY',
    });
    expect(await opens(pin)).toBe(true);
  });
});
