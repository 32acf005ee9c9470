import { read as readBySheetJs, utils, write as writeBySheetJs } from '@e965/xlsx';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { parseAddress, cellAddress } from './cell-address.ts';
import { readCsv } from './csv-reader.ts';
import { dateOfSerial, serialOfDate } from './serial-date.ts';
import type { Sheet } from './sheet.ts';
import type { Table } from './table.ts';
import { writeTable } from './write-table.ts';
import { writeWorkbook } from './xlsx-writer.ts';
import { readWorkbook } from './xlsx/workbook.ts';

const table: Table = {
  name: 'Tháng [11]/2026: tổng hợp các chứng từ của đơn vị',
  columns: [
    { title: 'Mã', kind: 'text' },
    { title: 'Ngày', kind: 'date' },
    { title: 'Số tiền', kind: 'amount' },
  ],
  rows: [
    ['073', '2026-11-22', '1005000'],
    ['=HYPERLINK("http://x")', '1900-01-31', '999999999999999999'],
    ['_x0041_ <&>\u0001', '', '0'],
  ],
};
const texts = ({ rows }: Sheet) => rows.map(({ cells }) => [...cells.values()].map(({ text }) => text));
const codeOf = (work: () => unknown) => {
  try {
    work();
    return 'taken';
  } catch (thrown) {
    return thrown instanceof DvcttError ? thrown.code : thrown;
  }
};
/** A workbook of ours with one of its parts changed. */
function withPart(part: string, change: (xml: string) => string, bytes = writeWorkbook([table])): Uint8Array {
  const parts = unzipSync(bytes);
  return zipSync({ ...parts, [part]: strToU8(change(strFromU8(parts[part] ?? new Uint8Array()))) });
}
const sheetXml = 'xl/worksheets/sheet1.xml';

