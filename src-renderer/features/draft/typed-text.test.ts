import { describe, expect, it } from 'vitest';
import { fitted, tidied } from './typed-text.ts';

describe('a pasted text', () => {
  it('loses the spaces around a code before its length is looked at', () => {
    expect(fitted(' 9091378 ', 7, 'spaces and dots')).toEqual({ text: '9091378', cut: false });
    expect(fitted('9 091 378', 7, 'spaces and dots')).toEqual({ text: '9091378', cut: false });
    expect(fitted('90913789', 7, 'spaces and dots')).toEqual({ text: '9091378', cut: true });
  });

  it('stays as it is typed while it fits', () => {
    expect(fitted('Kho bạc ', 20)).toEqual({ text: 'Kho bạc ', cut: false });
  });

  it('is composed before it is counted', () => {
    const apart = 'Đỗ Quốc Ẩn'.normalize('NFD');
    expect(fitted(apart, 10)).toEqual({ text: 'Đỗ Quốc Ẩn', cut: false });
  });

  it('is kept composed, with single spaces; a number without its grouping, an address with its dots', () => {
    expect(tidied(`  ${'Đỗ Quốc'.normalize('NFD')} \u00a0 Ẩn\t`)).toBe('Đỗ Quốc Ẩn');
    expect(tidied('070.190.000.017', 'spaces and dots')).toBe('070190000017');
    expect(tidied(' van.nh @moh.gov.vn', 'spaces')).toBe('van.nh@moh.gov.vn');
  });
});
