import { expect, it } from 'vitest';
import { sampleContent, sampleDossierCode } from '#test/support/sample-dossier.ts';
import { queryWords, searchWords } from '../text/search-words.ts';
import { dossierSearchText } from './search-text.ts';

const { exact, folded } = searchWords(
  dossierSearchText(sampleContent, {
    code: sampleDossierCode,
    people: ['Phạm Thị Lan'],
    note: 'Sai tài khoản',
  }),
);
const finds = (query: string) =>
  queryWords(query).every(({ word, accented }) =>
    (accented ? exact : folded).some((known) => known.startsWith(word)),
  );

it.each([
  ['its code', '1001163261122093000'],
  ['the beginning of its code', '10011632611'],
  ['the last four digits of its code', '3000'],
  ['the time in its code', '093000'],
  ['its title', 'tiền điện và văn phòng'],
  ['its title without accents', 'tien dien van phong pham'],
  ['a voucher number', 'RDT-0012'],
  ['the payee', 'sông cấm'],
  ['a tax code', '0100109106'],
  ['an account', '9523.3.1001163'],
  ['the payee’s account', '1234567890123'],
  ['what a line is for', 'thanh toan tien dien thang 10/2026'],
  ['an invoice', '0001234'],
  ['an amount', '12450000'],
  ['an amount with dots', '12.450.000'],
  ['the sum of a voucher', '16.205.000'],
  ['the contract', '15/2026/HĐ-SL'],
  ['an attachment', 'hoa-don-0001234.pdf'],
  ['who wrote it', 'phạm thị lan'],
  ['the reason of its return', 'sai tài khoản'],
])('a dossier is found by %s', (_what, query) => {
  expect(finds(query)).toBe(true);
});

it.each([['another title'], ['điên'], ['9999999']])('and not by “%s”', (query) => {
  expect(finds(query)).toBe(false);
});
