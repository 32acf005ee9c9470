/** Vouchers as tables that can be read back: one row for each line, what is the voucher's on its first row. */
import { readField, readLineField } from '#shared/domain/vouchers/field-value.ts';
import type { ChoiceField, FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { formOf, forms } from '#shared/domain/vouchers/forms/forms.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { Table } from '../../tables/table.ts';
import { choiceName } from './choice-names.ts';
import {
  columnsOf,
  columnsOfAll,
  placeTitle,
  tableColumnOf,
  type ColumnSubject,
  type VoucherColumn,
} from './columns.ts';

const placeColumn: VoucherColumn = {
  subject: { of: 'table', path: 'place' },
  title: placeTitle,
  kind: 'text',
};

/** One table for each form that occurs, in the order in which forms are offered. */
export function tablesByForm(vouchers: readonly Voucher[]): readonly Table[] {
  return forms
    .map((form) => ({ form, of: vouchers.filter(({ formId }) => formId === form.id) }))
    .filter(({ of }) => of.length > 0)
    .map(({ form, of }) => tableOf(of, [placeColumn, ...columnsOf(form)], sheetNameOf(form)));
}

/** All in one table, in their order. */
export function oneTable(vouchers: readonly Voucher[]): Table {
  const used = forms.filter(({ id }) => vouchers.some(({ formId }) => formId === id));
  return tableOf(vouchers, [placeColumn, ...columnsOfAll(used)]);
}

/** `Mẫu 13 C2-02a-NS`. */
export function sheetNameOf(form: FormDescription): string {
  return `Mẫu ${form.id} ${form.fileName}`;
}

export function tableOf(
  vouchers: readonly Voucher[],
  columns: readonly VoucherColumn[],
  name?: string,
): Table {
  return {
    ...(name === undefined ? {} : { name }),
    columns: columns.map(tableColumnOf),
    rows: vouchers.flatMap((voucher, place) => rowsOf(voucher, place, columns)),
  };
}

function rowsOf(voucher: Voucher, place: number, columns: readonly VoucherColumn[]): readonly string[][] {
  const rows = Math.max(1, voucher.lines.length);
  return Array.from({ length: rows }, (_, at) =>
    columns.map(({ subject }) => cellOf(voucher, subject, place, at)),
  );
}

function cellOf(voucher: Voucher, subject: ColumnSubject, place: number, row: number): string {
  switch (subject.of) {
    case 'line': {
      const line = voucher.lines[row];
      return line === undefined ? '' : readLineField(line, subject.path);
    }
    case 'voucher':
      // The number stands on every row: it tells which belong together.
      return row === 0 || subject.path === 'number' ? fieldOf(voucher, subject.path) : '';
    case 'table':
      return tableFact(voucher, subject.path, place, row);
  }
}

function tableFact(
  voucher: Voucher,
  fact: Extract<ColumnSubject, { of: 'table' }>['path'],
  place: number,
  row: number,
): string {
  switch (fact) {
    case 'form':
      return voucher.formId;
    case 'place':
      return String(place + 1);
    case 'total':
      return row === 0 ? voucherTotal(voucher) : '';
    case 'totalInWords':
      return '';
  }
}

function fieldOf(voucher: Voucher, path: Extract<ColumnSubject, { of: 'voucher' }>['path']): string {
  const value = readField(voucher, path);
  return isChoice(path) && value !== '' ? choiceName(formOf(voucher), path, value) : value;
}

export function isChoice(path: string): path is ChoiceField {
  return ['allocation', 'purpose', 'method', 'advance'].includes(path);
}
