import { describe, expect, it } from 'vitest';
import { sampleContent, sampleDossierCode, sampleVoucherOf } from '#test/support/sample-dossier.ts';
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

describe('a dossier of the other forms', () => {
  const words = searchWords(
    dossierSearchText(
      {
        ...sampleContent,
        vouchers: (['14', '17', '10', '08', '02', '20'] as const).map((id) => ({
          ...sampleVoucherOf(id),
          payee: { name: '', taxCode: '', accountNumber: '', bank: '' },
        })),
      },
      { code: sampleDossierCode, people: [], note: '' },
    ),
  );
  const isFound = (query: string) =>
    queryWords(query).every(({ word, accented }) =>
      (accented ? words.exact : words.folded).some((known) => known.startsWith(word)),
    );

  it.each([
    ['the taxpayer', 'song cam'],
    ['the taxpayer’s tax code', '0200340211'],
    ['the authority that collects', 'thuế cơ sở'],
    ['the tax paid', '1.473.182'],
    ['what the payee gets', '14731818'],
    ['the tax period of a line', '09/2026'],
    ['the account of the payer', '3713.3.1001163'],
    ['a beneficiary', 'trần văn bình'],
    ['a beneficiary’s account', '1903456789045'],
    ['a beneficiary’s identity card', '031190007654'],
    ['the voucher that a list belongs to', 'UNC-0017'],
  ])('is found by %s', (_what, query) => {
    expect(isFound(query)).toBe(true);
    expect(isFound('9999999')).toBe(false);
  });
});
