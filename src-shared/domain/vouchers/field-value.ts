/** Reads and writes the fields of vouchers and lines by the paths of `fields.ts`. */
import type { LineFieldPath, VoucherFieldPath } from './fields.ts';
import type { Voucher, VoucherLine } from './voucher.ts';

type Texts = Readonly<Record<string, unknown>>;

/** The text of a field; empty where the voucher does not have it. */
export function readField(voucher: Voucher, path: VoucherFieldPath): string {
  const [outer = '', inner] = path.split('.');
  return textOf(voucher, outer, inner);
}

export function readLineField(line: VoucherLine, path: LineFieldPath): string {
  return textOf(line, path, undefined);
}

/** A copy with the field set; a group that was not there begins with what its form's empty voucher has. */
export function withField(voucher: Voucher, path: VoucherFieldPath, value: string): Voucher {
  const [outer = '', inner] = path.split('.');
  // The path is one of the schema's own, so the copy has the schema's shape.
  const texts: Texts = voucher;
  if (inner === undefined) return { ...voucher, [outer]: value };
  const group = texts[outer];
  return { ...voucher, [outer]: { ...(isGroup(group) ? group : {}), [inner]: value } };
}

export function withLineField(line: VoucherLine, path: LineFieldPath, value: string): VoucherLine {
  return { ...line, [path]: value };
}

function textOf(holder: Texts, outer: string, inner: string | undefined): string {
  const value = holder[outer];
  const text = inner === undefined ? value : isGroup(value) ? value[inner] : '';
  return typeof text === 'string' ? text : '';
}

function isGroup(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null;
}
