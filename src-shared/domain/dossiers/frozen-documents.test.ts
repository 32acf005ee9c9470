import { expect, it } from 'vitest';
import type { Voucher } from '../vouchers/voucher.ts';
import { voucherFileName } from './frozen-documents.ts';

const numbered = (number: string) => ({ formId: '13', number }) as Voucher; // only what a file name is made of

it('names a voucher file by its form and number', () => {
  expect(voucherFileName(numbered('0012'), 0, 'pdf')).toBe('C2-02a-NS_0012.pdf');
});

it('names a voucher without number by its place', () => {
  expect(voucherFileName(numbered(''), 2, 'xml')).toBe('C2-02a-NS_3.xml');
});

it('lets no voucher number climb out of a download folder', () => {
  expect(voucherFileName(numbered('../../etc/passwd'), 0, 'pdf')).toBe('C2-02a-NS_etc-passwd.pdf');
  expect(voucherFileName(numbered('a\\b:c*?'), 0, 'pdf')).toBe('C2-02a-NS_a-b-c-.pdf');
});
