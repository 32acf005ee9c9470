import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editAmount, mayBecomeAmount, readAmount, showAmount, type AmountText } from './amount.ts';

const empty: AmountText = { text: '', ourDots: true };
const typing = (keys: string) =>
  Array.from(keys).reduce((field, key) => editAmount(field, field.text + key, key), empty).text;
const pasting = (text: string) => editAmount(empty, text, undefined).text;

describe('an amount field', () => {
  it('reads what people type key by key and what they paste', () => {
    for (const text of [
      '7550000',
      '7.550.000',
      '7,550,000',
      '7 550 000',
      '7\u00a0550\u00a0000',
      '07550000',
    ]) {
      expect([text, readAmount(typing(text))]).toEqual([text, '7550000']);
      expect([text, readAmount(pasting(text))]).toEqual([text, '7550000']);
    }
    for (const text of ['1.005.000 đ', ' 1.005.000', '1.005.000 đồng', '1,005,000 VND'])
      expect([text, readAmount(pasting(text))]).toEqual([text, '1005000']);
    expect(readAmount('')).toBe('');
  });

  it('leaves what is not plainly an amount as it was typed, and does not read it', () => {
    const unreadable = [
      '1005000,50',
      '1.005.000,50',
      '1,005,000.50',
      '1.5',
      '12,50',
      '0.005',
      '1.005,000',
      '1 005.000',
      '1..005',
      '.005',
      '-5',
      '1e6',
      'mười',
      'đ',
      '1234567890123456789',
    ];
    for (const text of unreadable) expect([text, readAmount(text)]).toEqual([text, undefined]);
    expect(typing('1.5')).toBe('1.5');
    expect(typing('12,50')).toBe('12,50');
    expect(typing('1000,5')).toBe('1.000,5');
    expect(typing('-5')).toBe('-5');
    expect(typing('1234567890123456789')).toBe('1234567890123456789');
  });

  it('groups the digits while they are typed and deleted', () => {
    expect(typing('1005000')).toBe('1.005.000');
    const field = { text: '1.005.000', ourDots: true };
    expect(editAmount(field, '1.005.00', '').text).toBe('100.500');
    expect(editAmount(field, '.005.000', '').text).toBe('005000');
    expect(editAmount({ text: '005000', ourDots: true }, '2005000', '2').text).toBe('2.005.000');
  });

  it('does not take a pasted 1.5 for an edit of the number that it replaces', () => {
    expect(editAmount({ text: '1.005', ourDots: true }, '1.5', undefined).text).toBe('1.5');
  });

  it('waits with its complaint while the next key may still make it an amount', () => {
    for (const text of ['7,', '7,5', '7,550,', '7.550.0', '7 55']) expect(mayBecomeAmount(text)).toBe(true);
    for (const text of ['7,5500', '7,550.', 'x', '-7', '7,,']) expect(mayBecomeAmount(text)).toBe(false);
  });

  it('shows a stored amount as the form prints it', () => {
    expect(showAmount('1005000')).toBe('1.005.000');
    expect(showAmount('')).toBe('');
  });

  it('stores nothing, or the very number that the shown text says, whatever is typed, deleted and pasted', () => {
    const edit = fc.record({
      at: fc.nat(30),
      deleted: fc.nat(4),
      inserted: fc.oneof(
        fc.integer({ min: 0, max: 9 }).map(String),
        fc.constantFrom('', '.', ',', ' ', '-', 'x', '1.5', '12,50', '1.005.000', '7,550,000'),
      ),
      known: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        let field = empty;
        for (const { at, deleted, inserted, known } of edits) {
          const from = Math.min(at, field.text.length);
          const text = field.text.slice(0, from) + inserted + field.text.slice(from + deleted);
          const after = editAmount(field, text, known ? inserted : undefined);
          // No edit loses, adds or reorders a digit.
          expect(after.text.replace(/[^\d]/g, '')).toBe(text.replace(/[^\d]/g, ''));
          // Only dots that the program itself has put there may move.
          if (!field.ourDots || /[^\d]/.test(inserted)) {
            if (/[^\d]/.test(text)) expect(after.text).toBe(text);
          }
          field = after;
          const stored = readAmount(field.text) ?? '';
          if (stored !== '') {
            const marks = new Set(field.text.trim().replace(/\d/g, ''));
            expect(marks.size).toBeLessThanOrEqual(1);
            expect(BigInt(stored)).toBe(BigInt(field.text.replace(/\D/g, '')));
            const groups = field.text.trim().split(/\D/);
            expect(groups.slice(1).every((group) => group.length === 3)).toBe(true);
          }
        }
      }),
    );
  });
});
