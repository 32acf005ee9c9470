import { describe, expect, it } from 'vitest';
import { codeLists } from './catalogue.ts';
import { findCode } from './code-list.ts';
import { searchCodes } from './search.ts';

describe('the catalogues that come with the product', () => {
  it.each(Object.values(codeLists))(
    '$id holds each code once, with its $digits digits and a clean name',
    (list) => {
      const codes = list.codes.map((entry) => entry.code);
      expect(new Set(codes).size).toBe(codes.length);
      for (const entry of list.codes) {
        expect(entry.code, entry.name).toMatch(new RegExp(`^\\d{${list.digits}}$`));
        expect(entry.name).toBe(entry.name.normalize('NFC').trim());
      }
    },
  );

  it('finds a code by its digits alone and takes no near miss', () => {
    expect(findCode(codeLists.treasury, '0064')?.name).toBe('Kho bạc Nhà nước Lê Chân - Hải Phòng');
    expect(findCode(codeLists.treasury, '64')).toBeUndefined();
    expect(findCode(codeLists.ndkt, '6501 ')).toBeUndefined();
  });
});

describe('searching a code', () => {
  const codesOf = (query: string) => searchCodes(codeLists.ndkt, query).map((entry) => entry.code);

  it('works without accents, as people type in a hurry', () => {
    expect(codesOf('tien dien')).toContain('6501');
    expect(codesOf('van phong pham')).toEqual(['6551', '6553']);
  });

  it('works with accents, composed or not, in any case', () => {
    expect(codesOf('TIỀN ĐIỆN')[0]).toBe('6501');
    expect(codesOf('tiền điện'.normalize('NFD'))[0]).toBe('6501');
  });

  it('works by the first digits and by words in any order', () => {
    expect(codesOf('65')[0]).toBe('6501');
    expect(codesOf('pham van phong')).toContain('6551');
  });

  it.each([
    ['treasury', 'le chan', '0064'],
    ['account', 'phi le phi', '3511'],
    ['budgetLevel', 'trung uong', '1'],
    ['program', 'khong thuoc', '00000'],
    ['chapter', 'phong giao duc', '622'],
  ] as const)('finds a code of every list of the registration: %s', (list, query, code) => {
    expect(searchCodes(codeLists[list], query).map((entry) => entry.code)).toContain(code);
  });

  it('shows the start of the list for an empty query and nothing for nonsense', () => {
    expect(searchCodes(codeLists.ndkt, ' ', 3).map((entry) => entry.code)).toEqual(['6001', '6003', '6049']);
    expect(codesOf('zzz')).toEqual([]);
    expect(codesOf('.*')).toEqual([]);
  });
});
