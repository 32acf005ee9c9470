import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strToU8, zipSync } from 'fflate';
import { sampleVoucherOf, sampleUnit } from '#test/support/sample-dossier.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { readLineField, readField } from '#shared/domain/vouchers/field-value.ts';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { buildVoucher } from '../preview/build-voucher.ts';
import { readSoftwareXml } from './read-xml.ts';
import { readSoftwareZip } from './read-zip.ts';
import { writeSoftwareXml } from './write-xml.ts';
import { writeSoftwareZip } from './write-zip.ts';

const read = (xml: string | Uint8Array, name = 'C402A1.xml') =>
  readSoftwareXml(typeof xml === 'string' ? strToU8(xml) : xml, name, name);
const codeOf = (xml: string, name?: string) => {
  try {
    read(xml, name);
    return 'taken';
  } catch (thrown) {
    return thrown instanceof DvcttError ? thrown.code : thrown;
  }
};
const form14 = forms.find(({ id }) => id === '14')?.software?.gnTaiLieuId ?? '';
/** A document of mẫu 17 with this among the voucher's properties. */
const withPart = (part: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><java version="1.7.0_17" class="java.beans.XMLDecoder">
  <object class="dvc.service.custom.TemplateChungTu">
  <void property="gnTaiLieuId"><long>425</long></void>${part}</object></java>`;
const lines = (count: number) =>
  `<void property="gnHosoC402GtByGnHosoC402"><object class="java.util.ArrayList">${'<void method="add"><object class="dvc.service.custom.TemplateChungTuGt"><void property="soTien"><double>1</double></void></object></void>'.repeat(count)}</object></void>`;

describe('a document of accounting software', () => {
  it('is read as the exporters write it: blanks, empty properties, doubles and times of Java', () => {
    const found = read(
      withPart(`
      <void property="dmDvTratien"><string>1001163</string></void>
      <void property="dvNhantienCtmt" />
      <void property="dvNhantienSotien"><double>0</double></void>
      <void property="dvNhantienSotkSo"><string>0123456789</string></void>
      <void property="dvTratienKbnnNhTen"><string>9523.3.1001163</string></void>
      <void property="dvqhnsNamns"><long>2026</long></void>
      <void property="dvqhnsCapns"><string> </string></void>
      <void property="gnHosoC402GtByGnHosoC402"><object class="java.util.ArrayList">
        <void method="add"><object class="dvc.service.custom.TemplateChungTuGt">
          <void property="maHang"><string>1</string></void>
          <void property="noiDung"><string>Điện &amp; nước</string></void>
          <void property="nopThue"><double>0</double></void>
          <void property="soTien"><double>1.005E6</double></void>
          <void property="thanhToan"><double>1005000</double></void>
        </object></void>
      </object></void>
      <void property="ngayChungTu"><object class="java.sql.Timestamp"><long>1795280400000</long></object></void>
      <void property="par1"><string>Một triệu không trăm lẻ năm ngàn đồng chẵn</string></void>
      <void property="soChungTu"><string>UNC01</string></void>
      <void property="tongSoTien"><double>1005000</double></void>
      <void property="typeChungTu"><long>13</long></void>`),
    );
    expect(found.formId).toBe('17');
    expect(found.fields).toMatchObject({
      number: 'UNC01',
      date: '2026-11-22',
      unitCode: '1001163',
      accountNumber: '9523.3.1001163',
      'payee.accountNumber': '0123456789',
    });
    expect(found.lines).toEqual([{ description: 'Điện & nước', amount: '1005000', budgetYear: '2026' }]);
    const { voucher, issues } = buildVoucher(found, sampleUnit);
    expect(issues).toEqual([]);
    expect([voucher.unitName, voucher.lines.length]).toEqual([sampleUnit.name, 1]);
  });

  it.each([
    [
      '<void class="java.lang.Runtime" method="getRuntime"><void method="exec"/></void>',
      'SOFTWARE_XML_CLASS',
    ],
    [
      '<void property="par2"><object class="java.lang.ProcessBuilder"><array class="java.lang.String" length="1"/></object></void>',
      'SOFTWARE_XML_CLASS',
    ],
    ['<object class="java.lang.ProcessBuilder"/>', 'SOFTWARE_XML_CLASS'],
    ['<void property="par2"><array class="java.lang.String" length="1"/></void>', 'SOFTWARE_XML_CLASS'],
    ['<void property="par2"><class>java.lang.Runtime</class></void>', 'SOFTWARE_XML_CALL'],
    ['<void property="par2"><object idref="x"/></void>', 'SOFTWARE_XML_CLASS'],
    ['<void method="start"/>', 'SOFTWARE_XML_CALL'],
    ['<void property="par2"><string>a</string><string>b</string></void>', 'SOFTWARE_XML_CALL'],
    ['<void property="par2"><void method="exec"/></void>', 'SOFTWARE_XML_CALL'],
    ['<void property="par2">bare text</void>', 'SOFTWARE_XML_CALL'],
    ['<void property="class"><string>x</string></void>', 'SOFTWARE_XML_PROPERTY'],
    ['<void property="outputProperties"/><void property="x"/>', 'SOFTWARE_XML_PROPERTY'],
    [`${lines(1)}${lines(1).replace(/C402/g, 'C403')}`, 'SOFTWARE_XML_PROPERTY'],
    ['<void property="soChungTu"><string>1</string></void>'.repeat(2), 'SOFTWARE_XML_PROPERTY'],
    [lines(1).replace('<double>1<', '<double>-5<'), 'SOFTWARE_XML_VALUE'],
    [lines(1).replace('<double>1<', '<double>1.5<'), 'SOFTWARE_XML_VALUE'],
    [lines(1).replace('<double>1<', '<double>NaN<'), 'SOFTWARE_XML_VALUE'],
    [lines(1).replace('<double>1<', '<double>1E19<'), 'SOFTWARE_XML_VALUE'],
    [
      '<void property="ngayChungTu"><object class="java.util.Date"><long>99999999999999</long></object></void>',
      'SOFTWARE_XML_VALUE',
    ],
    [`<void property="soChungTu"><string>${'9'.repeat(21)}</string></void>`, 'SOFTWARE_XML_VALUE'],
    [`<void property="par2"><string>${'x'.repeat(5000)}</string></void>`, 'SOFTWARE_XML_VALUE'],
    [lines(10_001), 'IMPORT_TOO_MUCH'],
    ['<?php exec ?>', 'XML_BROKEN'],
    ['<void property="par2"><string>&lol;</string></void>', 'XML_BROKEN'],
    ['<void property="typeChungTu"><long>2</long></void>', 'IMPORT_FORM_UNKNOWN'],
    [lines(10_000), 'taken'],
  ])('is never executed and refused for what it holds, case %#', (part, code) => {
    expect(codeOf(withPart(part))).toBe(code);
  });

  it('is refused with a DTD, billion laughs or not, and as another class of Java', () => {
    const laughs = `<!DOCTYPE java [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1000)}">]>`;
    expect(codeOf(withPart('').replace('<java', `${laughs}<java`))).toBe('XML_DTD_FORBIDDEN');
    expect(codeOf('<!doctype java SYSTEM "file:///etc/passwd"><java/>')).toBe('XML_DTD_FORBIDDEN');
    expect(codeOf(withPart('').replace('java.beans.XMLDecoder', 'java.lang.Runtime'))).toBe(
      'SOFTWARE_XML_CLASS',
    );
    expect(codeOf('<a>'.repeat(100_000))).toBe('SOFTWARE_XML_CALL');
  });

  it('whose name says another form than its content is refused', () => {
    expect(codeOf(withPart(''), 'C203NS1.xml')).toBe('IMPORT_FORM_UNKNOWN');
    expect(codeOf(withPart('').replace('425', '7'))).toBe('IMPORT_FORM_UNKNOWN');
  });

  it('flags a total that its lines or its words do not make, and keeps the draft from being forwarded unread', () => {
    for (const told of [
      '<void property="tongSoTien"><double>3</double></void>',
      '<void property="par1"><string>Ba đồng</string></void>',
    ]) {
      const { voucher, issues } = buildVoucher(read(withPart(lines(2) + told)), sampleUnit);
      expect(issues.map(({ code, blocking }) => [code, blocking])).toEqual([['IMPORT_TOTAL_MISMATCH', true]]);
      expect(voucher.lines.at(-1)).toMatchObject({ amount: '' });
      expect(voucher.lines.at(-1)?.description).toContain('CẦN SỬA');
    }
  });

  it.each([
    ['<string>450.000</string>', '450000'],
    ['<string>1.005.000</string>', '1005000'],
    ['<string>450.0</string>', '450'],
    ['<string>450,00</string>', '450'],
    ['<double>450.000</double>', '450'],
    ['<double>4.5E5</double>', '450000'],
    ['<object class="java.math.BigDecimal"><string>450.0</string></object>', '450'],
    ['<string>4.5E5</string>', 'SOFTWARE_XML_VALUE'],
    ['<string>0.500</string>', 'SOFTWARE_XML_VALUE'],
    ['<string>450.0000</string>', 'SOFTWARE_XML_VALUE'],
  ])('with %s for an amount is read as the element says: %s', (value, amount) => {
    const xml = withPart(lines(1).replace('<double>1</double>', value));
    expect(amount.startsWith('S') ? codeOf(xml) : read(xml).lines[0]?.amount).toBe(amount);
  });

  it('whose choices are numbers asks people to look at them', () => {
    const found = read(
      withPart('<void property="thucchiTamung"><long>1</long></void>').replace(
        '<long>425<',
        `<long>${form14}<`,
      ),
      'x.xml',
    );
    expect(found.fields.purpose).toBe('TAM_UNG');
    expect(found.notes.map(({ code, path, blocking }) => [code, path, blocking])).toEqual([
      ['IMPORT_CHOICE_NUMBERED', 'purpose', false],
    ]);
  });

  it.each([
    ['nguoilinhTen', '0', 'TIEN_MAT', ['IMPORT_CHOICE_NUMBERED']],
    ['nguoilinhTen', '1', 'TIEN_MAT', []],
    ['dvNhantienTaiKhoan', '1', 'CHUYEN_KHOAN', ['IMPORT_CHOICE_NUMBERED']],
    ['dvNhantienTaiKhoan', '0', 'CHUYEN_KHOAN', []],
  ])('pays by who receives it: %s beside the number %s is %s', (property, number, method, notes) => {
    const found = read(
      withPart(
        `<void property="${property}"><string>0123456789</string></void>
        <void property="chuyenkhoanTienmat"><long>${number}</long></void>`,
      ).replace('<long>425<', `<long>${form14}<`),
      'x.xml',
    );
    expect([found.fields.method, found.notes.map(({ code }) => code)]).toEqual([method, notes]);
  });

  it('of the most lines with a total they do not make is still read, and its preview tells', () => {
    const told = '<void property="tongSoTien"><double>3</double></void>';
    const { voucher, issues } = buildVoucher(read(withPart(lines(10_000) + told)), sampleUnit);
    expect(voucher.lines.length).toBe(10_000);
    expect(issues.map(({ code, blocking }) => [code, blocking])).toEqual([['IMPORT_TOTAL_MISMATCH', true]]);
  });

  it('which the store would not take is a refusal of its own', () => {
    const found = { ...read(withPart(lines(1))), lines: [{ amount: 'x'.repeat(400) }] };
    expect(() => buildVoucher(found, sampleUnit)).toThrow(
      expect.objectContaining({ code: 'IMPORT_CELL_UNREADABLE' }),
    );
  });

  it('in an archive is judged apart from the others', () => {
    const zip = zipSync({
      'C402A1.xml': strToU8(withPart(lines(1))),
      'C402A2.xml': strToU8(withPart('<void method="start"/>')),
      'trong.zip': zipSync({ 'a.xml': strToU8('x') }),
      'doc.txt': strToU8('x'),
      '__MACOSX/._a': strToU8('x'),
    });
    expect(
      [...readSoftwareZip(zip, 'a.zip')].map((found) => [
        found.from,
        found.kind === 'refused' ? found.failure.code : found.formId,
      ]),
    ).toEqual([
      ['a.zip › C402A1.xml', '17'],
      ['a.zip › C402A2.xml', 'SOFTWARE_XML_CALL'],
      ['a.zip › trong.zip', 'ZIP_NESTED'],
      ['a.zip › doc.txt', 'IMPORT_KIND_UNKNOWN'],
    ]);
  });
});

