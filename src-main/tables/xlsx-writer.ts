/** Workbooks in the smallest form of ECMA-376 that every spreadsheet reads: no formulas, links, macros or hidden parts. */
import { strToU8, zipSync } from 'fflate';
import { serialOfDate } from './serial-date.ts';
import { cellAddress } from './cell-address.ts';
import type { Table, TableColumn } from './table.ts';
import { sheetNames } from './sheet-names.ts';
import { escapeAttribute, escapeCell } from './xlsx-text.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const spreadsheetml = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Places in `cellXfs` below. */
const styles = { text: 1, date: 2, amount: 3, head: 4 } as const;
/** Excel keeps 15 digits of a number; an amount with more is written as text, so that no đồng is lost. */
const digitsOfNumber = 15;
/** The earliest time that a zip can tell: the same table gives the same bytes. */
const noTime = new Date(1980, 0, 1);

/** One sheet for each table. */
export function writeWorkbook(tables: readonly Table[]): Uint8Array {
  const names = sheetNames(tables.map(({ name }) => name ?? 'Sheet1'));
  const sheets = tables.map((table, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(table)] as const);
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': contentTypesXml(tables.length),
    '_rels/.rels': relationshipsXml([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(names),
    'xl/_rels/workbook.xml.rels': relationshipsXml([
      ...tables.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': stylesXml,
    ...Object.fromEntries(sheets),
  };
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(declaration + xml)] as const);
  return zipSync(Object.fromEntries(files), { level: 6, mtime: noTime });
}

function sheetXml({ columns, rows }: Table): string {
  const widths = columns
    .map((column, at) => `<col min="${at + 1}" max="${at + 1}" width="${widthOf(column)}" customWidth="1"/>`)
    .join('');
  const head = columns.map(({ title }, at) => textCell(title, 1, at, styles.head)).join('');
  const body = rows.map((row, at) => {
    const cells = columns.map((column, place) => cellXml(column, row[place] ?? '', at + 2, place));
    return `<row r="${at + 2}">${cells.join('')}</row>`;
  });
  return [
    `<worksheet xmlns="${main}">`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    columns.length === 0 ? '' : `<cols>${widths}</cols>`,
    `<sheetData><row r="1">${head}</row>`,
    ...body,
    '</sheetData></worksheet>',
  ].join('');
}

function widthOf({ kind, width, title }: TableColumn): number {
  return width ?? Math.max(kind === 'text' ? 16 : 14, Math.min(title.length + 2, 40));
}

function cellXml({ kind }: TableColumn, text: string, row: number, column: number): string {
  if (text === '') return '';
  switch (kind) {
    case 'text':
      return textCell(text, row, column, styles.text);
    case 'date': {
      const serial = serialOfDate(text);
      return serial === undefined
        ? textCell(text, row, column, styles.text)
        : numberCell(serial.toString(), row, column, styles.date);
    }
    case 'amount':
    case 'number':
      return /^-?(0|[1-9]\d*)$/.test(text) && text.length <= digitsOfNumber
        ? numberCell(text, row, column, kind === 'amount' ? styles.amount : 0)
        : textCell(text, row, column, styles.text);
  }
}

function numberCell(value: string, row: number, column: number, style: number): string {
  return `<c r="${cellAddress(row, column)}" s="${style}"><v>${value}</v></c>`;
}

function textCell(text: string, row: number, column: number, style: number): string {
  const place = cellAddress(row, column);
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeCell(text)}</t></is></c>`;
}

function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, at) => `<sheet name="${escapeAttribute(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function relationshipsXml(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${relationships}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packageRelationships}">${all.join('')}</Relationships>`;
}

function contentTypesXml(sheets: number): string {
  const parts = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/styles.xml', 'styles'],
    ...Array.from({ length: sheets }, (_, at) => [`/xl/worksheets/sheet${at + 1}.xml`, 'worksheet'] as const),
  ] as const;
  const overrides = parts.map(
    ([name, type]) => `<Override PartName="${name}" ContentType="${spreadsheetml}.${type}+xml"/>`,
  );
  return [
    `<Types xmlns="${contentTypes}">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    ...overrides,
    '</Types>',
  ].join('');
}

/** Built-in number formats: 49 text, 3 `#,##0`. */
const stylesXml = [
  `<styleSheet xmlns="${main}">`,
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>',
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="5">',
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>',
  '</cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '</styleSheet>',
].join('');
