import { describe, expect, it } from 'vitest';
import { cashVoucher, sampleUnit, sampleVoucher, sampleVoucherOf } from '#test/support/sample-dossier.ts';
import { receiverOf } from './receiver.ts';
import { formIdSchema } from './voucher.ts';

describe('who gets the money', () => {
  it('is who fetches the cash, although a payee was left filled in', () => {
    const both = { ...cashVoucher, payee: sampleVoucher.payee };
    expect(receiverOf(both)).toBe(cashVoucher.cashReceiver.name);
    expect(receiverOf({ ...both, method: 'CHUYEN_KHOAN' })).toBe(sampleVoucher.payee.name);
  });

  it('is nobody yet when the block of the chosen method is empty', () => {
    expect(receiverOf({ ...sampleVoucher, method: 'TIEN_MAT' })).toBe('');
  });

  it('is the payee of a payment order, which offers no cash', () => {
    for (const id of ['17', '18'] as const)
      expect(receiverOf(sampleVoucherOf(id))).toBe(sampleVoucher.payee.name);
  });

  it('is where a payment into the budget or a return of funds goes', () => {
    expect(receiverOf(sampleVoucherOf('02'))).toBe(
      `Thuế cơ sở 1 thành phố Hải Phòng – ${sampleUnit.treasuryName}`,
    );
    expect(receiverOf(sampleVoucherOf('08'))).toBe(sampleUnit.treasuryName);
  });

  it('is nobody for a settled advance, and as many as a list counts', () => {
    expect(receiverOf(sampleVoucherOf('10'))).toBe('Thanh toán tạm ứng');
    expect(receiverOf(sampleVoucherOf('20'))).toBe('2 người thụ hưởng');
  });

  it('is never the unit that pays', () => {
    for (const id of formIdSchema.options)
      expect(receiverOf(sampleVoucherOf(id)), id).not.toBe(sampleUnit.name);
  });
});
