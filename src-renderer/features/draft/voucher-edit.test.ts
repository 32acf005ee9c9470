import { expect, it } from 'vitest';
import { validateVoucher } from '#shared/domain/vouchers/validate.ts';
import { cashVoucher, sampleToday, sampleUnit, sampleVoucher } from '#test/support/sample-dossier.ts';
import { setField } from './voucher-edit.ts';

it('clears the payee of whoever turns to cash, so that one receiver alone is printed', () => {
  const cash = setField(sampleVoucher, 'method', 'TIEN_MAT');
  expect(cash.payee).toEqual(cashVoucher.payee);
  const codes = validateVoucher(cash, { unit: sampleUnit, today: sampleToday }).map(({ code }) => code);
  expect(codes).not.toContain('NOT_USED');
});

it('clears who fetches the cash when it is transferred after all, and what both share stays', () => {
  const { payee, cashReceiver, lines } = setField(cashVoucher, 'method', 'CHUYEN_KHOAN');
  expect({ payee, cashReceiver, lines }).toEqual({
    payee: cashVoucher.payee,
    cashReceiver: sampleVoucher.cashReceiver,
    lines: cashVoucher.lines,
  });
});
