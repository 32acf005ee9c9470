import { describe, expect, it } from 'vitest';
import { candidatePaths, fieldId, lineOf, voucherOf } from './issues.ts';

describe('an issue of a draft', () => {
  it('leads to its field, or to what surrounds it when it has no field', () => {
    expect(candidatePaths('vouchers.0.lines.1.amount')).toEqual([
      'vouchers.0.lines.1.amount',
      'vouchers.0.lines.1',
      'vouchers.0.lines',
      'vouchers.0',
      'vouchers',
    ]);
    expect(fieldId('vouchers.0.number')).toBe('field-vouchers-0-number');
  });

  it('opens the voucher that it is about', () => {
    expect(voucherOf('vouchers.12.lines.0.ndkt')).toBe(12);
    expect(voucherOf('title')).toBeUndefined();
    expect(voucherOf('vouchers')).toBeUndefined();
    expect(lineOf('vouchers.12.lines.3.ndkt')).toBe(3);
    expect(lineOf('vouchers.12.lines')).toBeUndefined();
  });
});
