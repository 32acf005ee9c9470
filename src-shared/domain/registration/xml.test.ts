import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  sampleCertificate,
  sampleChange,
  sampleRegistration,
  sampleRegistrationCode,
  sampleStanding,
} from '#test/support/sample-registration.ts';
import { DvcttError } from '../../contract/errors.ts';
import { registrationContentSchema, type RegistrationContent } from './registration.ts';
import { allServices } from './services.ts';
import { readRegistrationXml, writeRegistrationXml, type RegistrationRecord } from './xml.ts';

const record: RegistrationRecord = {
  code: sampleRegistrationCode,
  content: sampleChange,
  before: sampleStanding,
  declarations: [
    { name: 'tokhaidangkysudungdvc.pdf', sha256: 'b'.repeat(64), size: 61_440 },
    { name: 'tokhaidangkysudungdidong.pdf', sha256: 'c'.repeat(64), size: 40_960 },
  ],
};
const xml = writeRegistrationXml(record);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof DvcttError ? thrown.code : `not a DvcttError: ${String(thrown)}`;
  }
  return 'nothing thrown';
}

const markup = [
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
  'ế',
  '&amp;',
  '<x/>',
  '\u0085',
  '\u2028',
];

/** Any text that XML can carry, of at most so many UTF-16 units. */
const text = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: 'binary', maxLength }),
      fc.string({ unit: fc.constantFrom(...markup), maxLength: Math.ceil(maxLength / 3) }),
    )
    .map((value) =>
      value
        .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffc\u{10000}-\u{10ffff}]/gu, '')
        .slice(0, maxLength)
        .replace(/[\ud800-\udbff]$/, ''),
    );
const day = fc.constantFrom('', '2026-11-22', '2028-02-29');
const digits = (count: number) =>
  fc.oneof(
    text(count),
    fc.integer({ min: 0, max: 10 ** count - 1 }).map((n) => String(n).padStart(count, '0')),
  );
const rowId = fc.stringMatching(/^[\w-]{1,12}$/);
const certificate = fc.record({
  serial: fc.stringMatching(/^[0-9A-F]{1,64}$/),
  thumbprint: fc.stringMatching(/^[0-9a-f]{64}$/),
  subject: text(100),
  issuer: text(100),
  notBefore: fc.constant('2026-01-05T02:00:00Z'),
  notAfter: fc.constant('2029-01-04T02:00:00.000Z'),
  der: text(40),
});

const anyContent: fc.Arbitrary<RegistrationContent> = fc.record({
  kind: fc.constantFrom('first', 'change'),
  unit: fc.record({
    treasuryCode: digits(4),
    unitCode: digits(7),
    name: text(300),
    chapter: digits(3),
    phone: text(20),
    email: text(100),
    fax: text(20),
    address: text(300),
  }),
  services: fc.subarray([...allServices]),
  accounts: fc.array(
    fc.record({
      id: rowId,
      account: digits(4),
      name: text(200),
      budgetLevel: digits(1),
      program: digits(5),
      from: day,
      to: day,
    }),
    { maxLength: 4 },
  ),
  projects: fc.array(fc.record({ id: rowId, code: digits(7), name: text(300) }), { maxLength: 4 }),
  leftOut: fc.array(text(20), { maxLength: 3 }),
  members: fc.array(
    fc.record({
      id: rowId,
      name: text(150),
      identityNumber: text(20),
      issuedOn: day,
      issuedAt: text(200),
      email: text(100),
      phone: text(20),
      title: text(100),
      role: fc.constantFrom('KTV', 'UQ_KTT', 'KTT', 'UQ_CTK', 'CTK'),
      accounts: fc.array(text(20), { maxLength: 4 }),
      signatureForm: fc.constantFrom('none', 'token', 'remote'),
      certificate: fc.option(certificate),
      username: fc.option(text(100)),
    }),
    { maxLength: 4 },
  ),
  reason: text(1000),
  standingVersion: fc.nat(),
});

