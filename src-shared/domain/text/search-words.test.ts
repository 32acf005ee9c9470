import { expect, it } from 'vitest';
import { queryWords, searchWords } from './search-words.ts';

it('finds a word as it is written and without its accents', () => {
  expect(searchWords('Thanh toán ĐIỆN, tiền điện')).toEqual({
    exact: ['thanh', 'toán', 'điện', 'tiền'],
    folded: ['thanh', 'toan', 'dien', 'tien'],
  });
});

it('finds a word however its letters were composed', () => {
  expect(searchWords('Điện'.normalize('NFD'))).toEqual(searchWords('Điện'));
});

it.each([
  ['hòa', 'hoà'],
  ['Thúy', 'thuý'],
])('finds both spellings of %s', (one, other) => {
  expect(searchWords(one).exact).toContain(other);
  expect(searchWords(other).exact).toContain(one.toLowerCase());
});

it('cuts numbers and codes at their signs, in a query as in a text', () => {
  expect(searchWords('9523.3.1001163 RDT-0012').exact).toEqual(['9523', '3', '1001163', 'rdt', '0012']);
  expect(queryWords('RDT-0012 rdt').map(({ word }) => word)).toEqual(['rdt', '0012']);
});

it('tells a word that is meant as written from one that is typed without accents', () => {
  expect(queryWords('Điện nuoc')).toEqual([
    { word: 'điện', accented: true },
    { word: 'nuoc', accented: false },
  ]);
  expect(queryWords(' ,. ')).toEqual([]);
});
