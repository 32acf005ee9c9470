import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../store/open.ts';
import { Registry } from './registry.ts';
import '#test/support/light-passwords.mjs';
import { SignInAttempts } from './sign-in-attempts.ts';

describe('counting wrong sign-ins', () => {
  let store: Store;
  let clock: number;
  let attempts: SignInAttempts;
  beforeEach(async () => {
    clock = Date.parse('2026-01-05T08:00:00Z');
    store = await openStore(':memory:');
    const now = () => new Date(clock);
    attempts = new SignInAttempts(store, now);
    const registry = new Registry(store, now);
    await registry.saveTreasury('0064', 'KBNN Lê Chân');
    for (const username of ['ktt.songlo', 'ke.xau']) {
      await registry.savePerson({
        username,
        name: username,
        role: 'KBNN',
        treasuryCode: '0064',
        identityNumber: username,
        password: 'x',
      });
    }
  });
  afterEach(() => store.destroy());
  const paused = (username: string, address: string) =>
    attempts.begin(username, address).then(
      () => undefined,
      (refused: unknown) => (refused as { details?: { retryAfter: number } }).details?.retryAfter,
    );
  const signedIn = async (username: string, address: string) => {
    expect(await paused(username, address)).toBeUndefined();
    await attempts.succeeded(username, address);
  };

  it('lets a unit behind one address sign in while somebody there tries hundreds of other names', async () => {
    for (let name = 0; name < 900; name += 1)
      expect(await paused(`nguoi.${name}`, '10.0.0.9')).toBeUndefined();
    await signedIn('ktt.songlo', '10.0.0.9');
    await signedIn('ktt.songlo', '10.0.0.9');
  });

  it('refuses nobody whose try began a moment before another that was counted first', async () => {
    expect(await paused('ktt.songlo', '10.0.0.9')).toBeUndefined();
    await signedIn('ke.xau', '10.0.0.9');
    clock -= 5;
    expect(await paused('ktt.songlo', '10.0.0.9')).toBeUndefined();
    expect(await paused('ke.xau', '10.0.0.9')).toBeUndefined();
  });

  it('stops one address after a thousand tries until the quarter of an hour is over, and no longer', async () => {
    clock += 5 * 60_000;
    for (let name = 0; name < 1000; name += 1)
      expect(await paused(`nguoi.${name}`, '10.0.0.9')).toBeUndefined();
    expect(await paused('nguoi.cuoi', '10.0.0.9')).toBe(600);
    expect(await paused('nguoi.cuoi', '10.0.0.7')).toBeUndefined();
    clock += 600_000;
    expect(await paused('nguoi.cuoi', '10.0.0.9')).toBeUndefined();
  });

  it('does not let one’s own right password buy guesses at other names', async () => {
    for (let round = 0; round < 1000; round += 1) {
      expect(await paused(`nan.nhan.${round}`, '10.0.0.9')).toBeUndefined();
      if (round % 100 === 0) await signedIn('ke.xau', '10.0.0.9');
    }
    expect(await paused('nan.nhan', '10.0.0.9')).toBeGreaterThan(0);
  });

  it('makes guesses at one name wait longer and longer, from one address or from many', async () => {
    for (let guess = 0; guess < 5; guess += 1) expect(await paused('ktt.songlo', '10.0.0.9')).toBeUndefined();
    expect(await paused('ktt.songlo', '10.0.0.9')).toBe(30);
    for (let address = 5; address < 20; address += 1)
      expect(await paused('ktt.songlo', `10.1.0.${address}`)).toBeUndefined();
    const waits: number[] = [];
    for (let address = 20; address < 30; address += 1) {
      const wait = (await paused('ktt.songlo', `10.1.0.${address}`)) ?? 0;
      waits.push(wait);
      clock += wait * 1000;
      await paused('ktt.songlo', `10.1.0.${address}`);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  });

  it('counts an IPv6 subnet as one address', async () => {
    for (let guess = 0; guess < 5; guess += 1)
      expect(await paused('ktt.songlo', `2001:db8::${guess}`)).toBeUndefined();
    expect(await paused('ktt.songlo', '2001:db8::ffff')).toBe(30);
  });

  it('lets nobody shut a person out of where they work by guessing their name elsewhere', async () => {
    await signedIn('ktt.songlo', '10.0.0.7');
    for (let address = 0; address < 20; address += 1) await paused('ktt.songlo', `10.1.0.${address}`);
    expect(await paused('ktt.songlo', '10.2.0.1')).toBe(5);
    await signedIn('ktt.songlo', '10.0.0.7');
    // Nor does the owner's success give the strangers fresh tries.
    expect(await paused('ktt.songlo', '10.2.0.1')).toBe(5);
    // From there, too, guessing is slowed.
    for (let guess = 0; guess < 5; guess += 1) expect(await paused('ktt.songlo', '10.0.0.7')).toBeUndefined();
    expect(await paused('ktt.songlo', '10.0.0.7')).toBe(30);
  });

  it('no longer knows an address that a person has not used for ninety days', async () => {
    await signedIn('ktt.songlo', '10.0.0.7');
    expect((await attempts.begin('ktt.songlo', '10.0.0.7')).known).toBe(true);
    clock += 91 * 86_400_000;
    expect((await attempts.begin('ktt.songlo', '10.0.0.7')).known).toBe(false);
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