describe('what is exported to accounting software', () => {
  const text = (max: number) =>
    fc
      .string({
        unit: fc.constantFrom('a', 'Ế', 'ợ', ' ', '<', '&', '"', '0', ']', '>', 'đ', '\n'),
        maxLength: max,
      })
      .map((value) => value.trim().normalize('NFC'));
  const dong = fc.bigInt({ min: 0n, max: 10n ** 13n }).map(String);
  const date = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));
  const anyVoucher = fc
    .record({
      formId: fc.constantFrom('17', '10', '14', '08', '02'),
      number: text(20),
      date: fc.oneof(date, fc.constant('')),
      name: text(60),
      bank: text(60),
      amounts: fc.array(fc.record({ amount: dong, description: text(80), invoiced: date }), {
        minLength: 1,
        maxLength: 5,
      }),
      method: fc.constantFrom('CHUYEN_KHOAN', 'TIEN_MAT'),
    })
    .map(({ formId, number, date: day, name, bank, amounts, method }): Voucher => {
      const sample = sampleVoucherOf(formId);
      const [line] = sample.lines;
      return {
        ...sample,
        number,
        date: day,
        method: formId === '14' || formId === '08' || formId === '02' ? method : sample.method,
        payee:
          formId === '17' || formId === '14'
            ? {
                ...sample.payee,
                name,
                bank,
                // Who has an account is paid by transfer, whatever the number of the choice says.
                ...(formId === '14' && method === 'TIEN_MAT' ? { accountNumber: '' } : {}),
              }
            : sample.payee,
        lines: amounts.map(({ amount, description, invoiced }, at) => ({
          ...line!,
          id: `line-${at}`,
          amount,
          description,
          ...(formId === '14' ? { invoiceDate: invoiced } : {}),
        })),
      };
    });
  const said = ({ id: _, lines: all, ...voucher }: Voucher) => ({
    ...voucher,
    lines: all.map(({ id: _line, ...line }) => line),
  });

  it('is the same when it is imported again, for every form that the format has', () => {
    fc.assert(
      fc.property(anyVoucher, (voucher) => {
        const found = read(writeSoftwareXml(voucher), 'voucher.xml');
        const back = buildVoucher(found, sampleUnit);
        // Choices are numbers there, whose meaning is inferred: people are asked to look.
        const told = (issues: readonly { readonly code: string }[]) =>
          issues.filter(({ code }) => code !== 'IMPORT_CHOICE_NUMBERED');
        expect(told(back.issues)).toEqual([]);
        expect(said(back.voucher)).toEqual(said(voucher));
        expect([told(found.notes), readField(back.voucher, 'number')]).toEqual([[], voucher.number]);
        expect(readLineField(back.voucher.lines[0]!, 'amount')).toBe(voucher.lines[0]?.amount);
      }),
      { numRuns: 200 },
    );
  });

  it('makes one file for each voucher, also where two have one number', () => {
    const zip = writeSoftwareZip([sampleVoucherOf('17'), sampleVoucherOf('17'), sampleVoucherOf('14')]);
    expect([...readSoftwareZip(zip, 'x')].map(({ from }) => from)).toEqual([
      'x › C402AUNC-0017.xml',
      'x › C402AUNC-0017 (2).xml',
      'x › C202bRDT-0014.xml',
    ]);
  });
});
