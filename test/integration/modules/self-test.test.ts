import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenService } from '#main/tokens/create-token-service.ts';
import type { HostClient } from '#main/tokens/host-client.ts';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import { faultyModule, type FaultyModule } from '#test/support/faulty-module.ts';
import { asked, moduleHost } from '#test/support/module-host.ts';
import { pkcs11Tool } from '#test/support/pkcs11-tool.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { verdictsOfTool } from '#test/support/self-test-verdicts.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';

const ca = scratchCa();
const home = softTokenHome();
let serial: string;
let ecSerial: string;
let host: HostClient;
let faulty: FaultyModule;
let faultyHost: HostClient;

beforeAll(async () => {
  serial = await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
  ecSerial = await addSoftToken(home, ca, { label: 'CTK', keyType: 'ec-p256', owner: 'Trần Thị Chủ' });
  host = moduleHost(home.module, home.env);
  faulty = faultyModule(home);
  faultyHost = moduleHost(faulty.path);
});
afterAll(() => {
  host.kill();
  faultyHost.kill();
  faulty.remove();
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});

async function tested(on: HostClient, token: string, pin = softPin): Promise<readonly SelfTestStep[]> {
  return (await on.call('selfTest', { sealed: await asked(on, token, 'self-test', pin) })).steps;
}
const step = (steps: readonly SelfTestStep[], name: string) =>
  steps.find((one) => one.name === name || one.name.endsWith(`: ${name}`));
const failed = (steps: readonly SelfTestStep[]) => steps.filter(({ outcome }) => outcome === 'failed');

describe('the self-test of a module', () => {
  it('says of SoftHSM2 what pkcs11-tool says of it, wherever both try the same thing', async () => {
    const steps = await tested(host, serial);
    // The tool itself ends at a decryption that it prepares wrongly; what it printed until then counts.
    const printed = await pkcs11Tool(
      home.module,
      ['--test', '--login', '--pin', softPin, '--token-label', 'KTT'],
      home.env,
    ).catch((thrown: unknown) =>
      thrown instanceof Error && 'stdout' in thrown ? String(thrown.stdout) : '',
    );
    const verdicts = verdictsOfTool(printed);
    expect([...verdicts.keys()]).toEqual(
      expect.arrayContaining(['C_GenerateRandom', 'MD5', 'SHA-1', 'SHA-256', 'RSA-PKCS', 'RSA-X-509']),
    );
    for (const [name, verdict] of verdicts) {
      const ours = step(steps, name);
      if (ours !== undefined) expect([name, ours.outcome]).toEqual([name, verdict]);
    }
    expect(failed(steps)).toEqual([]);
  });

  it('tries a key on a curve too', async () => {
    const steps = await tested(host, ecSerial);
    expect(step(steps, 'ECDSA')?.outcome).toBe('passed');
    expect(failed(steps)).toEqual([]);
  });

  it('of a module that hangs tells the steps so far and names the call that did not come back', async () => {
    const hanging = faultyModule(home, 'C_GenerateRandom hang');
    const tokens = createTokenService({
      modules: [hanging.path],
      env: home.env,
      deadlines: { selfTest: 2_000 },
    });
    try {
      const told: string[] = [];
      const steps = await tokens.selfTest(hanging.path, {
        tokenSerial: serial,
        onStep: ({ name }) => void told.push(name),
      });
      expect(steps.map(({ name }) => name)).toEqual(told);
      expect(told.slice(0, 3)).toEqual(['C_GetInfo', 'C_GetSlotList', 'C_OpenSession']);
      expect(steps.at(-1)).toMatchObject({
        name: 'C_GenerateRandom',
        outcome: 'failed',
        note: 'MODULE_TIMEOUT',
      });
    } finally {
      await tokens.close();
      hanging.remove();
    }
  });

  it('without a PIN goes through every token and makes no signature', async () => {
    const { steps } = await host.call('selfTest', {});
    expect(steps.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['C_GetSlotList', 'KTT: SHA-256', 'CTK: SHA-256']),
    );
    expect(steps.some(({ name }) => /C_Login|key/.test(name))).toBe(false);
  });

  it('with a wrong PIN spends one try, says so, and keeps what it found before', async () => {
    faulty.order();
    const before = faulty.calls().length;
    const steps = await tested(faultyHost, serial, '000000');
    expect(step(steps, 'C_Login')).toMatchObject({
      outcome: 'failed',
      ckr: 'CKR_PIN_INCORRECT',
      note: 'PIN_INCORRECT',
    });
    expect(step(steps, 'SHA-256')?.outcome).toBe('passed');
    expect(
      faulty
        .calls()
        .slice(before)
        .filter((call) => call === 'C_Login'),
    ).toHaveLength(1);
  });

  it('notices a signature with one wrong bit', async () => {
    faulty.order('C_Sign corrupt');
    const steps = await tested(faultyHost, serial);
    expect(step(steps, 'RSA-PKCS')).toMatchObject({
      outcome: 'failed',
      note: 'the signature does not match the certificate',
    });
  });

  it('notices random numbers that fail, and goes on', async () => {
    faulty.order('C_GenerateRandom return 0x30', 'C_GetMechanismList zero');
    const steps = await tested(faultyHost, serial);
    expect(step(steps, 'C_GenerateRandom')).toMatchObject({ outcome: 'failed', ckr: 'CKR_DEVICE_ERROR' });
    expect(step(steps, 'C_GetMechanismList')?.outcome).toBe('failed');
    expect(step(steps, 'RSA-PKCS')?.outcome).toBe('passed');
  });

  it('stops at the first signature whose PIN is refused: the others would lock the token', async () => {
    faulty.order('token always-authenticate', 'C_Login@2 return 0xA0');
    const fresh = moduleHost(faulty.path);
    try {
      const before = faulty.calls().length;
      const steps = await tested(fresh, serial);
      expect(steps.filter(({ name }) => name.startsWith('key'))).toMatchObject([
        { outcome: 'failed', ckr: 'CKR_PIN_INCORRECT' },
      ]);
      expect(
        faulty
          .calls()
          .slice(before)
          .filter((call) => call === 'C_Login'),
      ).toHaveLength(2);
    } finally {
      fresh.kill();
    }
  });
});