describe('the data of record of a registration', () => {
  it('says what is registered, what stood before, and which declarations belong to it', () => {
    expect(xml).toContain('<hoSoDangKy xmlns="urn:dvctt:ho-so-dang-ky:1" Id="hoSoDangKy">');
    expect(xml).toContain('<loaiDangKy>THAY_DOI_BO_SUNG</loaiDangKy>');
    expect(xml.indexOf('0225 3 889 931')).toBeLessThan(xml.indexOf('<noiDungTruocThayDoi>'));
    expect(xml.indexOf('0225 3 889 930')).toBeGreaterThan(xml.indexOf('<noiDungTruocThayDoi>'));
    expect(xml).toContain(`<serial>${sampleCertificate('c').serial}</serial>`);
    expect(xml).toContain(`<sha256>${'b'.repeat(64)}</sha256>`);
  });

  it('is the same text for the same record, whatever the order of its keys', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, one]) => [key, reversed(one)]),
            )
          : value;
    expect(writeRegistrationXml(reversed(record) as RegistrationRecord)).toBe(xml); // the same keys and values
    expect(xml.endsWith('</hoSoDangKy>\n')).toBe(true);
    expect(xml).not.toMatch(/\r|<!|\n\n/);
  });

  it('reads back as exactly what was written, whatever text people paste in', () => {
    fc.assert(
      fc.property(anyContent, fc.option(anyContent, { nil: undefined }), (content, before) => {
        registrationContentSchema.parse(content);
        const any: RegistrationRecord = {
          ...record,
          content,
          ...(before === undefined ? { before: undefined } : { before }),
        };
        const written = writeRegistrationXml(any);
        const back = readRegistrationXml(written);
        expect(back).toEqual(any);
        expect(writeRegistrationXml(back)).toBe(written);
      }),
      { numRuns: 100 },
    );
  });

  it('lets no text of any field become markup', () => {
    const html = '<img src=x onerror=alert(1)>';
    const bad = (value: unknown, key = ''): unknown =>
      Array.isArray(value)
        ? value.map((one) => bad(one, key))
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, bad(one, name)]))
          : typeof value === 'string' && !fixed.has(key)
            ? html
            : value;
    // Of one exact shape or out of a list, so that they cannot hold it.
    const fixed = new Set(['kind', 'services', 'role', 'signatureForm']);
    const hostile = bad(sampleChange) as RegistrationContent; // the same shape, other texts
    const written = writeRegistrationXml({ ...record, content: hostile, before: undefined });
    expect(written).not.toContain('<img');
    const names = (source: string) =>
      Array.from(new DOMParser().parseFromString(source, 'text/xml').getElementsByTagName('*')).map(
        ({ nodeName }) => nodeName,
      );
    // The account numbers do not follow from such accounts; apart from them the elements are the same.
    const plain = names(writeRegistrationXml({ ...record, before: undefined }));
    const used = plain.indexOf('dsSoTaiKhoanGiaoDich');
    expect(names(written)).toEqual([...plain.slice(0, used + 1), ...plain.slice(used + 4)]);
  });

  it('refuses to write a character that XML cannot carry instead of dropping it', () => {
    for (const bad of ['\0', '\u0008', '\ufffe', '\ud800']) {
      const content = { ...sampleRegistration, unit: { ...sampleRegistration.unit, name: `a${bad}` } };
      expect(codeOf(() => writeRegistrationXml({ ...record, content }))).toBe('DOSSIER_INCOMPLETE');
    }
  });
});

describe('reading a registration’s XML', () => {
  it('passes over signatures under the root', () => {
    const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X/></ds:Signature>';
    expect(readRegistrationXml(xml.replace('</hoSoDangKy>', `${signature}</hoSoDangKy>`))).toEqual(record);
  });

  it.each<[string, string | RegExp, string, string]>([
    ['a DTD', '<hoSoDangKy ', '<!DOCTYPE x [<!ENTITY a "b">]><hoSoDangKy ', 'XML_DTD_FORBIDDEN'],
    ['an unknown entity', 'Trần Thị Hường', '&boom;', 'XML_BROKEN'],
    ['a comment', '<hoTen>Trần', '<hoTen><!-- x -->Trần', 'XML_BROKEN'],
    ['CDATA', 'Trần Thị Hường', '<![CDATA[Trần Thị Hường]]>', 'XML_BROKEN'],
    ['text between elements', '<donVi>', 'x<donVi>', 'XML_BROKEN'],
    ['an attribute', '<hoTen>', '<hoTen a="b">', 'XML_BROKEN'],
    ['an attribute on a list', '<dsThanhVien>', '<dsThanhVien a="b">', 'XML_BROKEN'],
    ['another root Id', 'Id="hoSoDangKy"', 'Id="other"', 'XML_BROKEN'],
    ['another namespace', 'ho-so-dang-ky:1', 'ho-so-dang-ky:2', 'XML_BROKEN'],
    ['a foreign element of the same name', '<noiDung>', '<noiDung xmlns="urn:x">', 'XML_BROKEN'],
    ['an element too many', '<donVi>', '<fax></fax><donVi>', 'XML_BROKEN'],
    ['a missing element', '<fax></fax>', '', 'XML_BROKEN'],
    [
      'two contents before the change',
      '<noiDung>',
      '<noiDungTruocThayDoi></noiDungTruocThayDoi><noiDung>',
      'XML_BROKEN',
    ],
    ['something after the declarations', '</dsToKhai>', '</dsToKhai><a></a>', 'XML_BROKEN'],
    ['a kind that is none', 'THAY_DOI_BO_SUNG', 'change', 'XML_BROKEN'],
    ['a name of Object’s', 'THAY_DOI_BO_SUNG', 'constructor', 'XML_BROKEN'],
    ['a role that is none', '<quyenSuDung>CTK', '<quyenSuDung>KBNN', 'XML_BROKEN'],
    ['a service that is none', '<dichVu>BALANCE', '<dichVu>ALL', 'XML_BROKEN'],
    [
      'an account that does not follow',
      '<soTaiKhoan>9523.3.9091378',
      '<soTaiKhoan>9523.3.9091379',
      'XML_BROKEN',
    ],
    ['a version with a leading zero', '<phienBanDangKy>1', '<phienBanDangKy>01', 'XML_BROKEN'],
    ['a serial in lower case', /<serial>[^<]*/, '<serial>abc', 'XML_BROKEN'],
    ['a digest that is none', 'b'.repeat(64), 'b'.repeat(63), 'XML_BROKEN'],
    ['a code that is none', '<maHoSo>1', '<maHoSo>x', 'XML_BROKEN'],
    ['a name that is too long', 'Trần Thị Hường', 'x'.repeat(151), 'XML_BROKEN'],
    ['a cut end', '</hoSoDangKy>', '', 'XML_BROKEN'],
    ['a NUL by reference', 'Trần Thị Hường', '&#0;', 'XML_BROKEN'],
  ])('refuses %s', (_what, from, to, code) => {
    const changed = xml.replace(from, to);
    expect(changed).not.toBe(xml);
    expect(codeOf(() => readRegistrationXml(changed))).toBe(code);
  });
});
