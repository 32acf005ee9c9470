/** The columns of a printed table: where they stand, what each reads from a line, and what is summed. */
import { dongSchema, formatDong, sumDong } from '#shared/domain/money/dong.ts';
import { readLineField } from '#shared/domain/vouchers/field-value.ts';
import { lineFields } from '#shared/domain/vouchers/fields.ts';
import type { ColumnUse, FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { shownLineValue } from './shown-value.ts';

export interface Column {
  /** Line by line. */
  readonly head: readonly string[];
  /** Points. */
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
  readonly read: (line: VoucherLine, at: number) => string;
  /** What stands in the last row; undefined in columns that are not summed. */
  readonly total?: string;
}

/** Room for 10.000. */
const numberWidth = 28;

export function columnsOf({ lines }: FormDescription, voucher: Voucher): readonly Column[] {
  const columns = lines.columns.flatMap((use) => columnOf(use, voucher));
  if (lines.numbered !== true) return columns;
  const widest = Math.max(...columns.map(({ align, width }) => (align === 'left' ? width : 0)));
  const giving = columns.findIndex(({ align, width }) => align === 'left' && width === widest);
  return [
    { head: ['STT'], width: numberWidth, align: 'center', read: (_line, at) => String(at + 1) },
    ...columns.map((column, at) =>
      at === giving ? { ...column, width: column.width - numberWidth } : column,
    ),
  ];
}

function columnOf(use: ColumnUse, voucher: Voucher): readonly Column[] {
  if (use.width === undefined) return [];
  const { kind } = lineFields[use.field];
  return [
    {
      head: use.printed,
      width: use.width,
      align: kind === 'amount' ? 'right' : kind === 'text' ? 'left' : 'center',
      read: (line) => shownLineValue(line, use.field),
      ...(kind === 'amount' ? { total: formatDong(sumOf(voucher, use)) } : {}),
    },
  ];
}

/** Lines without a well-formed amount yet count as nothing, as in `voucherTotal`. */
function sumOf(voucher: Voucher, { field }: ColumnUse): string {
  const amounts = voucher.lines.map((line) => readLineField(line, field));
  return sumDong(amounts.filter((amount) => dongSchema.safeParse(amount).success));
}
