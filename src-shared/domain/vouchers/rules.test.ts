/** The rules of every form; those of mẫu 13 in detail are in `validate.test.ts`. */
import { describe, expect, it } from 'vitest';
import { sampleToday, sampleUnit, sampleVoucherOf } from '#test/support/sample-dossier.ts';
import { emptyVoucher } from './empty.ts';
import { readField, readLineField, withField, withLineField } from './field-value.ts';
import { inFormShape } from './form-shape.ts';
import { formOf, forms } from './forms/forms.ts';
import { isTaxPeriod } from './tax-period.ts';
import { fieldsOf, holds, isShown } from './used-fields.ts';
import { validateVoucher, type ValidationContext } from './validate.ts';
import { voucherSchema, type FormId, type Voucher, type VoucherLine } from './voucher.ts';

const context: ValidationContext = { unit: sampleUnit, today: sampleToday };

/** `path CODE` of each issue; advice in brackets. */
function found(voucher: Voucher, inContext = context): string[] {
  return validateVoucher(voucher, inContext).map(({ path, code, blocking }) =>
    blocking ? `${path} ${code}` : `(${path} ${code})`,
  );
}
const sample = (formId: FormId, change: Partial<Voucher> = {}): Voucher => ({
  ...sampleVoucherOf(formId),
  ...change,
});
/** The sample with its first line changed. */
const withLine = (formId: FormId, change: Partial<VoucherLine>): Voucher => {
  const voucher = sampleVoucherOf(formId);
  return sample(formId, {
    lines: voucher.lines.map((line, at) => (at === 0 ? { ...line, ...change } : line)),
  });
};
const withTax = (formId: FormId, change: Partial<NonNullable<Voucher['tax']>>): Voucher => {
  const { tax } = sampleVoucherOf(formId);
  return tax === undefined ? sample(formId) : sample(formId, { tax: { ...tax, ...change } });
};

describe.each(forms)('a voucher of mẫu $id', (form) => {
  const voucher = sampleVoucherOf(form.id);

  it('has nothing to correct or to warn about when it is complete', () => {
    expect(voucherSchema.safeParse(voucher).success).toBe(true);
    expect(found(voucher)).toEqual([]);
    expect(inFormShape(voucher)).toEqual(voucher);
  });

  it('starts empty but for the unit, and says what is missing and nothing else', () => {
    const empty = emptyVoucher(sampleUnit, { id: 'v', lineId: 'l', date: '2026-11-22', formId: form.id });
    expect(voucherSchema.safeParse(empty).success).toBe(true);
    expect(inFormShape(empty)).toEqual(empty);
    const expected = [
      ...fieldsOf(form)
        .fields.filter(
          ({ path, section, use }) =>
            isShown(section, empty) && holds(use.required, empty) && readField(empty, path) === '',
        )
        .map(({ path }) => path),
      ...fieldsOf(form)
        .columns.filter(
          ({ path, use }) => use.required === 'always' && readLineField(empty.lines[0]!, path) === '',
        )
        .map(({ path }) => `lines.0.${path}`),
    ];
    expect(expected.length).toBeGreaterThan(2);
    expect(found(empty)).toEqual(expected.map((path) => `${path} REQUIRED`));
  });

  it('asks for each required field by name, in both languages', () => {
    for (const { path, use, section, label } of fieldsOf(form).fields) {
      if (!isShown(section, voucher) || !holds(use.required, voucher)) continue;
      const issue = validateVoucher(withField(voucher, path, ' '), context).find((one) => one.path === path);
      expect([issue?.code, issue?.blocking], path).toEqual(['REQUIRED', true]);
      expect(issue?.message.vi).toContain(label.vi);
      expect(issue?.message.en).toContain(label.en);
    }
  });

  it('may hold nothing in a field that the form does not have', () => {
    const { otherFields, otherColumns } = fieldsOf(form);
    const others: Readonly<Record<string, string>> = {
      allocation: 'TAM_CAP',
      purpose: 'TAM_UNG',
      method: 'TIEN_MAT',
      advance: 'TAM_UNG',
    };
    for (const path of otherFields) {
      const stray = withField(voucher, path, others[path] ?? '1');
      expect(found(stray), path).toContain(`${path} FIELD_NOT_OF_FORM`);
      expect(inFormShape(stray)).toEqual(voucher);
    }
    for (const path of otherColumns) {
      const lines = voucher.lines.map((line) => withLineField(line, path, '1'));
      expect(found({ ...voucher, lines }), path).toEqual([`lines.0.${path} FIELD_NOT_OF_FORM`]);
      expect(inFormShape({ ...voucher, lines })).toEqual(voucher);
    }
  });

  it('takes each choice that the form offers, and no other value', () => {
    for (const { field, values } of form.choices) {
      for (const value of values) {
        expect(found(withField(voucher, field, value)).join(), value).not.toContain('CHOICE_VALUE');
      }
      expect(found(withField(voucher, field, 'X')), field).toContain(`${field} CHOICE_VALUE`);
    }
  });

  it('has amounts of whole đồng alone: nothing negative, no fraction, no nineteenth digit', () => {
    for (const wrong of ['-5', '1.5', '1,000', '9'.repeat(19), '1e6', '０', '٣', 'NaN', '01', ' 1']) {
      const lines = [{ ...voucher.lines[0]!, amount: wrong }, ...voucher.lines.slice(1)];
      expect(voucherSchema.safeParse({ ...voucher, lines }).success, wrong).toBe(false);
      expect(
        validateVoucher({ ...voucher, lines }, context).some(
          ({ path, blocking }) => blocking && path === 'lines.0.amount',
        ),
        wrong,
      ).toBe(true);
    }
  });

  it('is stopped by another unit, another office, and a closed account', () => {
    expect(found({ ...voucher, unitCode: '9091378' })).toContain('unitCode UNIT_MISMATCH');
    expect(found({ ...voucher, treasuryCode: '0010' })).toContain('treasuryCode TREASURY_MISMATCH');
    const closed = (closedOn: string): ValidationContext => ({
      ...context,
      unit: {
        ...sampleUnit,
        accounts: sampleUnit.accounts.map((account) => ({ ...account, closedOn })),
      },
    });
    expect(found(voucher, closed('2026-11-22'))).toEqual(['accountNumber ACCOUNT_CLOSED']);
    expect(found({ ...voucher, date: '2026-11-20' }, closed('2026-11-21'))).toEqual([
      'accountNumber ACCOUNT_CLOSED',
    ]);
    expect(found(voucher, closed('2026-11-23'))).toEqual([]);
  });
});

