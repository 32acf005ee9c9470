import { randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Unit } from '#shared/contract/http.ts';
import type { ValidationIssue } from '#shared/contract/issue.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { readAmountInWords } from '#shared/domain/money/words.ts';
import { emptyLine, emptyVoucher } from '#shared/domain/vouchers/empty.ts';
import { withField, withLineField } from '#shared/domain/vouchers/field-value.ts';
import type { LineFieldPath, VoucherFieldPath } from '#shared/domain/vouchers/fields.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { advises, blocks } from '#shared/domain/vouchers/issues.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import { mostLines, voucherSchema, type Voucher, type VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import type { FoundVoucher } from '../found.ts';

export interface BuiltVoucher {
  readonly voucher: Voucher;
  /** What the file says of its own total that is not so. */
  readonly issues: readonly ValidationIssue[];
}

/**
 * The voucher that was found, as one of this unit's: what the file leaves out of the unit is filled in.
 * @throws DvcttError IMPORT_UNIT_OTHER; IMPORT_CELL_UNREADABLE for what the store would not take
 */
export function buildVoucher(found: FoundVoucher, unit: Unit): BuiltVoucher {
  const code = found.fields.unitCode ?? '';
  if (code !== '' && code !== unit.code) {
    throw new DvcttError('IMPORT_UNIT_OTHER', { unit: code, yours: unit.code });
  }
  const form = formOf(found);
  const empty = emptyVoucher(unit, {
    id: randomUUID(),
    lineId: randomUUID(),
    // Today's date would be one that nobody wrote.
    date: '',
    formId: found.formId,
  });
  const lines = found.lines.map((fields): VoucherLine => {
    const line = emptyLine(unit, randomUUID(), form);
    return entriesOf<LineFieldPath>(fields).reduce(
      (made, [path, value]) => withLineField(made, path, value),
      line,
    );
  });
  const filled = entriesOf<VoucherFieldPath>(found.fields)
    // An empty cell says nothing of the unit.
    .filter(([path, value]) => value !== '' || !unitPaths.has(path))
    .reduce((made, [path, value]) => withField(made, path, value), empty);
  const voucher: Voucher = { ...filled, lines };
  const discrepancy = discrepancyOf(found, voucher);
  const mismatch = discrepancy === undefined ? [] : [discrepancy.issue];
  const reminded = discrepancy === undefined ? voucher : withReminder(voucher, discrepancy.reminder, unit);
  return {
    voucher: storable(reminded),
    issues: [...mismatch, ...unreadableWords(found)],
  };
}

const unitPaths: ReadonlySet<string> = new Set<VoucherFieldPath>([
  'unitName',
  'unitCode',
  'address',
  'accountNumber',
  'treasuryCode',
  'treasuryName',
  'programCode',
]);

interface Discrepancy {
  readonly issue: ValidationIssue;
  readonly reminder: string;
}

/** The total of the file, in digits or words, that its lines do not add up to. */
function discrepancyOf(found: FoundVoucher, voucher: Voucher): Discrepancy | undefined {
  const sum = voucherTotal(voucher);
  const inWords = found.totalInWords === undefined ? undefined : readAmountInWords(found.totalInWords);
  const told = [found.total, inWords?.toString()].find((total) => total !== undefined && total !== sum);
  if (told === undefined) return undefined;
  const [toldShown, sumShown] = [formatDong(told), formatDong(sum)];
  return {
    issue: blocks(
      'lines',
      'IMPORT_TOTAL_MISMATCH',
      `Tổng trong tệp là ${toldShown} đồng nhưng các dòng cộng được ${sumShown} đồng. Sửa số tiền trong tệp rồi nhập lại, hoặc nhập rồi sửa trong bản nháp.`,
      `The file’s total is ${toldShown} đồng, but its lines add up to ${sumShown}. Correct the file and import again, or take it and correct the draft.`,
    ),
    reminder: `CẦN SỬA: tổng trong tệp là ${toldShown}, các dòng cộng được ${sumShown}. Sửa số tiền rồi xóa dòng này`,
  };
}

/**
 * A line without an amount that says what is wrong: the total of a draft is always that of its lines, so without it the
 * disagreement would be gone with the file. It keeps the draft from being forwarded until somebody has looked. Where
 * there is no place for one line more, the issue of the preview is all that tells.
 */
function withReminder(voucher: Voucher, reminder: string, unit: Unit): Voucher {
  if (voucher.lines.length >= mostLines) return voucher;
  const form = formOf(voucher);
  const columns = form.lines.columns.map(({ field }) => field);
  const path = (['description', 'note', 'payeeName'] as const).find((field) => columns.includes(field));
  const line = { ...emptyLine(unit, randomUUID(), form), chapter: '' };
  return { ...voucher, lines: [...voucher.lines, withLineField(line, path ?? 'description', reminder)] };
}

/** One voucher that the store would not take is one refusal, and not the end of the whole import. */
function storable(voucher: Voucher): Voucher {
  const parsed = voucherSchema.safeParse(voucher);
  if (parsed.success) return voucher;
  const paths = parsed.error.issues.slice(0, 10).map(({ path }) => path.join('.'));
  throw new DvcttError('IMPORT_CELL_UNREADABLE', { paths: paths.join(', ') });
}

function unreadableWords({ totalInWords }: FoundVoucher): readonly ValidationIssue[] {
  if (totalInWords === undefined || readAmountInWords(totalInWords) !== undefined) return [];
  return [
    advises(
      'lines',
      'IMPORT_WORDS_UNREADABLE',
      `Không đọc được số tiền bằng chữ trong tệp: “${totalInWords.slice(0, 80)}”. Chứng từ sẽ in theo số tiền của các dòng.`,
      `The amount in words of the file could not be read: “${totalInWords.slice(0, 80)}”. The lines decide.`,
    ),
  ];
}

function entriesOf<K extends string>(
  record: Readonly<Partial<Record<K, string>>>,
): readonly (readonly [K, string])[] {
  // A record's own keys are the keys of its type; those that are there have a text.
  return Object.entries(record) as [K, string][];
}
