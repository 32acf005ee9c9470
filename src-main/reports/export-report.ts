import type { CallInput, CallOutput } from '#shared/contract/ipc.ts';
import { dossierStatusNames } from '#shared/domain/dossiers/dossier.ts';
import { printReport } from '#print/report/report.ts';
import { sha256 } from '../blobs/blob-store.ts';
import type { Workspace } from '../session/workspace.ts';
import { tableMediaTypes, type Table } from '../tables/table.ts';
import { writeTable } from '../tables/write-table.ts';
import { groupWords, shownGroup, shownMonth } from './report-words.ts';
import { runReport, type ReportFilter } from './run-report.ts';

type Report = CallOutput<'reports.run'>;

/** The report as a file for Excel or to print. */
export async function exportReport(
  workspace: Workspace,
  { format, ...filter }: CallInput<'reports.export'>,
  now: Date,
): Promise<CallOutput<'reports.export'>> {
  const report = await runReport(workspace, filter);
  const name = `bao-cao-${groupWords[filter.by].file}-${filter.from}-${filter.to}.${format}`;
  const bytes =
    format === 'pdf'
      ? await printed(workspace, filter, report, now)
      : writeTable(tableOf(filter, report), format);
  const mediaType = format === 'pdf' ? 'application/pdf' : tableMediaTypes[format];
  return { name, mediaType, sha256: sha256(bytes), base64: Buffer.from(bytes).toString('base64') };
}

function tableOf({ by }: ReportFilter, report: Report): Table {
  const named = by === 'account' || by === 'ndkt';
  const row = (key: string, name: string, vouchers: number, total: string) => [
    key,
    ...(named ? [name] : []),
    String(vouchers),
    total,
  ];
  return {
    name: 'Báo cáo',
    columns: [
      { title: groupWords[by].key, kind: 'text', width: 26 },
      ...(named ? [{ title: 'Tên', kind: 'text', width: 50 } as const] : []),
      { title: 'Số chứng từ', kind: 'number' },
      { title: 'Số tiền (đồng)', kind: 'amount' },
    ],
    rows: [
      ...report.rows.map((given) => {
        const { key, name } = shownGroup(by, given);
        return row(key, name, given.vouchers, given.total);
      }),
      row('Tổng cộng', '', report.vouchers, report.total),
    ],
  };
}

function printed(
  { unit }: Workspace,
  { by, from, to, statuses, account }: ReportFilter,
  report: Report,
  now: Date,
): Promise<Uint8Array> {
  return printReport({
    unit: `${unit.name} (mã ĐVQHNS ${unit.code})`,
    title: `Tổng hợp chứng từ ${groupWords[by].title}`,
    facts: [
      from === to ? `Tháng ${shownMonth(from)}` : `Từ tháng ${shownMonth(from)} đến tháng ${shownMonth(to)}`,
      ...(account === undefined ? [] : [`Tài khoản: ${account}`]),
      ...(statuses === undefined
        ? []
        : [`Trạng thái: ${statuses.map((status) => dossierStatusNames[status]).join('; ')}`]),
      'Không tính danh sách thụ hưởng (mẫu 20) và chứng từ chưa có ngày.',
      ...(by === 'ndkt' ? ['Chứng từ có nhiều mã NDKT được đếm ở từng mã và một lần ở dòng tổng cộng.'] : []),
      ...(report.asOf === undefined ? [] : [`Số liệu trên máy này, đồng bộ lần cuối ${report.asOf}.`]),
    ],
    keyHead: groupWords[by].key,
    rows: report.rows.map((row) => ({ ...shownGroup(by, row), vouchers: row.vouchers, total: row.total })),
    vouchers: report.vouchers,
    total: report.total,
    at: now,
  });
}