describe('the tax part of mẫu 14 and 18', () => {
  it.each(['14', '18'] as const)('must make the total together with what the payee gets (mẫu %s)', (id) => {
    const less = sample(id, { payeeAmount: '14731817' });
    expect(found(less)).toEqual(['payeeAmount SPLIT_MISMATCH']);
    const [issue] = validateVoucher(less, context);
    expect(issue?.message.vi).toContain('thiếu 1 đồng');
    expect(issue?.message.vi).toContain('16.205.000');
    expect(issue?.message.en).toContain('1 đồng less');
    const more = validateVoucher(sample(id, { payeeAmount: '14831818' }), context);
    expect(more.map(({ message }) => message.vi).join()).toContain('thừa 100.000 đồng');
  });

  it('says nothing of the sum while a part of it is missing', () => {
    expect(found(withTax('14', { amount: '' }))).toEqual(['tax.amount REQUIRED']);
    expect(found(withLine('14', { amount: '' }))).toEqual(['lines.0.amount REQUIRED']);
  });

  it.each<[string, Voucher, string[]]>([
    ['spending', withTax('14', { ndkt: '6501' }), ['tax.ndkt NDKT_KIND']],
    ['no item', withTax('14', { ndkt: '0000' }), ['tax.ndkt CODE_UNKNOWN']],
    ['an unlisted revenue item', withTax('18', { ndkt: '4254' }), ['(tax.ndkt CODE_UNLISTED)']],
    [
      'a revenue account that is none',
      withTax('18', { revenueAccount: '7112' }),
      ['tax.revenueAccount CODE_UNKNOWN'],
    ],
    ['six digits of the authority', withTax('18', { collectorCode: '105502' }), ['tax.collectorCode DIGITS']],
    [
      'letters in the authority',
      withTax('18', { collectorCode: '10550２1' }),
      ['tax.collectorCode TEXT_CHARACTER'],
    ],
    ['a district’s own code', withTax('18', { area: '193HH' }), []],
    ['an area that is none', withTax('18', { area: '12' }), ['tax.area AREA_FORMAT']],
    ['a period in words', withTax('18', { period: 'tháng mười' }), ['(tax.period TAX_PERIOD)']],
    [
      'a mistyped tax code',
      sample('18', { taxpayer: { name: 'A', taxCode: '0100109107', address: '' } }),
      ['(taxpayer.taxCode TAX_CODE_CHECK_DIGIT)'],
    ],
  ])('is judged with %s', (_what, voucher, issues) => {
    expect(found(voucher)).toEqual(issues);
  });
});

