/** Advice on what looks paid twice: the same line for the same receiver, in one voucher or in two of a dossier. */
import type { ValidationIssue } from '../../contract/ipc.ts';
import { formatDong } from '../money/dong.ts';
import { advises } from '../vouchers/issues.ts';
import { isList } from '../vouchers/total.ts';
import type { Voucher, VoucherLine } from '../vouchers/voucher.ts';

interface Place {
  readonly number: string;
  readonly row: number;
}

/** At most one for a voucher, at its first such line. */
export function judgeRepeatedPayments(vouchers: readonly Voucher[]): readonly ValidationIssue[] {
  const seen = new Map<string, Place>();
  return vouchers.flatMap((voucher, at) => {
    const issues: ValidationIssue[] = [];
    for (const [row, line] of voucher.lines.entries()) {
      const key = keyOf(voucher, line);
      if (key === undefined) continue;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, { number: voucher.number, row: row + 1 });
      else if (issues.length === 0) issues.push(repeated(`vouchers.${at}.lines.${row}.amount`, line, before));
    }
    return issues;
  });
}

/** Undefined while the line says too little to be compared. */
function keyOf(voucher: Voucher, line: VoucherLine): string | undefined {
  const { payee, cashReceiver, taxpayer } = voucher;
  const what = isList(voucher) ? `${line.payeeName ?? ''}${line.payeeAccount ?? ''}` : line.description;
  if (line.amount === '' || what.trim() === '') return undefined;
  const receiver = isList(voucher)
    ? ['list', voucher.listFor, line.payeeAccount]
    : [voucher.method === 'TIEN_MAT' ? cashReceiver.identityNumber : payee.accountNumber, taxpayer?.taxCode];
  const codes = [line.invoiceNumber, line.ndkt, line.chapter, line.sector, line.source, line.taxPeriod];
  // A JSON list, so that no text can run into the next.
  return JSON.stringify([receiver, codes, line.declaration ?? '', simple(what), line.amount]);
}

const simple = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

function repeated(path: string, { amount }: VoucherLine, { number, row }: Place): ValidationIssue {
  return advises(
    path,
    'PAYMENT_REPEATED',
    `Khoản ${formatDong(amount)} này giống hệt dòng ${row} của chứng từ số ${number}. Kiểm tra xem có trả hai lần không.`,
    `This ${formatDong(amount)} is the same as line ${row} of voucher ${number}. Check that it is not paid twice.`,
  );
}
