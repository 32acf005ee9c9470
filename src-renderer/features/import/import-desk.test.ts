import { describe, expect, it } from 'vitest';
import type { ImportRow } from '#shared/contract/transfer.ts';
import {
  chosenRows,
  emptyImportDesk,
  mostBytes,
  planOf,
  readPerDossier,
  tick,
  tickToFix,
  tooMuch,
  totalOfRows,
  withFiles,
  type ImportDesk,
} from './import-desk.ts';

const row = (number: number, state: ImportRow['state'], more: Partial<ImportRow> = {}): ImportRow => ({
  row: number,
  from: `a.zip › ${number}.xml`,
  state,
  number: String(number),
  date: '2026-11-05',
  payee: '',
  total: state === 'refused' ? '0' : '999999999999999999',
  lines: 1,
  issues: [],
  ...more,
});
const rows = [row(0, 'ready'), row(1, 'to-fix'), row(2, 'refused'), row(3, 'ready')];
const desk: ImportDesk = {
  ...emptyImportDesk,
  preview: { importId: '1', rows, counts: { ready: 2, toFix: 1, refused: 1 }, total: '0' },
};
const numbers = (of: ImportDesk) => chosenRows(of).map(({ row: at }) => at);

describe('the desk of an import', () => {
  it('counts what a list shares out once, with the voucher that pays it', () => {
    const pays = row(0, 'ready', { formId: '17', total: '5000' });
    expect(totalOfRows([pays, row(1, 'ready', { formId: '20', total: '5000' })])).toBe('5000');
  });

  it('takes what is ready, and what is to be mended only when asked, never what was refused', () => {
    expect(numbers(desk)).toEqual([0, 3]);
    expect(numbers({ ...desk, ...tickToFix(desk, true) })).toEqual([0, 1, 3]);
    expect(numbers({ ...desk, ...tick(desk, rows, true) })).toEqual([0, 1, 3]);
    expect(numbers({ ...desk, ...tick(desk, rows.slice(0, 1), false) })).toEqual([3]);
  });

  it('remembers what was unticked when the files are read again', () => {
    const after = { ...desk, ...tick(desk, rows.slice(0, 1), false) };
    const moved = rows.map((one) => ({ ...one, row: one.row + 7 }));
    const again: ImportDesk = {
      ...after,
      preview: { importId: '2', rows: moved, counts: { ready: 2, toFix: 1, refused: 1 }, total: '0' },
    };
    expect(numbers(again)).toEqual([10]);
  });

  it('puts a corrected file in the place of the one of its name', () => {
    const file = (name: string, base64: string) => ({ name, base64, size: 1 });
    expect(
      withFiles([file('a.zip', '1'), file('b.csv', '2')], [file('a.zip', '3'), file('c.csv', '4')]),
    ).toEqual([file('a.zip', '3'), file('b.csv', '2'), file('c.csv', '4')]);
  });

  it('says beforehand what would be too much for one import', () => {
    const file = { name: 'a.zip', base64: '', size: mostBytes };
    expect(tooMuch([file])).toBeUndefined();
    expect(tooMuch([file, { ...file, size: 1 }])?.code).toBe('IMPORT_TOO_MUCH');
    expect(tooMuch(Array.from({ length: 51 }, () => ({ ...file, size: 1 })))?.code).toBe('IMPORT_TOO_MUCH');
  });

  it('plans dossiers of at most so many vouchers, and says when lists make that uncertain', () => {
    expect(
      planOf(
        Array.from({ length: 500 }, (_, at) => row(at, 'ready')),
        100,
      ),
    ).toEqual({
      vouchers: 500,
      dossiers: 5,
      about: false,
      total: String(999999999999999999n * 500n),
    });
    expect(planOf([row(0, 'ready'), row(1, 'ready', { formId: '20' })], 1).about).toBe(true);
    for (const typed of ['0', '1001', '', '-5', '1,5', 'năm', '1e2'])
      expect(readPerDossier(typed)).toBeUndefined();
    for (const [typed, count] of [
      ['1', 1],
      [' 1.000 ', 1000],
    ] as const)
      expect(readPerDossier(typed)).toBe(count);
  });
});
