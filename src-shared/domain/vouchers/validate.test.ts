import { describe, expect, it } from 'vitest';
import {
  cashVoucher,
  sampleLine,
  sampleToday,
  sampleUnit,
  sampleVoucher,
} from '#test/support/sample-dossier.ts';
import { codeLists } from '../codes/catalogue.ts';
import { emptyVoucher } from './empty.ts';
import { hasTaxCodeCheckDigit, isTaxCodeFormat } from './tax-code.ts';
import { validateVoucher, type ValidationContext } from './validate.ts';
import { voucherSchema, type Voucher, type VoucherLine } from './voucher.ts';

const context: ValidationContext = { unit: sampleUnit, today: sampleToday };

/** `path CODE` of each issue; advice in brackets. */
function found(voucher: Voucher, inContext = context): string[] {
  return validateVoucher(voucher, inContext).map(({ path, code, blocking }) =>
    blocking ? `${path} ${code}` : `(${path} ${code})`,
  );
}

const withLine = (change: Partial<VoucherLine>): Voucher => ({
  ...sampleVoucher,
  lines: [{ ...sampleLine, ...change }],
});
const withPayee = (change: Partial<Voucher['payee']>): Voucher => ({
  ...sampleVoucher,
  payee: { ...sampleVoucher.payee, ...change },
});
const withReceiver = (change: Partial<Voucher['cashReceiver']>): Voucher => ({
  ...cashVoucher,
  cashReceiver: { ...cashVoucher.cashReceiver, ...change },
});

