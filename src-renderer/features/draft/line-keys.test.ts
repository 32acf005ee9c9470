import { describe, expect, it } from 'vitest';
import type { LineFieldPath } from '#shared/domain/vouchers/fields.ts';
import { gridAct, type CellPlace } from './line-keys.ts';

const columns: readonly LineFieldPath[] = ['description', 'ndkt', 'amount'];
const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
const press = (key: string, at: CellPlace, more: Partial<typeof none> = {}) =>
  gridAct({ ...none, ...more, key }, at, columns, 3);
const cell = (row: number, column: LineFieldPath): CellPlace => ({ row, column });

describe('keys in the grid of lines', () => {
  it('go on with Enter: to the next cell, the next row, and into a new one after the last', () => {
    expect(press('Enter', cell(0, 'description'))).toEqual({ kind: 'go', to: cell(0, 'ndkt') });
    expect(press('Enter', cell(0, 'amount'))).toEqual({ kind: 'go', to: cell(1, 'description') });
    expect(press('Enter', cell(2, 'amount'))).toEqual({ kind: 'add', after: 2 });
    expect(press('Enter', cell(1, 'ndkt'), { shiftKey: true })).toEqual({ kind: 'add', after: 1 });
  });

  it('stay in the column with the arrows and stop at the edges', () => {
    expect(press('ArrowDown', cell(0, 'ndkt'))).toEqual({ kind: 'go', to: cell(1, 'ndkt') });
    expect(press('ArrowUp', cell(0, 'ndkt'))).toBeUndefined();
    expect(press('ArrowDown', cell(2, 'ndkt'))).toBeUndefined();
  });

  it('move, remove and copy rows only together with Alt or Ctrl', () => {
    expect(press('ArrowUp', cell(1, 'ndkt'), { altKey: true })).toEqual({ kind: 'move', step: -1 });
    expect(press('Delete', cell(1, 'ndkt'), { ctrlKey: true })).toEqual({ kind: 'remove' });
    expect(press('d', cell(1, 'ndkt'), { ctrlKey: true })).toEqual({ kind: 'copy-above' });
    expect(press('d', cell(1, 'ndkt'))).toBeUndefined();
    expect(press('Delete', cell(1, 'ndkt'))).toBeUndefined();
  });

  it('leave sending to the dossier', () => {
    expect(press('Enter', cell(2, 'amount'), { ctrlKey: true })).toBeUndefined();
  });
});
