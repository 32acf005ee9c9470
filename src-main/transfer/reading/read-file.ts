import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import { readCsv } from '../../tables/csv-reader.ts';
import type { Sheet } from '../../tables/sheet.ts';
import { isWorkbook, readWorkbook } from '../../tables/xlsx/workbook.ts';
import { openArchive } from '../../zip/archive.ts';
import { workbookLimits } from '../../zip/limits.ts';
import type { Found } from '../found.ts';
import { withinLimits } from '../limits.ts';
import { readSoftwareXml } from '../software-zip/read-xml.ts';
import { readSoftwareZip } from '../software-zip/read-zip.ts';
import { formInName } from '../spreadsheet/form-names.ts';
import { readSheetVouchers } from '../spreadsheet/read-sheet.ts';

/** Heads of Compound File Binary (old Office, and encrypted new Office), of a zip, and of RAR, 7-Zip and gzip. */
const compound = 'd0cf11e0a1b11ae1';
const zip = ['504b0304', '504b0506', '504b0708'];
const otherArchives = ['52617221', '377abcaf', '1f8b'];
/** `%PDF`, which may be all text. */
const pdf = '25504446';

/** The vouchers of one file, told by what it holds and not by its name; a file that cannot be read is one refusal. */
export function readFile(name: string, bytes: Uint8Array): readonly Found[] {
  try {
    // Counted outside of what makes refusals of failures: too much is too much of the whole file.
    const found = withinLimits(readByKind(name, bytes));
    if (found.length === 0) throw new DvcttError('IMPORT_NOTHING');
    return found;
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    return [{ kind: 'refused', from: name, failure: toFailure(cause) }];
  }
}

function readByKind(name: string, bytes: Uint8Array): Iterable<Found> {
  if (bytes.length === 0) throw new DvcttError('FILE_EMPTY');
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (head === compound)
    throw new DvcttError(isEncryptedOffice(bytes) ? 'IMPORT_PASSWORD' : 'IMPORT_OLD_EXCEL');
  if (zip.some((known) => head.startsWith(known))) return readArchive(name, bytes);
  if ([...otherArchives, pdf].some((known) => head.startsWith(known)))
    throw new DvcttError('IMPORT_KIND_UNKNOWN');
  if (looksLikeXml(bytes)) return [readSoftwareXml(bytes, name, name)];
  // A picture or a program is no text, whatever its name says.
  if (!isText(bytes)) throw new DvcttError('IMPORT_KIND_UNKNOWN');
  return readSheets(name, [readCsv(bytes)], notTableOf(name, bytes));
}

/** Why a text without a table's titles is not one, when its name or its beginning promises something else. */
function notTableOf(name: string, bytes: Uint8Array): DvcttError | undefined {
  if (/\.(?:zip|xlsx)$/i.test(name)) return new DvcttError('IMPORT_FILE_BROKEN');
  // Many programs write a web page and call it .xls; Excel opens it and saves it as a workbook.
  if (/\.(?:xls|xlsb|ods)$/i.test(name)) return new DvcttError('IMPORT_OLD_EXCEL');
  return /^\W*<(?:!doctype html|html|head|body|table)/i.test(textHead(bytes))
    ? new DvcttError('IMPORT_KIND_UNKNOWN')
    : undefined;
}

function readArchive(name: string, bytes: Uint8Array): Iterable<Found> {
  const files = openArchive(bytes, workbookLimits);
  return isWorkbook(files) ? readSheets(name, readWorkbook(bytes)) : readSoftwareZip(bytes, name);
}

/** Sheets without titles are notes beside the lists; a file in which no sheet has them is refused. */
function* readSheets(name: string, sheets: readonly Sheet[], notTable?: DvcttError): Generator<Found> {
  let headed = 0;
  for (const sheet of sheets) {
    const from = sheet.name === '' ? name : `${name} › ${sheet.name}`;
    try {
      const vouchers = readSheetVouchers(sheet, from, formInName(sheet.name) ?? formInName(name));
      if (vouchers === undefined) continue;
      headed += 1;
      yield* vouchers;
    } catch (cause) {
      if (!(cause instanceof DvcttError)) throw cause;
      headed += 1;
      yield { kind: 'refused', from, failure: toFailure(cause) };
    }
  }
  if (headed === 0) {
    throw notTable ?? new DvcttError('IMPORT_COLUMN_UNKNOWN', { missing: 'Số chứng từ, Số tiền (đồng)' });
  }
}

/** Names in a compound file are UTF-16. */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1 << 20)).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

function looksLikeXml(bytes: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(?:\?xml|!DOCTYPE(?! html)|java)/i.test(textHead(bytes));
}

function textHead(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 400)).toString('latin1').replace(/\0/g, '');
}

function isText(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return utf16 || !bytes.subarray(0, 65_536).includes(0);
}
