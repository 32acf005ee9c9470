import { expect, it } from 'vitest';
import { accountClosing } from './account-closing.ts';

const row = (to: string, program = '') => ({
  id: `r${to}${program}`,
  account: '9523',
  name: 'Chi thường xuyên',
  budgetLevel: '3',
  program,
  from: '2026-01-01',
  to,
});
const unit = { projects: [{ id: 'p', code: '1001163', name: 'Trường Sông Lô' }], leftOut: [] };
const closing = (...accounts: ReturnType<typeof row>[]) =>
  accountClosing({ ...unit, accounts }, '9523.3.1001163');

it('is the day after the last day that counts, over the end of a year', () => {
  expect(closing(row('2026-12-31'))).toBe('2027-01-01');
});

it('is not there while the account has no end, and for a number that is not the unit’s', () => {
  expect(closing(row(''))).toBeUndefined();
  expect(closing()).toBeUndefined();
});

it('is that of the programme that ends last, and none while one goes on', () => {
  expect(closing(row('2026-06-30', '00010'), row('2026-09-30', '00020'))).toBe('2026-10-01');
  expect(closing(row('2026-06-30', '00010'), row('', '00020'))).toBeUndefined();
});
