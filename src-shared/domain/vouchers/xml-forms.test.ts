/** The data of record of every form; hostile input in detail is in `xml.test.ts`. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cashVoucher,
  sampleContent,
  sampleDossierCode,
  sampleVoucher,
  sampleVoucherOf,
} from '#test/support/sample-dossier.ts';
import { DvcttError } from '../../contract/errors.ts';
import { blankLine, blankVoucher } from './empty.ts';
import { withField, withLineField } from './field-value.ts';
import { lineFields, voucherFields, type FieldDefinition, type VoucherFieldPath } from './fields.ts';
import { inFormShape } from './form-shape.ts';
import type { FormDescription } from './forms/description.ts';
import { forms } from './forms/forms.ts';
import { fieldsOf } from './used-fields.ts';
import { voucherSchema, type Voucher } from './voucher.ts';
import { readVoucherXml, writeVoucherXml, type VoucherRecord } from './xml.ts';

const recordOf = (voucher: Voucher): VoucherRecord => ({
  dossierCode: sampleDossierCode,
  voucher,
  printedForm: { name: 'C2-02a-NS_RDT-0012.pdf', sha256: 'b'.repeat(64), size: 61_440 },
  attachments: sampleContent.attachments.map(({ name, sha256, size }) => ({ name, sha256, size })),
});

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof DvcttError ? thrown.code : `not a DvcttError: ${String(thrown)}`;
  }
  return 'nothing thrown';
}

it('mẫu 13 is written byte for byte as in the dossiers that are signed already', () => {
  const voucher: Voucher = {
    ...sampleVoucher,
    allocation: 'TAM_CAP',
    cashReceiver: cashVoucher.cashReceiver,
    unitName: 'A & <B> "C" \r\n',
  };
  const golden = readFileSync(
    new URL('../../../test/fixtures/vouchers/form-13.xml', import.meta.url),
    'utf8',
  );
  expect(writeVoucherXml(recordOf(voucher))).toBe(golden);
  expect(readVoucherXml(golden).voucher).toEqual(voucher);
});

/** Of choices, a value that is not the usual one. */
const otherChoices: Readonly<Partial<Record<VoucherFieldPath, string>>> = {
  allocation: 'TAM_CAP',
  purpose: 'TAM_UNG',
  method: 'TIEN_MAT',
};

/** Text that XML can carry, with markup, direction marks and line ends. */
const anyText = (max: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: Math.min(max, 12) }),
      fc.string({
        unit: fc.constantFrom('<', '&', '"', ']]>', '\r', '\n', ' ', '\u202e', 'ế', '<x/>'),
        maxLength: 4,
      }),
    )
    .map((text) => text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffc\u{10000}-\u{10ffff}]/gu, '').slice(0, max))
    .filter((text) => text.isWellFormed());

function anyValue({ kind, max }: FieldDefinition): fc.Arbitrary<string> {
  if (kind === 'date') return fc.constantFrom('', '2026-11-22', '2028-02-29');
  if (kind === 'amount')
    return fc.oneof(fc.constant(''), fc.bigInt({ min: 0n, max: 10n ** 16n }).map(String));
  return anyText(max);
}

/** Any voucher of the form that the schema takes: whatever text in each field, whatever choice, up to four lines. */
function anyVoucherOf(form: FormDescription): fc.Arbitrary<Voucher> {
  const { fields, choices, columns } = fieldsOf(form);
  const entries = [
    ...fields.map(({ path, definition }) => anyValue(definition).map((value) => [path, value] as const)),
    ...choices.map(({ field, values }) => fc.constantFrom(...values).map((value) => [field, value] as const)),
  ];
  const line = fc.tuple(
    ...columns.map(({ path, definition }) => anyValue(definition).map((value) => [path, value] as const)),
  );
  return fc.tuple(fc.tuple(...entries), fc.array(line, { maxLength: 4 })).map(([values, lines]) => ({
    ...values.reduce(
      (voucher, [path, value]) => withField(voucher, path, value),
      blankVoucher(form.id, 'v1'),
    ),
    lines: lines.map((cells, at) =>
      cells.reduce((made, [path, value]) => withLineField(made, path, value), blankLine(form, `l${at}`)),
    ),
  }));
}

