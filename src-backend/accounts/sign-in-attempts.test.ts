import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../store/open.ts';
import { SignInAttempts } from './sign-in-attempts.ts';

describe('counting wrong sign-ins', () => {
  let store: Store;
  let clock: number;
  let attempts: SignInAttempts;
  beforeEach(async () => {
    clock = Date.parse('2026-01-05T08:00:00Z');
    store = await openStore(':memory:');
    attempts = new SignInAttempts(store, () => new Date(clock));
  });
  afterEach(() => store.destroy());
  const paused = (username: string, address: string) =>
    attempts.begin(username, address).then(
      () => undefined,
      (refused: unknown) => (refused as { details?: { retryAfter: number } }).details?.retryAfter,
    );

  it('pauses one address after fifty names and leaves another address alone', async () => {
    for (let name = 0; name < 50; name += 1)
      expect(await paused(`nguoi.${name}`, '10.0.0.9')).toBeUndefined();
    expect(await paused('nguoi.cuoi', '10.0.0.9')).toBe(60);
    expect(await paused('nguoi.cuoi', '10.0.0.7')).toBeUndefined();
  });

  it('does not let one’s own right password buy guesses at other names', async () => {
    for (let round = 0; round < 49; round += 1) {
      expect(await paused(`nan.nhan.${round}`, '10.0.0.9')).toBeUndefined();
      if (round % 10 === 0) {
        expect(await paused('ke.xau', '10.0.0.9')).toBeUndefined();
        await attempts.succeeded('ke.xau', '10.0.0.9');
      }
    }
    expect(await paused('nan.nhan', '10.0.0.9')).toBeUndefined();
    expect(await paused('nan.nhan', '10.0.0.9')).toBe(60);
  });

  it('slows guesses at one name that come from many addresses', async () => {
    for (let address = 0; address < 100; address += 1) {
      expect(await paused('ktt.songlo', `10.1.0.${address}`)).toBeUndefined();
    }
    expect(await paused('ktt.songlo', '10.2.0.1')).toBe(5);
  });

  it('never pauses longer than fifteen minutes, and forgets after a quiet day', async () => {
    let longest = 0;
    for (let round = 0; round < 40; round += 1) {
      const wait = (await paused('ktt.songlo', '10.0.0.9')) ?? 0;
      longest = Math.max(longest, wait);
      clock += wait * 1000;
    }
    expect(longest).toBe(900);
    clock += 25 * 3_600_000;
    for (let round = 0; round < 5; round += 1) expect(await paused('ktt.songlo', '10.0.0.9')).toBeUndefined();
  });
});
