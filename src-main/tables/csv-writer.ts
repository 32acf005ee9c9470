import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import { guardCell } from './csv-guard.ts';
import type { Table, TableColumn } from './table.ts';

/** RFC 4180 in UTF-8 with a byte order mark, without which Excel takes Vietnamese for Windows-1258. Dates `dd/MM/yyyy`. */
export function writeCsv({ columns, rows }: Table): Uint8Array {
  const records = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map((column, at) => shown(column, row[at] ?? ''))),
  ];
  const text = records.map((record) => `${record.map(field).join(',')}\r\n`).join('');
  return new TextEncoder().encode(`\ufeff${text}`);
}

function shown({ kind }: TableColumn, text: string): string {
  return kind === 'date' ? formatDate(text) : text;
}

function field(text: string): string {
  const safe = guardCell(text);
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
