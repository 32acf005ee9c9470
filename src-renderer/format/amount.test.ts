import { describe, expect, it } from 'vitest';
import { groupWhileTyping, readAmount, showAmount } from './amount.ts';

describe('an amount field', () => {
  it('reads what people type and paste', () => {
    for (const typed of [
      '1005000',
      '1.005.000',
      '1,005,000',
      '1 005 000',
      ' 1.005.000 đ',
      '1.005.000 đồng',
      '01005000',
    ])
      expect([typed, readAmount(typed)]).toEqual([typed, '1005000']);
    expect(readAmount('')).toBe('');
  });

  it('refuses a decimal part rather than multiplying the sum by a hundred', () => {
    for (const typed of [
      '1005000,50',
      '1005000.50',
      '1.005.000,5',
      '12,5',
      '-5',
      '1e6',
      'mười',
      '1234567890123456789',
    ])
      expect([typed, readAmount(typed)]).toEqual([typed, undefined]);
  });

  it('groups the digits while they are typed', () => {
    let field = '';
    for (const key of '1005000') field = groupWhileTyping(field + key);
    expect(field).toBe('1.005.000');
    expect(groupWhileTyping('1.005.00')).toBe('100.500');
    expect(groupWhileTyping('12,5')).toBe('12,5');
  });

  it('shows a stored amount as the form prints it', () => {
    expect(showAmount('1005000')).toBe('1.005.000');
    expect(showAmount('')).toBe('');
  });
});
