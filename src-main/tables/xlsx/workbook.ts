/** Excel workbooks (ECMA-376) as hostile input: values only, no formula is computed, no link followed. */
import { DvcttError } from '#shared/contract/errors.ts';
import { openArchive, type ArchivedFile } from '../../zip/archive.ts';
import { workbookLimits } from '../../zip/limits.ts';
import { mostCells, type Sheet } from '../sheet.ts';
import { unescapeCell } from '../xlsx-text.ts';
import { isDateFormat } from './date-formats.ts';
import { readPart } from './part.ts';
import { readSheet, type Book } from './sheet-part.ts';

/** Sheets that are read; a book with more is not a list of vouchers. */
const mostSheets = 60;

type Parts = ReadonlyMap<string, ArchivedFile>;

interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

/** Whether an archive is a workbook of any kind, to be read or refused as one. */
export function isWorkbook(files: readonly ArchivedFile[]): boolean {
  return files.some(({ name }) => ['[content_types].xml', 'mimetype'].includes(name.toLowerCase()));
}

/** @throws DvcttError IMPORT_MACROS, IMPORT_OLD_EXCEL, IMPORT_FILE_BROKEN, IMPORT_TOO_MUCH, and what parts throw */
export function readWorkbook(bytes: Uint8Array): readonly Sheet[] {
  const files = openArchive(bytes, workbookLimits);
  const parts = new Map(files.map((file) => [file.name.toLowerCase(), file]));
  requirePlainWorkbook(parts);
  const { sheets, from1904 } = readBook(partOf(parts, 'xl/workbook.xml'));
  if (sheets.length > mostSheets) throw new DvcttError('IMPORT_TOO_MUCH', { sheets: sheets.length });
  const targets = readRelations(partOf(parts, 'xl/_rels/workbook.xml.rels'));
  const book: Book = {
    strings: readStrings(parts.get('xl/sharedstrings.xml')),
    dateStyles: readDateStyles(parts.get('xl/styles.xml')),
    from1904,
  };
  return sheets.flatMap(({ name, hidden, relation }) => {
    const target = targets.get(relation);
    // A sheet that is a chart has no cells.
    if (target === undefined || !/worksheets\//i.test(target)) return [];
    return [readSheet(partOf(parts, target), book, { name, hidden })];
  });
}

/** By the kind of the book itself: what a book may contain by default says nothing of what it contains. */
function requirePlainWorkbook(parts: Parts): void {
  if (parts.has('mimetype') || parts.has('xl/workbook.bin')) throw new DvcttError('IMPORT_OLD_EXCEL');
  let kind = '';
  readPart(partOf(parts, '[content_types].xml'), {
    open: (name, attributes) => {
      const part = attributes['PartName']?.toLowerCase();
      if (name === 'Override' && part === '/xl/workbook.xml') kind = attributes['ContentType'] ?? '';
    },
  });
  const code = [...parts.keys()].some((name) => /vbaproject|macrosheets\/|activex\//i.test(name));
  if (code || /macroEnabled/i.test(kind)) throw new DvcttError('IMPORT_MACROS');
}

function partOf(parts: Parts, name: string): Uint8Array {
  const part = parts.get(name.toLowerCase());
  if (part === undefined) throw new DvcttError('IMPORT_FILE_BROKEN', { part: name.slice(0, 100) });
  return part.read();
}

function readBook(bytes: Uint8Array) {
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  readPart(bytes, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(
        ([key]) => /(?:^|:)id$/i.test(key) && key !== 'sheetId',
      );
      sheets.push({
        name: (attributes['name'] ?? '').slice(0, 100),
        hidden: (attributes['state'] ?? 'visible') !== 'visible',
        relation: relation?.[1] ?? '',
      });
    },
  });
  return { sheets, from1904 };
}

function readRelations(bytes: Uint8Array): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  readPart(bytes, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const target = attributes['Target'] ?? '';
      targets.set(attributes['Id'] ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

function readStrings(part: ArchivedFile | undefined): readonly string[] {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let text = '';
  let inText = false;
  let inReading = false;
  readPart(part.read(), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') inReading = true;
      if (name === 't') inText = !inReading;
    },
    text: (more) => {
      if (inText && text.length < 40_000) text += more;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
      if (name !== 'si') return;
      if (strings.length === mostCells) throw new DvcttError('IMPORT_TOO_MUCH', { strings: mostCells });
      strings.push(unescapeCell(text));
    },
  });
  return strings;
}

function readDateStyles(part: ArchivedFile | undefined): readonly boolean[] {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  if (part === undefined) return styles;
  let inCells = false;
  readPart(part.read(), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells || styles.length > 70_000) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      styles.push(isDateFormat(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}
