import { describe, expect, it } from 'vitest';
import type { PinBridge } from '#shared/contract/ipc.ts';
import { callPin, ticketOf } from './door.ts';

// Whatever a shell may answer: the contract is what is under test.
const bridge = (answer: () => Promise<unknown>) =>
  ({ call: answer, close: () => Promise.resolve() }) as unknown as PinBridge;

describe('the PIN prompt’s way to the core', () => {
  it('finds its ticket in the address however the shell writes it', () => {
    expect(ticketOf('#ticket=abc-_1')).toBe('abc-_1');
    expect(ticketOf('#abc-_1')).toBe('abc-_1');
    expect(ticketOf('')).toBe('');
  });

  it('reports a shell that has gone as a failure with a remedy, not as a wrong PIN', async () => {
    const gone = bridge(() => Promise.reject(new Error('connection refused')));
    await expect(callPin(gone, 'pin.cancel', { jobId: 'j' })).rejects.toMatchObject({
      code: 'CORE_RESTARTED',
    });
  });

  it('passes the core’s failure on and trusts no answer outside the contract', async () => {
    const refusing = bridge(() => Promise.resolve({ ok: false, failure: { code: 'PIN_LOCKED' } }));
    await expect(callPin(refusing, 'pin.describe', { jobId: 'j' })).rejects.toMatchObject({
      code: 'PIN_LOCKED',
    });
    const odd = bridge(() => Promise.resolve({ ok: true, output: { kind: 'maybe' } }));
    await expect(callPin(odd, 'pin.describe', { jobId: 'j' })).rejects.toMatchObject({ code: 'UNEXPECTED' });
  });
});
