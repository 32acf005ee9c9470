import { describe, expect, it } from 'vitest';
import { caretAfterGrouping } from './caret.ts';

describe('the caret in an amount', () => {
  it('stays after the digit that was just typed when a dot appears before it', () => {
    expect(caretAfterGrouping('1000', 4, '1.000')).toBe(5);
    expect(caretAfterGrouping('1.0500', 4, '10.500')).toBe(4);
    expect(caretAfterGrouping('9100', 1, '9.100')).toBe(1);
  });

  it('stays at the start and the end', () => {
    expect(caretAfterGrouping('1.000', 0, '1.000')).toBe(0);
    expect(caretAfterGrouping('100', 3, '100')).toBe(3);
  });
});