describe.each(forms)('the data of record of mẫu $id', (form) => {
  const voucher = sampleVoucherOf(form.id);
  const xml = writeVoucherXml(recordOf(voucher));
  const { inRecord, otherFields, otherColumns, columnsInRecord } = fieldsOf(form);

  it('has the fields of its form, in one order, and no other', () => {
    const places = inRecord.map((path) => xml.indexOf(`<${voucherFields[path].xml}>`));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const header = xml.slice(0, xml.indexOf('<dsChiTiet>'));
    for (const path of otherFields) expect(header).not.toContain(`<${voucherFields[path].xml}>`);
    const lines = xml.slice(xml.indexOf('<dsChiTiet>'));
    for (const path of columnsInRecord) expect(lines).toContain(`<${lineFields[path].xml}>`);
    for (const path of otherColumns) expect(lines).not.toContain(`<${lineFields[path].xml}>`);
  });

  it('reads back as exactly what was written, whatever text people paste in', () => {
    fc.assert(
      fc.property(anyVoucherOf(form), (any) => {
        expect(voucherSchema.safeParse(any).success).toBe(true);
        const text = writeVoucherXml(recordOf(any));
        const back = readVoucherXml(text);
        expect(back.voucher).toEqual(any);
        expect(writeVoucherXml(back)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('is not written when something stands in a field that the form does not have', () => {
    for (const path of otherFields) {
      const value = otherChoices[path] ?? ' ';
      expect(
        codeOf(() => writeVoucherXml(recordOf(withField(voucher, path, value)))),
        path,
      ).toBe('DOSSIER_INCOMPLETE');
    }
    for (const path of otherColumns) {
      const lines = voucher.lines.map((line, at) => (at === 1 ? withLineField(line, path, ' ') : line));
      expect(
        codeOf(() => writeVoucherXml(recordOf({ ...voucher, lines }))),
        path,
      ).toBe('DOSSIER_INCOMPLETE');
    }
  });

  it('is refused as another form, with a field missing, moved, doubled or of another form', () => {
    for (const other of forms) {
      if (other.id === form.id) continue;
      const disguised = xml.replace(`<mauSo>${form.id}<`, `<mauSo>${other.id}<`);
      expect(
        codeOf(() => readVoucherXml(disguised)),
        other.id,
      ).toBe('XML_BROKEN');
      const sign = disguised.replace(`<kyHieu>${form.symbol}<`, `<kyHieu>${other.symbol}<`);
      expect(
        codeOf(() => readVoucherXml(sign)),
        other.id,
      ).toBe('XML_BROKEN');
    }
    const rows = xml.split('\n');
    for (let at = 2; at < rows.length - 2; at += 1) {
      const row = rows[at] ?? '';
      const without = rows.filter((_row, place) => place !== at).join('\n');
      expect(
        codeOf(() => readVoucherXml(without)),
        `without ${row}`,
      ).not.toBe('nothing thrown');
      const doubled = [...rows.slice(0, at), row, ...rows.slice(at)].join('\n');
      expect(
        codeOf(() => readVoucherXml(doubled)),
        `twice ${row}`,
      ).not.toBe('nothing thrown');
    }
    const strange = xml.replace('<tongSoTien>', '<la>1</la>\n  <tongSoTien>');
    expect(codeOf(() => readVoucherXml(strange))).toBe('XML_BROKEN');
  });
});

it('of mẫu 17 and 18 the one is never taken for the other, nor a list for an order', () => {
  expect(codeOf(() => writeVoucherXml(recordOf({ ...sampleVoucherOf('18'), formId: '17' })))).toBe(
    'DOSSIER_INCOMPLETE',
  );
  expect(inFormShape({ ...sampleVoucherOf('18'), formId: '17' })).not.toHaveProperty('tax');
});

it.each(['', '1', '99', '013', '13 ', 'x'])('a form “%s” that nobody knows is refused', (id) => {
  const xml = writeVoucherXml(recordOf(sampleVoucher)).replace('<mauSo>13<', `<mauSo>${id}<`);
  expect(codeOf(() => readVoucherXml(xml))).toBe('XML_BROKEN');
});
