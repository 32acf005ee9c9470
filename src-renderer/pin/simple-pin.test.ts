import { describe, expect, it } from 'vitest';
import { simplePin } from './simple-pin.ts';

describe('the warning of a PIN that is easy to guess', () => {
  it('comes for one digit, or two, over and over', () => {
    expect(['000000', '11111111', '121212', '112211'].map(simplePin)).toEqual([
      'same',
      'same',
      'same',
      'same',
    ]);
  });

  it('comes for counting up, down and over the end', () => {
    expect(['123456', '87654321', '7890123', 'abcdef'].map(simplePin)).toEqual(['run', 'run', 'run', 'run']);
  });

  it('comes for days in the orders in which people write them', () => {
    expect(['311285', '851231', '02091985', '19850902', '290200'].map(simplePin)).toEqual([
      'birthday',
      'birthday',
      'birthday',
      'birthday',
      'birthday',
    ]);
  });

  it('does not come for days that are none', () => {
    expect(['991385', '31021985', '18000101', '5830217'].map(simplePin)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('does not come while hardly anything is typed', () => {
    expect(simplePin('')).toBeUndefined();
    expect(simplePin('1')).toBeUndefined();
  });
});
