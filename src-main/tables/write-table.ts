import type { Table, TableFormat } from './table.ts';
import { writeCsv } from './csv-writer.ts';
import { writeWorkbook } from './xlsx-writer.ts';

/** The bytes of a file that Excel opens; the same table gives the same bytes. No cell is ever a formula. */
export function writeTable(table: Table, format: TableFormat): Uint8Array {
  return format === 'csv' ? writeCsv(table) : writeWorkbook([table]);
}