describe('a voucher of mẫu 13', () => {
  it('has nothing to correct when it is complete, by transfer or in cash', () => {
    expect(found(sampleVoucher)).toEqual([]);
    expect(found(cashVoucher)).toEqual([]);
  });

  it('starts empty but for the unit, and says everything that is still missing', () => {
    const voucher = emptyVoucher(sampleUnit, { id: 'v', lineId: 'l', date: '2026-11-22' });
    expect(voucherSchema.safeParse(voucher).success).toBe(true);
    expect(found(voucher)).toEqual(
      [
        'number',
        'payee.name',
        'payee.accountNumber',
        'payee.bank',
        'lines.0.description',
        'lines.0.ndkt',
        'lines.0.sector',
        'lines.0.source',
        'lines.0.amount',
      ].map((path) => `${path} REQUIRED`),
    );
  });

  it('asks for the cash receiver instead of the payee when it is paid in cash', () => {
    const voucher: Voucher = {
      ...emptyVoucher(sampleUnit, { id: 'v', lineId: 'l', date: '2026-11-22' }),
      method: 'TIEN_MAT',
    };
    const missing = found(voucher).filter((issue) => /^(payee|cashReceiver)/.test(issue));
    expect(missing).toEqual(
      ['name', 'identityNumber', 'issuedOn', 'issuedAt'].map((part) => `cashReceiver.${part} REQUIRED`),
    );
  });

  it('counts a field of spaces as empty', () => {
    expect(found(withLine({ description: '   ' }))).toEqual(['lines.0.description REQUIRED']);
  });

  it('tells in both languages what to do, never in a blank sentence', () => {
    const wrong: Voucher = {
      ...withLine({ amount: '0', ndkt: '65', chapter: '' }),
      unitCode: '1',
      lines: [],
    };
    for (const voucher of [wrong, withLine({ amount: '0', ndkt: '65', chapter: '' })])
      for (const { message } of validateVoucher(voucher, context)) {
        expect(message.vi.length).toBeGreaterThan(10);
        expect(message.en.length).toBeGreaterThan(10);
      }
  });

  it('puts the prefix of its place in the dossier before each path', () => {
    const issues = validateVoucher(withLine({ amount: '' }), context, 'vouchers.3.');
    expect(issues.map((issue) => issue.path)).toEqual(['vouchers.3.lines.0.amount']);
  });

  it.each<[string, Voucher, string[]]>([
    ['no line', { ...sampleVoucher, lines: [] }, ['lines NO_LINES']],
    ['an amount of nothing', withLine({ amount: '0' }), ['lines.0.amount AMOUNT_ZERO']],
    ['an amount with a fraction', withLine({ amount: '1.5' }), ['lines.0.amount AMOUNT_FORMAT']],
    ['a negative amount', withLine({ amount: '-5' }), ['lines.0.amount AMOUNT_FORMAT']],
    ['a revenue item', withLine({ ndkt: '1701' }), ['lines.0.ndkt NDKT_KIND']],
    ['item 0000', withLine({ ndkt: '0000' }), ['lines.0.ndkt CODE_UNKNOWN']],
    ['a chapter that cannot exist', withLine({ chapter: '999' }), ['lines.0.chapter CODE_UNKNOWN']],
    ['too few digits', withLine({ sector: '73' }), ['lines.0.sector DIGITS']],
    ['letters for digits', withLine({ source: '1x' }), ['lines.0.source DIGITS']],
    ['full-width digits', withLine({ source: '１３' }), ['lines.0.source TEXT_CHARACTER']],
    [
      'a direction override',
      withLine({ description: 'điện\u202e000.1' }),
      ['lines.0.description TEXT_CHARACTER'],
    ],
    ['a line end', withPayee({ name: 'Công ty A\nCông ty B' }), ['payee.name TEXT_CHARACTER']],
    ['a NUL', { ...sampleVoucher, number: '12\0' }, ['number TEXT_CHARACTER']],
    ['a line id twice', { ...sampleVoucher, lines: [sampleLine, sampleLine] }, ['lines.1.id ID_REPEATED']],
    ['a line id like a path', withLine({ id: '../x' }), ['lines.0.id ID_FORMAT']],
    ['another unit’s code', { ...sampleVoucher, unitCode: '9091378' }, ['unitCode UNIT_MISMATCH']],
    [
      'another treasury office',
      { ...sampleVoucher, treasuryCode: '0010' },
      ['treasuryCode TREASURY_MISMATCH'],
    ],
    [
      'another unit’s account',
      { ...sampleVoucher, accountNumber: '9523.3.9091378' },
      ['accountNumber ACCOUNT_NOT_UNITS'],
    ],
    [
      'an account of the unit that is not registered',
      { ...sampleVoucher, accountNumber: '3713.3.1001163' },
      ['accountNumber ACCOUNT_NOT_UNITS'],
    ],
    [
      'an account that is none',
      { ...sampleVoucher, accountNumber: '95231001163' },
      ['accountNumber ACCOUNT_FORMAT'],
    ],
    ['a day to come', { ...sampleVoucher, date: '2026-11-23' }, ['date DATE_FUTURE']],
    ['a day that does not exist', { ...sampleVoucher, date: '2026-02-30' }, ['date DATE_INVALID']],
    ['an invoice of tomorrow', withLine({ invoiceDate: '2026-11-23' }), ['lines.0.invoiceDate DATE_FUTURE']],
    ['a tax code of nine digits', withPayee({ taxCode: '010010910' }), ['payee.taxCode TAX_CODE_FORMAT']],
    [
      'spaces in the payee’s account',
      withPayee({ accountNumber: '12 34' }),
      ['payee.accountNumber PAYEE_ACCOUNT_FORMAT'],
    ],
    [
      'an identity number of 11 digits',
      withReceiver({ identityNumber: '03118500123' }),
      ['cashReceiver.identityNumber IDENTITY_FORMAT'],
    ],
    ['a payee on a cash voucher', { ...cashVoucher, payee: sampleVoucher.payee }, ['payee NOT_USED']],
    [
      'a cash receiver on a transfer',
      { ...sampleVoucher, cashReceiver: cashVoucher.cashReceiver },
      ['cashReceiver NOT_USED'],
    ],
    [
      'a total of 19 digits',
      {
        ...sampleVoucher,
        contract: { number: '', date: '', amount: '' },
        lines: ['a', 'b'].map((id) => ({ ...sampleLine, id, amount: '9'.repeat(18) })),
      },
      ['lines TOTAL_TOO_LARGE'],
    ],
  ])('is stopped by %s', (_what, voucher, issues) => {
    expect(found(voucher)).toEqual(issues);
  });

  it.each<[string, Voucher, string[]]>([
    [
      'a code that our subset of the list does not hold',
      withLine({ ndkt: '7766' }),
      ['(lines.0.ndkt CODE_UNLISTED)'],
    ],
    ['a mistyped tax code', withPayee({ taxCode: '0100109107' }), ['(payee.taxCode TAX_CODE_CHECK_DIGIT)']],
    ['last year’s date', { ...sampleVoucher, date: '2025-12-31' }, ['(date DATE_OTHER_YEAR)']],
    [
      'more than the contract',
      { ...sampleVoucher, contract: { ...sampleVoucher.contract, amount: '16204999' } },
      ['(contract.amount OVER_CONTRACT)'],
    ],
    [
      'another spelling of the unit',
      { ...sampleVoucher, unitName: 'THCS Sông Lô' },
      ['(unitName UNIT_NAME_DIFFERS)'],
    ],
  ])('is let through with advice on %s', (_what, voucher, issues) => {
    expect(found(voucher)).toEqual(issues);
  });

  it('is stopped by an unlisted code once the catalogue is complete', () => {
    const catalogue = { ...codeLists, ndkt: { ...codeLists.ndkt, coverage: 'complete' as const } };
    expect(found(withLine({ ndkt: '7766' }), { ...context, catalogue })).toEqual([
      'lines.0.ndkt CODE_UNKNOWN',
    ]);
  });

  it('may carry today’s date of Vietnam while it is still yesterday in Greenwich', () => {
    const justAfterMidnight = new Date('2026-11-22T17:30:00Z');
    expect(found({ ...sampleVoucher, date: '2026-11-23' }, { ...context, today: justAfterMidnight })).toEqual(
      [],
    );
  });
});

describe('a tax code', () => {
  it.each(['0100109106', '0101248141', '0300588569', '0100109106-001', '031185001234'])(
    'such as %s, which exists, is taken',
    (code) => {
      expect(isTaxCodeFormat(code)).toBe(true);
      expect(hasTaxCodeCheckDigit(code)).toBe(true);
    },
  );

  it('with any one digit mistyped is noticed', () => {
    const code = '0100109106';
    for (let at = 0; at < 10; at += 1) {
      const other = (Number(code.charAt(at)) + 1) % 10;
      expect(hasTaxCodeCheckDigit(code.slice(0, at) + String(other) + code.slice(at + 1)), String(at)).toBe(
        false,
      );
    }
  });
});
