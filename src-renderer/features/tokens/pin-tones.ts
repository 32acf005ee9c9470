import type { PinState } from '#shared/contract/tokens.ts';

export const pinTones: Readonly<Record<PinState, 'good' | 'warn' | 'bad'>> = {
  ok: 'good',
  low: 'warn',
  'final-try': 'bad',
  locked: 'bad',
  'must-be-changed': 'bad',
  'not-initialised': 'bad',
};
