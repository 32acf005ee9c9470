/** Keys in the grid of lines: where they lead and what they do. */
import type { LineFieldPath } from '#shared/domain/vouchers/fields.ts';
import { fieldId } from './issues.ts';

export interface CellPlace {
  readonly row: number;
  readonly column: LineFieldPath;
}

export type GridAct =
  | { readonly kind: 'go'; readonly to: CellPlace }
  /** A new line below this row. */
  | { readonly kind: 'add'; readonly after: number }
  | { readonly kind: 'move'; readonly step: 1 | -1 }
  | { readonly kind: 'remove' }
  | { readonly kind: 'copy-above' };

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/**
 * What a key does in a cell; undefined leaves it to the field. Enter goes on to the next cell, from the last one to the
 * next row, and makes one where there is none.
 */
export function gridAct(
  key: Key,
  at: CellPlace,
  columns: readonly LineFieldPath[],
  rows: number,
): GridAct | undefined {
  const control = key.ctrlKey || key.metaKey;
  if (key.altKey) {
    if (key.key === 'ArrowUp') return { kind: 'move', step: -1 };
    return key.key === 'ArrowDown' ? { kind: 'move', step: 1 } : undefined;
  }
  if (control) {
    if (key.key === 'Delete') return { kind: 'remove' };
    return key.key.toLowerCase() === 'd' && !key.shiftKey ? { kind: 'copy-above' } : undefined;
  }
  if (key.key === 'Enter')
    return key.shiftKey ? { kind: 'add', after: at.row } : afterEnter(at, columns, rows);
  if (key.shiftKey) return undefined;
  if (key.key === 'ArrowUp' && at.row > 0) return { kind: 'go', to: { ...at, row: at.row - 1 } };
  if (key.key === 'ArrowDown' && at.row < rows - 1) return { kind: 'go', to: { ...at, row: at.row + 1 } };
  return undefined;
}

function afterEnter(at: CellPlace, columns: readonly LineFieldPath[], rows: number): GridAct | undefined {
  const next = columns[columns.indexOf(at.column) + 1];
  if (next !== undefined) return { kind: 'go', to: { row: at.row, column: next } };
  const [first] = columns;
  if (first === undefined) return undefined;
  if (at.row < rows - 1) return { kind: 'go', to: { row: at.row + 1, column: first } };
  return { kind: 'add', after: at.row };
}

/** The cell that an element is; undefined when it is none of these lines. `path`: `vouchers.N`. */
export function cellOf(
  element: EventTarget | null,
  path: string,
  columns: readonly LineFieldPath[],
): CellPlace | undefined {
  if (!(element instanceof HTMLElement)) return undefined;
  const head = `${fieldId(`${path}.lines`)}-`;
  if (!element.id.startsWith(head)) return undefined;
  const [row = '', name] = element.id.slice(head.length).split('-');
  const column = columns.find((one) => one === name);
  return column === undefined || !/^\d+$/.test(row) ? undefined : { row: Number(row), column };
}

export function cellId(path: string, { row, column }: CellPlace): string {
  return fieldId(`${path}.lines.${row}.${column}`);
}
