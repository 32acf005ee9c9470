import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tokenDeadlines } from '#main/tokens/deadlines.ts';
import type { TracedCall } from '#shared/contract/trace.ts';
import { faultyModule, type FaultyModule } from '#test/support/faulty-module.ts';
import { asked, moduleHost, pressChange } from '#test/support/module-host.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';

const puk = '97531864';
const ca = scratchCa();
const home = softTokenHome();
const rows: TracedCall[] = [];
const onTraced = (_pid: number, call: TracedCall) => void rows.push(call);
let serial: string;
let faulty: FaultyModule;

beforeAll(async () => {
  serial = await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
  faulty = faultyModule(home);
});
afterAll(() => {
  faulty.remove();
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});
beforeEach(() => {
  rows.length = 0;
  faulty.order();
});

describe('the trace', () => {
  it('tells every call from the loading on, with its beginning, its end, its time and its answer', async () => {
    const host = moduleHost(faulty.path, {}, { onTraced });
    try {
      await host.call('trace', { on: true });
      await host.call('survey', {});
      const ended = rows.filter(({ ckr }) => ckr !== undefined);
      // The module itself keeps a list of the calls that reached it.
      const reached = faulty.calls().filter((call) => call !== 'load');
      expect(ended.map(({ call }) => call)).toEqual(reached.filter(once()));
      expect(rows).toHaveLength(2 * ended.length);
      for (const { sequence, milliseconds, ckr } of ended) {
        expect(ckr).toBe('CKR_OK');
        expect(milliseconds).toBeGreaterThanOrEqual(0);
        expect(rows.filter((row) => row.sequence === sequence)).toHaveLength(2);
      }
      const before = rows.length;
      await host.call('trace', { on: false });
      await host.call('survey', {});
      expect(rows).toHaveLength(before);
    } finally {
      host.kill();
    }
  });

  it('shows the call in which a module hangs, before the module is given up', async () => {
    faulty.order('C_GetSlotInfo hang');
    const host = moduleHost(faulty.path, {}, { onTraced, deadlines: { ...tokenDeadlines, survey: 700 } });
    await host.call('trace', { on: true });
    await expect(host.call('survey', {})).rejects.toMatchObject({ code: 'MODULE_TIMEOUT' });
    expect(rows.at(-1)).toMatchObject({
      call: 'C_GetSlotInfo',
      facts: { slot: expect.stringMatching(/^\d+$/) as string },
    });
    expect(rows.at(-1)).not.toHaveProperty('ckr');
  });

  it('holds no PIN, no PUK, no digest, no signature and no certificate, and no length of a secret', async () => {
    const host = moduleHost(home.module, home.env, { onTraced });
    try {
      await host.call('trace', { on: true });
      const { certificates } = await host.call('certificates', {});
      const { objects } = certificates.find(({ tokenSerial }) => tokenSerial === serial)!;
      const certificate = objects.find(({ key }) => key === 'seen')!.certificate;
      const thumbprint = createHash('sha256').update(certificate).digest('hex');
      const digest = createHash('sha256').update('Ủy nhiệm chi').digest();
      const sealed = await asked(host, serial, 'sign', softPin);
      const entry = await host.call('enterPin', { thumbprint, sealed });
      if (entry.kind !== 'accepted') throw new Error('PIN refused');
      const { sessionId } = entry;
      const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;
      const { value } = await host.call('sign', { sessionId, algorithm, digest });
      await host.call('closeSession', { sessionId });
      expect(await pressChange(host, serial, 'change', softPin, '135790')).toEqual({ kind: 'changed' });
      expect(await pressChange(host, serial, 'unblock', puk, softPin)).toEqual({ kind: 'changed' });
      const called = new Set(rows.map(({ call }) => call));
      for (const call of ['C_Login', 'C_Sign', 'C_SetPIN', 'C_InitPIN', 'C_GetAttributeValue']) {
        expect(called).toContain(call);
      }
      const told = JSON.stringify(rows).toLowerCase();
      const secrets = [softPin, puk, '135790', 'Nguyễn Văn Kế'];
      for (const bytes of [digest, value, certificate]) {
        const some = Buffer.from(bytes.subarray(-12));
        secrets.push(
          some.toString('hex'),
          some.toString('base64'),
          some.toString('latin1'),
          [...some].join(','),
        );
      }
      for (const secret of secrets) expect(told).not.toContain(secret.toLowerCase());
      for (const { call, facts } of rows) {
        if (!/Login|PIN/.test(call)) continue;
        expect(Object.keys(facts).filter((name) => !['session', 'user'].includes(name))).toEqual([]);
      }
    } finally {
      host.kill();
    }
  });

  it('names a vendor’s own return value by its number', async () => {
    faulty.order('C_GetSlotList return 0x80000123');
    const host = moduleHost(faulty.path, {}, { onTraced });
    try {
      await host.call('trace', { on: true });
      await expect(host.call('survey', {})).rejects.toMatchObject({
        code: 'TOKEN_ERROR',
        details: { ckr: 'CKR_0x80000123' },
      });
      expect(rows.at(-1)).toMatchObject({ call: 'C_GetSlotList', ckr: 'CKR_0x80000123' });
    } finally {
      host.kill();
    }
  });
});

/** pkcs11js asks for a list twice, first for its size: the two are one call for us. */
function once(): (call: string) => boolean {
  let last = '';
  return (call) => {
    const again = call === last && call === 'C_GetSlotList';
    last = again ? '' : call;
    return !again;
  };
}
