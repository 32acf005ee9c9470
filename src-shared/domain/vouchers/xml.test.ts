import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleContent, sampleDossierCode, sampleVoucher } from '#test/support/sample-dossier.ts';
import { DvcttError } from '../../contract/errors.ts';
import type { Voucher } from './voucher.ts';
import { readVoucherXml, writeVoucherXml, type VoucherRecord } from './xml.ts';

const record: VoucherRecord = {
  dossierCode: sampleDossierCode,
  voucher: sampleVoucher,
  printedForm: { name: 'C2-02a-NS_RDT-0012.pdf', sha256: 'b'.repeat(64), size: 61_440 },
  attachments: sampleContent.attachments.map(({ name, sha256, size }) => ({ name, sha256, size })),
};
const xml = writeVoucherXml(record);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof DvcttError ? thrown.code : `not a DvcttError: ${String(thrown)}`;
  }
  return 'nothing thrown';
}

/** Any text that XML can carry: markup, controls, emoji, marks of direction, line ends of every kind. */
const anyText = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: 'binary', maxLength }),
      fc.string({
        unit: fc.constantFrom(
          '<',
          '>',
          '&',
          '"',
          "'",
          ']]>',
          '<!--',
          '\r',
          '\n',
          '\t',
          ' ',
          '😀',
          '\u202e',
          'ế',
          '&amp;',
          '<x/>',
          '\u0085',
          '\u2028',
        ),
        maxLength: 8,
      }),
    )
    .map((text) =>
      text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffc\u{10000}-\u{10ffff}]/gu, '').slice(0, maxLength),
    )
    .filter((text) => !/[\ud800-\udfff]/u.test(text));

const anyAmount = fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }).map(String);
const anyDate = fc.constantFrom('', '2026-11-22', '2028-02-29');