describe('a table that is written', () => {
  it('is read by another program with every zero and đồng in its place, and no formula', () => {
    const book = readBySheetJs(writeTable(table, 'xlsx'), { cellFormula: true, cellNF: true });
    expect(book.SheetNames).toEqual(['Tháng -11--2026- tổng hợp các c']);
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
    const cells = ['A2', 'B2', 'C2', 'A3', 'B3', 'C3', 'A4', 'C4'].map((at) => {
      const { t, v, f, z } = sheet[at] as { t: string; v: unknown; f?: string; z: string };
      return [t, v, f, z];
    });
    expect(cells).toEqual([
      ['s', '073', undefined, '@'],
      ['n', 46348, undefined, 'dd/mm/yyyy'],
      ['n', 1005000, undefined, '#,##0'],
      ['s', '=HYPERLINK("http://x")', undefined, '@'],
      ['s', '1900-01-31', undefined, '@'],
      ['s', '999999999999999999', undefined, '@'],
      ['s', '_x0041_ <&>\u0001', undefined, '@'],
      ['n', 0, undefined, '#,##0'],
    ]);
    expect(writeTable(table, 'xlsx')).toEqual(writeTable(table, 'xlsx'));
  });

  it('as CSV runs no formula in the spreadsheet that opens it, and loses nothing on the way back', () => {
    const cell = fc.oneof(
      fc.string({
        unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\t', '\r', '\n', 'ế', '1', ' '),
      }),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const columns = [0, 1, 2, 3].map((at) => ({ title: `c${at}`, kind: 'text' as const }));
        const bytes = writeTable({ columns, rows }, 'csv');
        const back = readCsv(bytes);
        const given = rows
          .map((row) => row.filter((text) => text.trim() !== ''))
          .filter((row) => row.length > 0);
        expect(texts(back).slice(1)).toEqual(given);
        const book = readBySheetJs(bytes, { type: 'array', raw: true });
        const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
        for (const shown of utils.sheet_to_json<string[]>(sheet, { header: 1 }).flat()) {
          expect(shown).not.toMatch(/^[=+@-]/);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(['Cty A;=1+1;B', 'A\t=1', 'A;"=1', '\u00a0=1', ' +1', '\u200b-1', 'A\n@x'])(
    'as CSV holds no formula for a machine whose separator is another, as in %j',
    (payee) => {
      const bytes = writeTable({ columns: [{ title: 'a', kind: 'text' }], rows: [[payee]] }, 'csv');
      const text = new TextDecoder().decode(bytes);
      for (const cut of text.split(/[;\t\r\n,]/)) expect(cut).not.toMatch(/^[\s\u200b"]*[=+\-@]/);
      expect(texts(readCsv(bytes))[1]).toEqual([payee]);
    },
  );

  it('is read back by our own reader, dates as the days they are', () => {
    const [sheet] = readWorkbook(writeTable(table, 'xlsx'));
    const cells = sheet?.rows[1]?.cells;
    expect(cells?.get(0)).toEqual({ kind: 'text', text: '073', formula: false });
    expect(dateOfSerial(Number(cells?.get(1)?.text), false)).toBe('2026-11-22');
    expect(cells?.get(1)?.kind).toBe('date');
    expect(sheet?.rows[3]?.cells.get(0)?.text).toBe('_x0041_ <&>\u0001');
  });
});

describe('a workbook that another program wrote', () => {
  it('gives its texts, numbers, dates, formulas, merges and hidden parts', () => {
    const sheet = utils.aoa_to_sheet([
      ['Số', 'Ngày', 'Tiền'],
      ['A1', new Date(Date.UTC(2026, 10, 22)), 5],
    ]);
    sheet['C2'] = { t: 'n', v: 5, f: '2+3' };
    sheet['D2'] = { t: 'e', v: 0x17 };
    sheet['!ref'] = 'A1:D2';
    sheet['!merges'] = [utils.decode_range('A2:A3')];
    sheet['!cols'] = [{}, { hidden: true }];
    sheet['!rows'] = [{}, { hidden: true }];
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, 'Trang');
    const bytes = new Uint8Array(writeBySheetJs(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    const [found] = readWorkbook(bytes);
    const row = found?.rows[1];
    expect([found?.name, row?.hidden, [...(found?.hiddenColumns ?? [])]]).toEqual(['Trang', true, [1]]);
    expect(found?.merges.map(({ ref }) => ref)).toEqual(['A2:A3']);
    expect([...(row?.cells.values() ?? [])]).toEqual([
      { kind: 'text', text: 'A1', formula: false },
      expect.objectContaining({ kind: 'date' }),
      { kind: 'number', text: '5', formula: true },
      { kind: 'error', text: '#REF!', formula: false },
    ]);
  });

  it('with macros, of an old kind or with a DTD is refused', () => {
    const types = '[Content_Types].xml';
    const macros = withPart(types, (xml) => xml.replace('sheet.main', 'sheet.macroEnabled.main'));
    expect(codeOf(() => readWorkbook(macros))).toBe('IMPORT_MACROS');
    const parts = unzipSync(writeWorkbook([table]));
    expect(codeOf(() => readWorkbook(zipSync({ ...parts, 'xl/vbaProject.bin': strToU8('x') })))).toBe(
      'IMPORT_MACROS',
    );
    expect(codeOf(() => readWorkbook(zipSync({ mimetype: strToU8('application/vnd.oasis') })))).toBe(
      'IMPORT_OLD_EXCEL',
    );
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha">]>';
    const dtd = withPart(sheetXml, (xml) => xml.replace('<worksheet', `${laughs}<worksheet`));
    expect(codeOf(() => readWorkbook(dtd))).toBe('XML_DTD_FORBIDDEN');
    const deep = withPart(sheetXml, () => '<a>'.repeat(1000));
    expect(codeOf(() => readWorkbook(deep))).toBe('XML_TOO_COMPLEX');
  });

  it('with hundreds of thousands of empty rows is read as the few that say something', () => {
    const empty = Array.from({ length: 300_000 }, (_, at) => `<row r="${at + 5}" spans="1:3"/>`).join('');
    const padded = withPart(sheetXml, (xml) => xml.replace('</sheetData>', `${empty}</sheetData>`));
    expect(readWorkbook(padded)[0]?.rows.length).toBe(4);
  });
});

describe('a CSV', () => {
  it.each([
    ['UTF-8', Buffer.from('Số;Tiền\r\nđ;1,5\r\n')],
    ['UTF-8 with a mark', Buffer.from('\ufeffSố,Tiền\nđ,"1,5"')],
    ['UTF-16', Buffer.from('\ufeffSố\tTiền\nđ\t1,5', 'utf16le')],
    [
      'Windows-1258',
      Buffer.from([0x53, 0xf4, 0xec, 0x3b, 0x54, 0x69, 0xea, 0xcc, 0x6e, 0x0a, 0xf0, 0x3b, 0x31, 0x2c, 0x35]),
    ],
    ['what Excel says of its separator', Buffer.from('sep=;\nSố;Tiền\nđ;1,5\n')],
  ])('in %s is read the same', (_name, bytes) => {
    expect(texts(readCsv(bytes))).toEqual([
      ['Số', 'Tiền'],
      ['đ', '1,5'],
    ]);
  });

  it('with text after a closing quotation mark is refused, naming the row', () => {
    for (const [text, row] of [
      ['Số,Tiền\n"abc"def,100000', 2],
      ['sep=,\n"a" ,1\n"a"b,1', 3],
    ] as const) {
      const details = { where: 'text after a quotation mark', row };
      expect(() => readCsv(Buffer.from(text))).toThrow(
        expect.objectContaining({ code: 'IMPORT_FILE_BROKEN', details }),
      );
    }
    expect(texts(readCsv(Buffer.from('"a" ,1')))).toEqual([['a', '1']]);
  });

  it('whose quotation mark never ends is refused', () => {
    expect(codeOf(() => readCsv(Buffer.from('a,"b\nc')))).toBe('IMPORT_FILE_BROKEN');
  });
});

describe('places and days', () => {
  it('of cells are named as Excel names them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_048_576 }), fc.nat(16_383), (row, column) => {
        expect(parseAddress(cellAddress(row, column))).toEqual({ row, column });
      }),
    );
    expect([cellAddress(1, 0), cellAddress(9, 25), cellAddress(9, 26), cellAddress(1, 16_383)]).toEqual([
      'A1',
      'Z9',
      'AA9',
      'XFD1',
    ]);
  });

  it('are counted from 1900 or 1904, without the 29 February 1900 that never was', () => {
    expect(dateOfSerial(46348, false)).toBe('2026-11-22');
    expect(dateOfSerial(44886.75, true)).toBe('2026-11-22');
    expect([dateOfSerial(60, false), dateOfSerial(-1, true), dateOfSerial(Infinity, false)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(serialOfDate('2026-11-22')).toBe(46348);
  });
});
