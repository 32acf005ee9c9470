import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HostClient } from '#main/tokens/host-client.ts';
import { installedModules } from '#native/catalogue/installed-modules.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import { cardKey } from '#test/support/card-key.ts';
import { asked, moduleHost, pressChange } from '#test/support/module-host.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { pkcs11Tool } from '#test/support/pkcs11-tool.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { verdictsOfTool } from '#test/support/self-test-verdicts.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import type { PivKey } from '#test/virtual-token/piv-key.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';

const pin = '654321';
const puk = '87654321';
const next = '246802';
const ca = scratchCa();
const reader = new VirtualReader();
let pcscd: PcscDaemon;
let key: PivKey;
/** Its key wants the PIN before each signature. */
let signKey: PivKey;
let opensc: string;
let host: HostClient;
let card: PivCard;

beforeAll(async () => {
  pcscd = await startPcscd();
  opensc = installedModules().find(({ vendor }) => vendor === 'OpenSC')!.path;
  key = await cardKey(ca, 'Nguyễn Văn Kế');
  signKey = await cardKey(ca, 'Nguyễn Văn Ký', { slot: '9C' });
});
afterAll(async () => {
  await pcscd.stop();
  rmSync(ca.folder, { recursive: true });
});
beforeEach(() => {
  host = moduleHost(opensc);
  card = new PivCard({ keys: [key], pin, puk });
});
afterEach(async () => {
  host.kill();
  await reader.eject();
});

async function tokenNow(): Promise<TokenView | undefined> {
  return (await host.call('survey', {})).tokens[0];
}

async function inserted(): Promise<string> {
  await reader.insert(card);
  await expect.poll(tokenNow, { timeout: 15_000, interval: 100 }).toBeDefined();
  return (await tokenNow())!.serial;
}

async function opens(typed: string): Promise<boolean> {
  try {
    await pkcs11Tool(opensc, ['--login', '--pin', typed, '-O', '--type', 'privkey']);
    return true;
  } catch {
    return false;
  }
}

describe('the PIN of a card', () => {
  it('is changed for every program, and the old one opens nothing', async () => {
    const serial = await inserted();
    expect(await pressChange(host, serial, 'change', pin, next)).toEqual({ kind: 'changed' });
    await host.call('release', {});
    expect(await opens(next)).toBe(true);
    expect(await pressChange(host, serial, 'change', pin, '135791')).toMatchObject({
      failure: { code: 'PIN_INCORRECT' },
    });
  });

  it('that is typed wrongly for a change costs exactly one try, and no try of the PUK', async () => {
    const serial = await inserted();
    expect(await pressChange(host, serial, 'change', '111111', next)).toMatchObject({
      kind: 'refused',
      failure: { code: 'PIN_INCORRECT' },
    });
    expect(card).toMatchObject({ verifications: 1, triesLeft: 2, unblockings: 0, pukTriesLeft: 3 });
  });

  it('that is locked is not tried for a change, and its PUK sets a new one', async () => {
    card.setTries(0);
    const serial = await inserted();
    await expect(pressChange(host, serial, 'change', pin, next)).rejects.toMatchObject({
      code: 'PIN_LOCKED',
    });
    expect(card.verifications).toBe(0);
    expect(await pressChange(host, serial, 'unblock', puk, next)).toEqual({ kind: 'changed' });
    expect(card).toMatchObject({ unblockings: 1, triesLeft: 3, pukTriesLeft: 3 });
    expect((await tokenNow())?.pinState).toBe('ok');
    expect(await pressChange(host, serial, 'change', next, pin)).toEqual({ kind: 'changed' });
  });
});

describe('a PUK that is wrong', () => {
  it('costs exactly one try of the PUK and none of the PIN, until it is locked, and nothing else is unblocking', async () => {
    card.setPukTries(2);
    const serial = await inserted();
    for (const left of [1, 0]) {
      expect(await pressChange(host, serial, 'unblock', '00000000', next)).toMatchObject({
        kind: 'refused',
        failure: { code: left === 0 ? 'PUK_LOCKED' : 'PUK_INCORRECT' },
        pinState: 'ok',
      });
      expect(card).toMatchObject({ pukTriesLeft: left, triesLeft: 3, verifications: 0 });
    }
    expect(await pressChange(host, serial, 'change', pin, next)).toEqual({ kind: 'changed' });
    expect(card).toMatchObject({ unblockings: 2, triesLeft: 3 });
  });
});

describe('the self-test of a card', () => {
  it('says what pkcs11-tool says, wherever both try the same thing, and spends no try', async () => {
    card = new PivCard({ keys: [signKey], pin, puk });
    const serial = await inserted();
    const sealed = await asked(host, serial, 'self-test', pin);
    const { steps } = await host.call('selfTest', { sealed });
    await host.call('release', {});
    // It ends with exit code 1: this card makes no random numbers.
    const printed = await pkcs11Tool(opensc, ['--test', '--login', '--pin', pin]).catch((thrown: unknown) =>
      thrown instanceof Error && 'stdout' in thrown ? String(thrown.stdout) : '',
    );
    const verdicts = verdictsOfTool(printed);
    const both = steps
      .map(({ name, outcome }) => [name.replace(/^key \w+: /, ''), outcome] as const)
      .filter(([name]) => verdicts.has(name));
    expect(both.map(([name]) => name)).toEqual([
      'C_GenerateRandom',
      'MD5',
      'SHA-1',
      'SHA-256',
      'RSA-PKCS',
      'RSA-X-509',
      'SHA256-RSA-PKCS',
    ]);
    for (const [name, outcome] of both) expect([name, outcome]).toEqual([name, verdicts.get(name)]);
    expect(verdicts.get('C_GenerateRandom')).toBe('failed');
    expect(card.triesLeft).toBe(3);
  });
});
