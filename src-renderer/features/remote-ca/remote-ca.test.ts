import { describe, expect, it } from 'vitest';
import { firstWay, rememberedWay, rememberWay, usualWay } from './sign-way.ts';
import { clockTime, secondsUntil, spokenLeft } from './time-left.ts';

const unbound = { refusals: [] };
const bound = (boundRole: 'KTT' | 'CTK') => ({ boundRole, refusals: [] });

describe('the two ways to sign', () => {
  it('lets a colleague’s token that is plugged in too not come before the person’s own phone', () => {
    const colleague = { boundRole: 'CTK' as const, refusals: ['CERT_OF_ANOTHER' as const] };
    expect(firstWay({ token: [colleague], remote: [bound('KTT')] }, 'token')).toBe('remote');
  });

  it('puts the form first in which the person is registered, whatever was used last', () => {
    expect(firstWay({ token: [unbound], remote: [bound('KTT')] }, 'token')).toBe('remote');
    expect(firstWay({ token: [bound('CTK')], remote: [unbound] }, 'remote')).toBe('token');
  });

  it('keeps to what was used last while nothing tells of a registration', () => {
    expect(firstWay({ token: [unbound], remote: [] }, 'remote')).toBe('remote');
    expect(firstWay({ token: [], remote: [] }, 'token')).toBe('token');
    expect(firstWay({ token: [], remote: [] }, undefined)).toBe('token');
  });

  const storeWith = (kept: Map<string, string>) => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });

  it('remembers each person’s own way, and nothing of a strange value', () => {
    const store = storeWith(new Map([['dvctt-sign-way:quan', 'fax']]));
    expect(rememberedWay('quan', store)).toBeUndefined();
    rememberWay('quan', 'remote', store);
    expect(rememberedWay('quan', store)).toBe('remote');
    expect(rememberedWay('lan', store)).toBeUndefined();
  });

  it('promises neither a PIN nor a phone until something tells which it will be', () => {
    const store = storeWith(new Map([['dvctt-sign-way:quan', 'remote']]));
    expect(usualWay({ offered: true, remote: [] }, 'lan', store)).toBe('either');
    expect(usualWay({ offered: true, remote: [bound('KTT')] }, 'lan', store)).toBe('remote');
    expect(usualWay({ offered: true, remote: [] }, 'quan', store)).toBe('remote');
    expect(usualWay({ offered: false, remote: [] }, 'quan', store)).toBe('token');
  });
});

describe('the countdown', () => {
  it('shows minutes and seconds and never less than nothing', () => {
    expect(clockTime(247)).toBe('4:07');
    expect(clockTime(-3)).toBe('0:00');
    expect(secondsUntil('2026-01-01T00:00:00.000Z', new Date('2026-01-01T00:01:00.000Z'))).toBe(0);
  });

  it('speaks once a minute, and at thirty, twenty and ten seconds', () => {
    const said = new Set<string>();
    for (let left = 180; left >= 0; left -= 1) said.add(JSON.stringify(spokenLeft(left)));
    expect([...said].map((one) => JSON.parse(one) as unknown)).toEqual([
      { unit: 'minutes', count: 3 },
      { unit: 'minutes', count: 2 },
      { unit: 'minutes', count: 1 },
      { unit: 'seconds', count: 30 },
      { unit: 'seconds', count: 20 },
      { unit: 'seconds', count: 10 },
      { unit: 'ended' },
    ]);
  });
});
