/** A report of sums on A4: what it is of, a table, and its total. */
import { formatDong } from '#shared/domain/money/dong.ts';
import { drawTable, type Column, type Row } from '../registration/table.ts';
import { bodyWidth, page, Sheet } from '../sheet.ts';

export interface PrintedReport {
  readonly unit: string;
  readonly title: string;
  /** What it covers, a line each. */
  readonly facts: readonly string[];
  /** Head of the first column. */
  readonly keyHead: string;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly vouchers: number;
    /** Đồng. */
    readonly total: string;
  }[];
  readonly vouchers: number;
  readonly total: string;
  readonly at: Date;
}

/** Wide enough for the amounts of a unit's year. */
const amountWidth = 130;
const countWidth = 62;
const keyWidth = 110;

/** The same report, at the same time, gives the same bytes. */
export function printReport(report: PrintedReport): Promise<Uint8Array> {
  const sheet = new Sheet({
    title: report.title,
    subject: report.unit,
    keywords: report.facts.join(' '),
    createdAt: report.at,
  });
  drawHead(sheet, report);
  drawTable(sheet, { text: '', ink: { size: 2 } }, columnsOf(report), rowsOf(report));
  sheet.eachPage((number, count) => {
    const y = page.height - page.bottom + 14;
    sheet.text(`Lập lúc ${localTime(report.at)}`, page.left, y, { face: 'italic', size: 9 });
    sheet.text(`Trang ${number}/${count}`, page.left, y, { size: 9, align: 'right' });
  });
  return sheet.finish();
}

function drawHead(sheet: Sheet, { unit, title, facts }: PrintedReport): void {
  const paragraph = (text: string, ink: Parameters<Sheet['paragraph']>[3]) => {
    sheet.y += sheet.paragraph(sheet.wrap(text, bodyWidth, ink), page.left, sheet.y, ink) + 2;
  };
  paragraph(unit, { face: 'bold', size: 11 });
  sheet.y += 8;
  paragraph(title.toUpperCase(), { face: 'bold', size: 14, align: 'center' });
  for (const fact of facts) paragraph(fact, { face: 'italic', size: 10, align: 'center' });
}

function columnsOf({ keyHead, rows }: PrintedReport): readonly Column[] {
  const named = rows.some(({ name }) => name !== '');
  const left = bodyWidth - countWidth - amountWidth;
  return [
    { head: keyHead, width: named ? keyWidth : left },
    ...(named ? [{ head: 'Tên', width: left - keyWidth }] : []),
    { head: 'Số chứng từ', width: countWidth, align: 'right' },
    { head: 'Số tiền (đồng)', width: amountWidth, align: 'right' },
  ];
}

function rowsOf(report: PrintedReport): readonly Row[] {
  if (report.rows.length === 0) return [];
  const named = report.rows.some(({ name }) => name !== '');
  const strong = (text: string) => [[text, 'bold'] as const];
  return [
    ...report.rows.map(({ key, name, vouchers, total }) => [
      key,
      ...(named ? [name] : []),
      String(vouchers),
      formatDong(total),
    ]),
    [
      strong('Tổng cộng'),
      ...(named ? [''] : []),
      strong(String(report.vouchers)),
      strong(formatDong(report.total)),
    ],
  ];
}

/** In Vietnam: UTC+7, no daylight saving. */
function localTime(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  const [year = '', month = '', day = ''] = local.slice(0, 10).split('-');
  return `${local.slice(11, 16)} ngày ${day}/${month}/${year}`;
}
