import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyVoucher } from '#shared/domain/vouchers/empty.ts';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import { formIdSchema, type Voucher } from '#shared/domain/vouchers/voucher.ts';
import {
  sampleDossierCode,
  sampleLine,
  sampleUnit,
  sampleVoucher,
  sampleVoucherOf,
} from '#test/support/sample-dossier.ts';
import { bodyWidth, Sheet } from '../sheet.ts';
import { columnsOf } from './columns.ts';
import { headInk } from './lines-table.ts';
import { printVouchers } from './many.ts';
import { printVoucher } from './voucher.ts';

const print = async (voucher: Voucher) =>
  Buffer.from(await printVoucher(voucher, { dossierCode: sampleDossierCode }));

describe('the printed form', () => {
  it.each(formIdSchema.options)(
    'of mẫu %s is the same file, byte for byte, each time the same voucher is printed',
    async (formId) => {
      const voucher = sampleVoucherOf(formId);
      const first = await print(voucher);
      expect(first.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
      expect((await print(structuredClone(voucher))).equals(first)).toBe(true);
    },
  );

  it.each(forms.map((form) => [form.id, form] as const))(
    'of mẫu %s gives its own words room: heads of columns, labels, titles',
    (_id, form) => {
      const sheet = new Sheet({ title: '', subject: '', keywords: '', createdAt: new Date(0) });
      for (const { head, width } of columnsOf(form, sampleVoucherOf(form.id))) {
        for (const line of head) expect(sheet.widthOf(line, headInk), line).toBeLessThan(width - 1);
      }
      for (const { label, share } of [...form.print.before, ...form.print.after].flatMap(({ rows }) =>
        rows.flat(),
      )) {
        // Half of the cell is for the value.
        expect(sheet.widthOf(label), label).toBeLessThan(bodyWidth * share * 0.55);
      }
      for (const row of form.print.office?.rows ?? []) {
        for (const label of row) {
          expect(sheet.widthOf(label), label).toBeLessThan((bodyWidth / row.length) * 0.55);
        }
      }
      const said = form.print.title?.join(' ') ?? form.title.vi.toUpperCase();
      expect(said).toBe(form.title.vi.toUpperCase());
    },
  );

  it('does not depend on what was printed before it', async () => {
    const first = await print(sampleVoucher);
    await print({ ...sampleVoucher, unitName: 'Ủy ban nhân dân xã Ỷ Tý', number: 'ĐẶC-BIỆT ½ ₫' });
    expect((await print(sampleVoucher)).equals(first)).toBe(true);
  });

  it('is another file as soon as one digit differs', async () => {
    const first = await print(sampleVoucher);
    const lines = sampleVoucher.lines.map((line) => ({ ...line, amount: `${line.amount.slice(0, -1)}1` }));
    expect((await print({ ...sampleVoucher, lines })).equals(first)).toBe(false);
    const other = await printVoucher(sampleVoucher, {
      dossierCode: sampleDossierCode.replace('261122', '261123') as typeof sampleDossierCode, // a well-formed code
    });
    expect(Buffer.from(other).equals(first)).toBe(false);
  });

  it.each(formIdSchema.options)(
    'of mẫu %s can be looked at while the draft is still empty',
    async (formId) => {
      const draft = emptyVoucher(sampleUnit, { id: 'v', lineId: 'l', date: '', formId });
      expect((await print({ ...draft, lines: [] })).length).toBeGreaterThan(1000);
    },
  );

  it('of several vouchers in one file is the same each time, and there is none of no voucher', async () => {
    const all = formIdSchema.options.map((formId) => ({
      voucher: sampleVoucherOf(formId),
      dossierCode: sampleDossierCode,
    }));
    const first = Buffer.from(await printVouchers(all));
    expect(Buffer.from(await printVouchers(structuredClone(all))).equals(first)).toBe(true);
    expect(first.toString('latin1').match(/\/Type \/Page\n/g)).toHaveLength(all.length);
    await expect(printVouchers([])).rejects.toThrow(RangeError);
  });

  it('can be looked at whatever has been pasted into the draft', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        '😀'.repeat(50),
        '\u202eabc',
        '\ud800',
        'ﷺ'.repeat(100),
        '\0\n\r\t',
        'W'.repeat(200),
        ' '.repeat(200),
      ),
    );
    const amounts = fc.constantFrom('', '0', '9'.repeat(18));
    const anyForm = fc.constantFrom(...formIdSchema.options);
    await fc.assert(
      fc.asyncProperty(anyText, amounts, anyForm, async (text, amount, formId) => {
        const lines = ['a', 'b'].map((id) => ({
          ...sampleVoucherOf(formId).lines[0],
          ...sampleLine,
          id,
          description: text,
          invoiceNumber: text.slice(0, 50),
          amount,
          ndkt: text.slice(0, 4),
        }));
        const bytes = await print({
          ...sampleVoucherOf(formId),
          number: text.slice(0, 20),
          unitName: text,
          accountNumber: text.slice(0, 30),
          lines,
        });
        expect(bytes.subarray(-6).toString('latin1')).toBe('%%EOF\n');
      }),
      { numRuns: 60 },
    );
  });
});
