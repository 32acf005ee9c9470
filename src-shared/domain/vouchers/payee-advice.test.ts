import { expect, it } from 'vitest';
import { sampleVoucher } from '#test/support/sample-dossier.ts';
import type { BookedPayee } from '../../contract/voucher-desk.ts';
import { payeeAdvice } from './payee-advice.ts';
import { payeeKey } from './payee-key.ts';

const power = {
  name: 'Công ty Điện lực Hải Phòng',
  taxCode: '0200340211',
  accountNumber: '1020 1000-1234',
  bank: 'VietinBank - CN Hải Phòng',
};
const row = (change: Partial<BookedPayee> = {}): BookedPayee => ({
  id: 'a',
  ...power,
  from: 'used',
  times: 3,
  ...change,
});
const paying = (change: Partial<typeof power>) => ({ ...sampleVoucher, payee: { ...power, ...change } });
const codes = (...given: Parameters<typeof payeeAdvice>) => payeeAdvice(...given).map(({ code }) => code);

it('takes one account at one bank for the same however it was typed', () => {
  expect(payeeKey(power)).toBe(payeeKey({ accountNumber: '102010001234', bank: 'vietinbank CN HAI PHONG' }));
  expect(payeeKey({ accountNumber: ' - ', bank: 'VietinBank' })).toBe('');
});

it('advises where the same tax code is paid on another account than before, and tells the one before', () => {
  const [issue] = payeeAdvice([row()], paying({ accountNumber: '999', name: 'Điện lực HP' }), 'vouchers.2');
  expect(issue).toMatchObject({
    path: 'vouchers.2.payee.accountNumber',
    code: 'PAYEE_ACCOUNT_DIFFERS',
    blocking: false,
  });
  expect(issue?.message.vi).toContain('1020 1000-1234, VietinBank - CN Hải Phòng');
});

it('goes by the name where either has no tax code', () => {
  expect(codes([row({ taxCode: '' })], paying({ accountNumber: '999' }), 'v')).toHaveLength(1);
  expect(codes([row({ taxCode: '0100000000' })], paying({ accountNumber: '999' }), 'v')).toEqual([]);
});

it('is silent for an account that this payee was paid on, for a new payee and while none is typed', () => {
  const spelt = paying({ accountNumber: '10201000.1234', bank: 'VIETINBANK CN HẢI PHÒNG' });
  expect(codes([row()], spelt, 'v')).toEqual([]);
  expect(codes([row({ id: 'b', accountNumber: '7' }), row()], spelt, 'v')).toEqual([]);
  expect(codes([], paying({ accountNumber: '999' }), 'v')).toEqual([]);
  expect(codes([row()], paying({ accountNumber: '' }), 'v')).toEqual([]);
});

it('trusts no account that stands on drafts alone', () => {
  expect(codes([row({ times: 0 })], paying({ accountNumber: '999' }), 'v')).toEqual([]);
  expect(
    codes(
      [row({ id: 'draft', accountNumber: '999', times: 0 }), row()],
      paying({ accountNumber: '999' }),
      'v',
    ),
  ).toHaveLength(1);
});
