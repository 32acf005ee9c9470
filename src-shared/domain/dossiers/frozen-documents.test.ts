import { expect, it } from 'vitest';
import type { Voucher } from '../vouchers/voucher.ts';
import type { Attachment } from './dossier.ts';
import { plannedDocuments, voucherFileName } from './frozen-documents.ts';

// Only what a file name is made of.
const numbered = (...numbers: readonly string[]) => ({
  title: '',
  vouchers: numbers.map((number, at) => ({ id: `v${at}`, formId: '13', number }) as Voucher),
  attachments: [] as Attachment[],
});
const pdf = (number: string) => voucherFileName(numbered(number), 0, 'pdf');
const namesOf = (content: ReturnType<typeof numbered>) => plannedDocuments(content).map(({ name }) => name);

it('names a voucher file by its form and number', () => {
  expect(pdf('0012')).toBe('C2-02a-NS_0012.pdf');
});

it('names a voucher without number by its place', () => {
  expect(voucherFileName(numbered('1', '2', ''), 2, 'xml')).toBe('C2-02a-NS_3.xml');
});

it('lets no voucher number climb out of a download folder', () => {
  expect(pdf('../../etc/passwd')).toBe('C2-02a-NS_etc-passwd.pdf');
  expect(pdf('a\\b:c*?')).toBe('C2-02a-NS_a-b-c-.pdf');
});

it('names a file the same whether the letters of its number were typed composed or not', () => {
  expect(pdf('Ủy nhiệm 1'.normalize('NFD'))).toBe('C2-02a-NS_Ủy-nhiệm-1.pdf');
});

it('gives no two vouchers one file, also where a folder ignores case', () => {
  expect(namesOf(numbered('a/1', 'A 1', 'a-1_2'))).toEqual([
    'C2-02a-NS_a-1.pdf',
    'C2-02a-NS_a-1.xml',
    'C2-02a-NS_A-1_2.pdf',
    'C2-02a-NS_A-1_2.xml',
    'C2-02a-NS_a-1_2_3.pdf',
    'C2-02a-NS_a-1_2_3.xml',
  ]);
});

it('lets no attachment take the place of a voucher’s file', () => {
  const invoice = { id: 'a', name: 'c2-02a-ns_1.PDF', mediaType: 'application/pdf' } as Attachment;
  expect(namesOf({ ...numbered('1'), attachments: [invoice] })).toEqual([
    'C2-02a-NS_1_1.pdf',
    'C2-02a-NS_1_1.xml',
    'c2-02a-ns_1.PDF',
  ]);
});
