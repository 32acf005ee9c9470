import { setImmediate } from 'node:timers/promises';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { Unit } from '#shared/contract/http.ts';
import type { ValidationIssue } from '#shared/contract/issue.ts';
import { mostImported, type ImportPreview, type ImportRow } from '#shared/contract/transfer.ts';
import { sumDong } from '#shared/domain/money/dong.ts';
import { advises, blocks } from '#shared/domain/vouchers/issues.ts';
import { receiverOf } from '#shared/domain/vouchers/receiver.ts';
import { isList, voucherTotal } from '#shared/domain/vouchers/total.ts';
import { validateVoucher } from '#shared/domain/vouchers/validate.ts';
import { voucherSchema, type FormId, type Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { Found, FoundVoucher, RefusedFile } from '../found.ts';
import { buildVoucher } from './build-voucher.ts';

export interface PreviewedRow {
  readonly row: ImportRow;
  /** Absent when refused. */
  readonly voucher?: Voucher;
}

export interface PreviewContext {
  readonly unit: Unit;
  readonly today: Date;
  /** Whether a number stands on a voucher of this form and year (4 digits) in this store. */
  readonly isUsed: (number: string, formId: FormId, year: string) => boolean;
}

/** Most issues that a row shows: ten thousand lines may be wrong in the same way. */
const mostIssues = 100;
/** Most refusals beside the vouchers. */
const mostRows = 2 * mostImported;
/** Lines of all vouchers together. */
const mostLinesInAll = 100_000;

/**
 * What was found, judged by the rules of the unit. The event loop gets its turn between two vouchers.
 * @throws DvcttError IMPORT_TOO_MUCH
 */
export async function previewOf(
  found: readonly Found[],
  context: PreviewContext,
): Promise<readonly PreviewedRow[]> {
  const vouchers = found.filter((each) => each.kind === 'voucher');
  const lines = vouchers.reduce((sum, each) => sum + each.lines.length, 0);
  if (vouchers.length > mostImported || found.length > mostRows || lines > mostLinesInAll) {
    throw new DvcttError('IMPORT_TOO_MUCH', { vouchers: vouchers.length, files: found.length, lines });
  }
  const rows: PreviewedRow[] = [];
  const numbers = new Set<string>();
  for (const [row, each] of found.entries()) {
    rows.push(each.kind === 'refused' ? refusedRow(row, each) : voucherRow(row, each, context, numbers));
    await setImmediate();
  }
  return rows;
}

export function summaryOf(importId: string, rows: readonly PreviewedRow[]): ImportPreview {
  const of = (state: ImportRow['state']) =>
    rows.filter(({ row }) => row.state === state).map(({ row }) => row);
  const ready = of('ready');
  return {
    importId,
    rows: rows.map(({ row }) => row),
    counts: { ready: ready.length, toFix: of('to-fix').length, refused: of('refused').length },
    // A list tells again what its voucher pays.
    total: sumDong(
      ready.flatMap(({ formId, total }) => (formId !== undefined && isList({ formId }) ? [] : [total])),
    ),
  };
}

function refusedRow(
  row: number,
  { from, failure, formId, number = '', notes = [] }: RefusedFile,
): PreviewedRow {
  return {
    row: {
      row,
      from,
      state: 'refused',
      ...(formId === undefined ? {} : { formId }),
      number,
      date: '',
      payee: '',
      total: '0',
      lines: 0,
      issues: notes,
      failure,
    },
  };
}

function voucherRow(
  row: number,
  found: FoundVoucher,
  context: PreviewContext,
  numbers: Set<string>,
): PreviewedRow {
  try {
    const { voucher, issues: own } = buildVoucher(found, context.unit);
    // The store takes nothing else; a text too long for its place ends here and not while it is saved.
    voucherSchema.parse(voucher);
    const issues = [
      ...own,
      ...judgeNumber(voucher, context, numbers),
      ...validateVoucher(voucher, context),
      ...found.notes,
    ];
    const blocked = issues.some(({ blocking }) => blocking);
    return { row: rowOf(row, found.from, voucher, blocked ? 'to-fix' : 'ready', issues), voucher };
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    const { formId, fields } = found;
    return refusedRow(row, {
      kind: 'refused',
      from: found.from,
      failure: toFailure(cause),
      formId,
      number: fields.number ?? '',
      notes: found.notes,
    });
  }
}

function rowOf(
  row: number,
  from: string,
  voucher: Voucher,
  state: ImportRow['state'],
  issues: readonly ValidationIssue[],
): ImportRow {
  const { formId, number, date, lines } = voucher;
  // What stops the voucher stands before advice, so that a cut leaves the rest.
  const ordered = [...issues].sort((a, b) => Number(b.blocking) - Number(a.blocking));
  return {
    row,
    from,
    state,
    formId,
    number,
    date,
    payee: receiverOf(voucher),
    total: voucherTotal(voucher),
    lines: lines.length,
    issues: ordered.slice(0, mostIssues),
  };
}

function judgeNumber(
  { number: written, formId, date }: Voucher,
  { isUsed }: PreviewContext,
  numbers: Set<string>,
): readonly ValidationIssue[] {
  const number = written.trim();
  if (number === '') return [];
  if (numbers.has(number)) {
    return [
      blocks(
        'number',
        'NUMBER_REPEATED',
        'Số chứng từ này có hai lần trong các tệp nhập. Bỏ bớt một, hoặc đặt số khác.',
        'The number occurs twice among the imported files. Leave one out or give another number.',
      ),
    ];
  }
  numbers.add(number);
  if (!isUsed(number, formId, date.slice(0, 4))) return [];
  return [
    advises(
      'number',
      'NUMBER_USED',
      'Số chứng từ này đã có trên máy. Kiểm tra xem chứng từ đã được nhập trước đó chưa.',
      'A voucher on this machine has this number. Check whether it was imported before.',
    ),
  ];
}
