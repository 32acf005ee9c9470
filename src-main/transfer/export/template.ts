import type { Unit } from '#shared/contract/http.ts';
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';
import { emptyVoucher } from '#shared/domain/vouchers/empty.ts';
import { withLineField } from '#shared/domain/vouchers/field-value.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import type { FormId, Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { Table } from '../../tables/table.ts';
import { columnsOf } from '../spreadsheet/columns.ts';
import { sheetNameOf, tableOf } from '../spreadsheet/voucher-table.ts';

/** A table with the form's columns and one line as an example: the unit's own facts, and nothing that could be paid. */
export function templateOf(formId: FormId, unit: Unit, today: Date): Table {
  const form = formOf({ formId });
  const empty = emptyVoucher(unit, {
    id: 'example',
    lineId: 'example-line',
    date: vietnamDate(today),
    formId,
  });
  const example: Voucher = {
    ...empty,
    number: 'VI-DU',
    lines: empty.lines.map((line) =>
      withLineField(line, formId === '20' ? 'payeeName' : 'description', 'Ví dụ: thay hoặc xóa dòng này'),
    ),
  };
  return tableOf([example], columnsOf(form), sheetNameOf(form));
}