describe('the other forms', () => {
  it.each<[string, Voucher, string[]]>([
    ['more settled than advanced', withLine('10', { amount: '20000001' }), ['lines.0.amount OVER_CEILING']],
    ['exactly what was advanced', withLine('10', { amount: '20000000' }), []],
    ['spending paid into the budget', withLine('02', { ndkt: '6501' }), ['lines.0.ndkt NDKT_KIND']],
    ['revenue that is returned as funds', withLine('08', { ndkt: '1701' }), ['lines.0.ndkt NDKT_KIND']],
    ['a year of three digits', withLine('17', { budgetYear: '202' }), ['lines.0.budgetYear DIGITS']],
    [
      'a year far away',
      withLine('17', { budgetYear: '2206' }),
      ['lines.0.budgetYear YEAR_RANGE', '(lines.0.budgetYear BUDGET_YEAR_OTHER)'],
    ],
    [
      'last year’s budget',
      withLine('17', { budgetYear: '2025' }),
      ['(lines.0.budgetYear BUDGET_YEAR_OTHER)'],
    ],
    [
      'a beneficiary’s account with a space',
      withLine('20', { payeeAccount: '19 03' }),
      ['lines.0.payeeAccount PAYEE_ACCOUNT_FORMAT'],
    ],
    [
      'a beneficiary’s card of 11 digits',
      withLine('20', { payeeIdentity: '03108500432' }),
      ['lines.0.payeeIdentity IDENTITY_FORMAT'],
    ],
    ['a beneficiary without card', withLine('20', { payeeIdentity: '' }), []],
    [
      'a name that reads backwards',
      withLine('20', { payeeName: 'A\u202eB' }),
      ['lines.0.payeeName TEXT_CHARACTER'],
    ],
    [
      'a payer’s account that is none',
      sample('08', { payer: { name: 'A', address: '', accountNumber: '3713 3', bank: 'B' } }),
      ['payer.accountNumber PAYEE_ACCOUNT_FORMAT'],
    ],
    [
      'a payer in cash, who has no account',
      sample('08', { method: 'TIEN_MAT', payer: { name: 'A', address: '', accountNumber: '', bank: '' } }),
      [],
    ],
    ['cash into the budget, from no account', sample('02', { method: 'TIEN_MAT', accountNumber: '' }), []],
  ])('are judged with %s', (_what, voucher, issues) => {
    expect(found(voucher)).toEqual(issues);
  });

  it('are told in whole sentences, in both languages', () => {
    const wrong = forms.map(({ id }) => ({
      ...emptyVoucher(sampleUnit, { id: 'v', lineId: 'l', date: '2027-01-01', formId: id }),
      programCode: '1',
    }));
    for (const { message } of wrong.flatMap((voucher) => validateVoucher(voucher, context))) {
      expect(message.vi).toMatch(/^.{9,}\.$/su);
      expect(message.en).toMatch(/^.{9,}\.$/su);
      expect(`${message.vi}${message.en}`).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

describe('a tax period', () => {
  it.each(['10/2026', '00/10/2026', 'Q3/2026', '00/Q3/2026', '2026', '00/CN/2026', '05/11/2026'])(
    'may be %s',
    (text) => {
      expect(isTaxPeriod(text)).toBe(true);
    },
  );
  it.each(['13/2026', '00/2026', 'Q5/2026', '31/02/2026', '26', 'tháng 10', '10/2026\n', '1/2026'])(
    'is not %s',
    (text) => {
      expect(isTaxPeriod(text)).toBe(false);
    },
  );
});

it('an empty optional group and an absent one are the same voucher', () => {
  const { payer: _payer, ...without } = sampleVoucherOf('02');
  expect(found(without)).toEqual([]);
  expect(inFormShape(without)).toEqual(sampleVoucherOf('02'));
  const { taxpayer: _taxpayer, ...nobody } = sampleVoucherOf('14');
  expect(found(nobody)).toEqual(['taxpayer.name REQUIRED', 'taxpayer.taxCode REQUIRED']);
  expect(formOf(nobody).id).toBe('14');
});
