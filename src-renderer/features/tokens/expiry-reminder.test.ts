import { describe, expect, it } from 'vitest';
import { hiddenUntil, hideReminder, isDue } from './expiry-reminder.ts';

const left = (daysLeft: number, reminder?: 60 | 30 | 7) => ({
  serial: 'AB12',
  daysLeft,
  ...(reminder === undefined ? {} : { reminder }),
});

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
}

describe('the reminder to renew', () => {
  it('keeps quiet while there is time', () => {
    expect(isDue(left(61), null)).toBe(false);
  });

  it('comes at each threshold and once the certificate has expired', () => {
    for (const certificate of [left(60, 60), left(30, 30), left(7, 7), left(-1)])
      expect(isDue(certificate, null)).toBe(true);
  });

  it('stays away after it was hidden, until the next threshold comes', () => {
    const store = storage();
    hideReminder(store, left(58, 60));
    const hidden = () => hiddenUntil(store, 'AB12');
    expect(isDue(left(57, 60), hidden())).toBe(false);
    expect(isDue(left(29, 30), hidden())).toBe(true);
    hideReminder(store, left(29, 30));
    expect(isDue(left(8, 30), hidden())).toBe(false);
    expect(isDue(left(7, 7), hidden())).toBe(true);
    hideReminder(store, left(7, 7));
    expect(isDue(left(-1), hidden())).toBe(true);
    hideReminder(store, left(-1));
    expect(isDue(left(-40), hidden())).toBe(false);
  });

  it('comes for the renewed certificate whatever was hidden for the old one', () => {
    const store = storage();
    hideReminder(store, left(-1));
    expect(isDue({ ...left(7, 7), serial: 'CD34' }, hiddenUntil(store, 'CD34'))).toBe(true);
  });

  it('is not silenced by a damaged note', () => {
    expect(isDue(left(7, 7), 'x')).toBe(true);
  });
});
