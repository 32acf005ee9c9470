/** Rows of a grid edited in place, and cells of a spreadsheet put into them. */
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { readDate } from '../../format/date.ts';
import { readCode } from '../draft/read-code.ts';
import { tidied } from '../draft/typed-text.ts';
import type { FormField } from './form-fields.ts';

export interface GridRow {
  readonly id: string;
}

export interface PastedRows<Row> {
  readonly rows: Row[];
  /** The row in which the cells began, as it was. */
  readonly replaced: Row;
  readonly added: readonly string[];
  /** Cells that could not be read: entry of the field → text. */
  readonly unread: readonly (readonly [entry: string, text: string])[];
  /** Cells that were longer than their field, or to the right of the last one. */
  readonly cut: number;
}

/** The first row of cells goes into the row at `index`, from `start` on; every further one into a new row below. */
export function pasteRows<Row extends GridRow>(
  rows: readonly Row[],
  place: { readonly index: number; readonly start: string },
  cells: readonly (readonly string[])[],
  fields: readonly FormField[],
  newRow: () => Row,
): PastedRows<Row> | undefined {
  const replaced = rows[place.index];
  const from = fields.findIndex(({ name }) => name === place.start);
  if (replaced === undefined || from === -1) return undefined;
  const unread: (readonly [string, string])[] = [];
  let cut = 0;
  const filled = cells.map((line, at) => {
    const row = at === 0 ? replaced : newRow();
    const changes: Record<string, string> = {};
    line.forEach((cell, column) => {
      const field = fields[from + column];
      if (field === undefined) {
        if (cell !== '') cut += 1;
        return;
      }
      const value = readCell(field, cell);
      if (value === undefined) unread.push([`${row.id}.${field.name}`, cell]);
      else if (field.kind === 'text' && plain(field, cell).length > field.max) cut += 1;
      changes[field.name] = value ?? '';
    });
    return { ...row, ...changes };
  });
  return {
    rows: [...rows.slice(0, place.index), ...filled, ...rows.slice(place.index + 1)],
    replaced,
    added: filled.slice(1).map(({ id }) => id),
    unread,
    cut,
  };
}

function readCell(field: FormField, cell: string): string | undefined {
  if (field.list !== undefined) return readCode(cell, codeLists[field.list].digits);
  if (field.kind === 'date') return readDate(cell);
  return plain(field, cell).slice(0, field.max);
}

const plain = (field: FormField, cell: string) => tidied(cell, field.grouping);
