/**
 * What an accountant brings to the office at the end of a month: five hundred vouchers, half of them from the accounting
 * software and half in a workbook, of which exactly three are wrong. Always the same bytes.
 */
import type { Unit } from '#shared/contract/http.ts';
import type { FormId, Voucher } from '#shared/domain/vouchers/voucher.ts';
import { writeSoftwareZip } from '#main/transfer/software-zip/write-zip.ts';
import { tablesByForm } from '#main/transfer/spreadsheet/voucher-table.ts';
import type { Table } from '#main/tables/table.ts';
import { writeWorkbook } from '#main/tables/xlsx-writer.ts';
import { sampleUnit, sampleVoucherOf } from './sample-dossier.ts';

export interface MonthEndFiles {
  /** Of the accounting software: mẫu 17, 10, 08 and 02. */
  readonly zip: { readonly name: string; readonly bytes: Uint8Array };
  /** Mẫu 13 and 14. */
  readonly workbook: { readonly name: string; readonly bytes: Uint8Array };
  /** What the files hold, as it should be: the faulty ones are mended here. */
  readonly vouchers: readonly Voucher[];
  /** Number of each faulty voucher, what is wrong with it, and the right value of the field at fault. */
  readonly faults: readonly MonthEndFault[];
}

export interface MonthEndFault {
  readonly kind: 'total' | 'ndkt' | 'account';
  readonly number: string;
  /** `lines.0.ndkt`, `accountNumber`, `total`. */
  readonly path: string;
  readonly wrong: string;
  readonly right: string;
}

const softwareForms: readonly FormId[] = ['17', '10', '08', '02'];
const workbookForms: readonly FormId[] = ['13', '13', '13', '14'];

/** `count`: 500 for the real thing; at least 8. The unit's first account is the one that they are paid from. */
export function monthEndFiles({
  unit = sampleUnit,
  count = 500,
}: { readonly unit?: Unit; readonly count?: number } = {}): MonthEndFiles {
  const inZip = Math.floor(count / 2);
  const fromSoftware = Array.from({ length: inZip }, (_, at) => monthVoucher(unit, softwareForms, at, 'KT'));
  const fromWorkbook = Array.from({ length: count - inZip }, (_, at) =>
    monthVoucher(unit, workbookForms, at, 'RDT'),
  );
  const account = unit.accounts[0]?.number ?? '';
  // Closed years ago, and never this unit's.
  const foreign = account.replace(/\d{7}$/, '9091378');
  const [ofAccount, ofTotal, ofNdkt] = [fromSoftware[2], fromWorkbook[1], fromWorkbook[4]];
  if (ofAccount === undefined || ofTotal === undefined || ofNdkt === undefined) {
    throw new Error('A month has at least eight vouchers.');
  }
  const total = sum(ofTotal);
  const faults: readonly MonthEndFault[] = [
    { kind: 'account', number: ofAccount.number, path: 'accountNumber', wrong: foreign, right: account },
    {
      kind: 'total',
      number: ofTotal.number,
      path: 'total',
      wrong: String(BigInt(total) + 90_000n),
      right: total,
    },
    {
      kind: 'ndkt',
      number: ofNdkt.number,
      path: 'lines.0.ndkt',
      // Of revenue, where spending is meant: the list of spending codes is not complete, so a code unknown to it is advice.
      wrong: '1052',
      right: ofNdkt.lines[0]?.ndkt ?? '',
    },
  ];
  const [wrongAccount, wrongTotal, wrongNdkt] = faults;
  const zipped = fromSoftware.map((voucher) =>
    voucher === ofAccount ? { ...voucher, accountNumber: wrongAccount?.wrong ?? '' } : voucher,
  );
  const tabled = fromWorkbook.map((voucher) =>
    voucher === ofNdkt
      ? {
          ...voucher,
          lines: voucher.lines.map((line, at) =>
            at === 0 ? { ...line, ndkt: wrongNdkt?.wrong ?? '' } : line,
          ),
        }
      : voucher,
  );
  const tables = tablesByForm(tabled).map((table) =>
    withTotal(table, ofTotal.number, wrongTotal?.wrong ?? ''),
  );
  return {
    zip: { name: 'chungtu-thang11.zip', bytes: writeSoftwareZip(zipped) },
    workbook: { name: 'thang11.xlsx', bytes: writeWorkbook(tables) },
    vouchers: [...fromSoftware, ...fromWorkbook],
    faults,
  };
}

/** The form's sample with a number, a payee text and amounts of its own. */
function monthVoucher(unit: Unit, forms: readonly FormId[], at: number, prefix: string): Voucher {
  const formId = forms[at % forms.length] ?? '13';
  const sample = sampleVoucherOf(formId);
  const lines = sample.lines.map((line, place) => ({
    ...line,
    description: `${line.description} (số ${String(at + 1)})`,
    amount: String(1_000_000 + ((at * 37_000 + place * 11_000) % 8_000_000)),
    ...(line.advanceBalance === undefined ? {} : { advanceBalance: '20000000' }),
  }));
  const voucher: Voucher = {
    ...sample,
    number: `${prefix}-${String(at + 1).padStart(4, '0')}`,
    unitName: unit.name,
    unitCode: unit.code,
    address: sample.address === '' ? '' : unit.address,
    accountNumber: unit.accounts[0]?.number ?? '',
    treasuryCode: unit.treasuryCode,
    treasuryName: unit.treasuryName,
    lines,
  };
  if (voucher.tax === undefined || voucher.payeeAmount === undefined) return voucher;
  const tax = BigInt(sum(voucher)) / 11n;
  return {
    ...voucher,
    tax: { ...voucher.tax, amount: tax.toString() },
    payeeAmount: (BigInt(sum(voucher)) - tax).toString(),
  };
}

function sum({ lines }: Voucher): string {
  return lines.reduce((total, { amount }) => total + BigInt(amount), 0n).toString();
}

function withTotal(table: Table, number: string, total: string): Table {
  const numberAt = table.columns.findIndex(({ title }) => title === 'Số chứng từ');
  const totalAt = table.columns.findIndex(({ title }) => title.startsWith('Tổng số tiền'));
  return {
    ...table,
    rows: table.rows.map((row) =>
      row[numberAt] === number && row[totalAt] !== ''
        ? row.map((cell, at) => (at === totalAt ? total : cell))
        : row,
    ),
  };
}
