/** Sums of a voucher's lines, kept as long as the lines are the same: 10 000 lines must not be read at every key. */
import { dongSchema, type Dong } from '#shared/domain/money/dong.ts';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';

type Column = 'amount' | 'advanceBalance';
type Sums = WeakMap<readonly VoucherLine[], Dong>;

const sums: Readonly<Record<Column, Sums>> = { amount: new WeakMap(), advanceBalance: new WeakMap() };
const amounts: Readonly<Record<Column, WeakMap<VoucherLine, bigint>>> = {
  amount: new WeakMap(),
  advanceBalance: new WeakMap(),
};

/** Sum of a column, đồng; cells without a well-formed amount count as nothing. */
export function sumOf(lines: readonly VoucherLine[], column: Column): Dong {
  const known = sums[column].get(lines);
  if (known !== undefined) return known;
  const sum = lines.reduce((total, line) => total + amountOf(line, column), 0n).toString();
  sums[column].set(lines, sum);
  return sum;
}

/** The total of a voucher with these lines. */
export const totalOf = (lines: readonly VoucherLine[]): Dong => sumOf(lines, 'amount');

function amountOf(line: VoucherLine, column: Column): bigint {
  const known = amounts[column].get(line);
  if (known !== undefined) return known;
  const read = dongSchema.safeParse(line[column]);
  const amount = read.success ? BigInt(read.data) : 0n;
  amounts[column].set(line, amount);
  return amount;
}