const anyVoucher: fc.Arbitrary<Voucher> = fc
  .record({
    text: anyText(200),
    short: anyText(20),
    date: anyDate,
    contractAmount: fc.oneof(fc.constant(''), anyAmount),
    lines: fc.array(
      fc.record({
        description: anyText(500),
        code: anyText(2),
        date: anyDate,
        amount: fc.oneof(fc.constant(''), anyAmount),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ text, short, date, contractAmount, lines }) => ({
    ...sampleVoucher,
    number: short,
    date,
    unitName: text,
    address: text,
    contract: { number: short, date, amount: contractAmount },
    payee: { ...sampleVoucher.payee, name: text, bank: text },
    cashReceiver: {
      name: text,
      identityNumber: short.slice(0, 12).replace(/[\ud800-\udbff]$/, ''),
      issuedOn: date,
      issuedAt: text,
    },
    lines: lines.map((line, at) => ({
      id: `l${at}`,
      description: line.description,
      invoiceNumber: short,
      invoiceDate: line.date,
      ndkt: line.code,
      chapter: line.code,
      sector: line.code,
      source: line.code,
      amount: line.amount,
    })),
  }));

describe('the data of record of a voucher', () => {
  it('says what the voucher says, in the Treasury’s names', () => {
    expect(xml).toContain('<chungTu xmlns="urn:dvctt:chung-tu:1" Id="chungTu">');
    expect(xml).toContain('<soChungTu>RDT-0012</soChungTu>');
    expect(xml).toContain('<tongSoTien>16205000</tongSoTien>');
    expect(xml).toContain('<soTienBangChu>Mười sáu triệu hai trăm linh năm nghìn đồng</soTienBangChu>');
    expect(xml).toContain(`<sha256>${'b'.repeat(64)}</sha256>`);
  });

  it('is the same text for the same voucher, with one newline at the end and no comment', () => {
    expect(writeVoucherXml(structuredClone(record))).toBe(xml);
    expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<chungTu')).toBe(true);
    expect(xml.endsWith('</chungTu>\n')).toBe(true);
    expect(xml).not.toMatch(/\r|<!|\n\n/);
  });

  it('reads back as exactly what was written, whatever text people paste in', () => {
    fc.assert(
      fc.property(anyVoucher, anyText(100), (voucher, name) => {
        const any: VoucherRecord = {
          ...record,
          voucher,
          attachments: [{ name: `x${name}`, sha256: 'c'.repeat(64), size: 1 }],
        };
        const text = writeVoucherXml(any);
        const back = readVoucherXml(text);
        expect(back).toEqual(any);
        expect(writeVoucherXml(back)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses to write a character that XML cannot carry instead of dropping it', () => {
    for (const bad of ['\0', '\u0008', '\ufffe', '\ufffd', '\ud800'])
      expect(
        codeOf(() => writeVoucherXml({ ...record, voucher: { ...sampleVoucher, unitName: `a${bad}` } })),
      ).toBe('DOSSIER_INCOMPLETE');
  });

  it('refuses a total of more than 18 digits', () => {
    const lines = [1, 2].map((at) => ({ ...sampleVoucher.lines[0]!, id: `l${at}`, amount: '9'.repeat(18) }));
    expect(codeOf(() => writeVoucherXml({ ...record, voucher: { ...sampleVoucher, lines } }))).toBe(
      'AMOUNT_MISMATCH',
    );
  });
});

describe('reading a voucher’s XML', () => {
  it('passes over signatures under the root, wherever they stand', () => {
    const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X/></ds:Signature>';
    expect(readVoucherXml(xml.replace('</chungTu>', `${signature}${signature}</chungTu>`))).toEqual(record);
  });

  it.each<[string, string | RegExp, string, string]>([
    ['a DTD', '<chungTu ', '<!DOCTYPE chungTu [<!ENTITY a "b">]><chungTu ', 'XML_DTD_FORBIDDEN'],
    ['a DTD in other case', '<chungTu ', '<!doctype chungTu><chungTu ', 'XML_DTD_FORBIDDEN'],
    ['an unknown entity', 'RDT-0012', '&boom;', 'XML_BROKEN'],
    ['a comment', '<mauSo>13', '<mauSo><!-- x -->13', 'XML_BROKEN'],
    ['a comment between elements', '<mauSo>', '<!-- x --><mauSo>', 'XML_BROKEN'],
    ['CDATA', 'RDT-0012', '<![CDATA[RDT-0012]]>', 'XML_BROKEN'],
    ['a processing instruction', '<mauSo>', '<?x y?><mauSo>', 'XML_BROKEN'],
    ['a stylesheet before the root', '<chungTu ', '<?xml-stylesheet href="x"?><chungTu ', 'XML_BROKEN'],
    ['text between elements', '<mauSo>', 'x<mauSo>', 'XML_BROKEN'],
    ['an attribute', '<mauSo>', '<mauSo a="b">', 'XML_BROKEN'],
    ['an attribute on a list', '<dsChiTiet>', '<dsChiTiet a="b">', 'XML_BROKEN'],
    ['an attribute on the printed form', '<banIn>', '<banIn a="b">', 'XML_BROKEN'],
    ['a second Id', '<mauSo>', '<mauSo Id="chungTu">', 'XML_BROKEN'],
    ['another root Id', 'Id="chungTu"', 'Id="other"', 'XML_BROKEN'],
    ['another namespace', 'urn:dvctt:chung-tu:1', 'urn:dvctt:chung-tu:2', 'XML_BROKEN'],
    ['a foreign element of the same name', '<mauSo>', '<mauSo xmlns="urn:x">', 'XML_BROKEN'],
    ['an element too many', '<mauSo>', '<mauSo>13</mauSo><mauSo>', 'XML_BROKEN'],
    ['a missing element', /<mauSo>13<\/mauSo>/, '', 'XML_BROKEN'],
    ['another form', '<mauSo>13', '<mauSo>14', 'XML_BROKEN'],
    ['an element inside a value', 'RDT-0012', '<b>RDT-0012</b>', 'XML_BROKEN'],
    ['a negative amount', '<soTien>12450000', '<soTien>-12450000', 'XML_BROKEN'],
    ['a changed line', '<soTien>12450000', '<soTien>92450000', 'AMOUNT_MISMATCH'],
    ['a changed total', '<tongSoTien>16205000', '<tongSoTien>96205000', 'AMOUNT_MISMATCH'],
    ['changed words', '>Mười sáu triệu', '>Chín mươi sáu triệu', 'AMOUNT_MISMATCH'],
    ['a digest that is none', 'b'.repeat(64), 'b'.repeat(63), 'XML_BROKEN'],
    ['a day that does not exist', '<ngayChungTu>2026-11-22', '<ngayChungTu>2026-02-30', 'XML_BROKEN'],
    ['a dossier code that is none', '<maHoSo>1', '<maHoSo>x', 'XML_BROKEN'],
    ['a cut end', '</chungTu>', '', 'XML_BROKEN'],
    ['something after the root', '</chungTu>\n', '</chungTu><a/>', 'XML_BROKEN'],
    ['a NUL by reference', 'RDT-0012', '&#0;', 'XML_BROKEN'],
    ['a control character by reference', 'RDT-0012', '&#1;', 'XML_BROKEN'],
  ])('refuses %s', (_what, from, to, code) => {
    const changed = xml.replace(from, to);
    expect(changed).not.toBe(xml);
    expect(codeOf(() => readVoucherXml(changed))).toBe(code);
  });

  it.each(['', ' ', 'hello', '<a/>', '\ufeff', '{"a":1}', '<'])(
    'refuses “%s”, which is no voucher at all',
    (text) => {
      expect(codeOf(() => readVoucherXml(text))).toBe('XML_BROKEN');
    },
  );

  // No deadline of its own: CI's machine takes ten times as long, and what is quadratic here takes hours.
  it('answers a hundred thousand nested elements', { timeout: 60_000 }, () => {
    const deep = '<a>'.repeat(100_000) + '</a>'.repeat(100_000);
    expect(codeOf(() => readVoucherXml(xml.replace('RDT-0012', deep)))).toBe('XML_BROKEN');
  });
});
