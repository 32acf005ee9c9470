import { basename, dirname, resolve } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CallInput, CallOutput } from '#shared/contract/ipc.ts';
import { dossierStatusSchema } from '#shared/domain/dossiers/dossier.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { groupWords, shownGroup, shownMonth } from '../../../reports/report-words.ts';
import { makeFolder, writeTogether } from '../output-folder.ts';
import type { Printer } from '../printer.ts';
import { shown } from '../visible.ts';
import { withPerson, type PersonOptions } from '../with-person.ts';

export interface ReportOptions extends PersonOptions {
  readonly by: CallInput<'reports.run'>['by'];
  readonly from?: string;
  readonly to?: string;
  readonly status?: string[];
  readonly account?: string;
  readonly format?: 'csv' | 'xlsx' | 'pdf';
  readonly out?: string;
}

/** `dvctt report`: sums over the vouchers on this machine; needs no line once the person has signed in here. Exit 0. */
export async function reportCommand(options: ReportOptions, printer: Printer): Promise<number> {
  const filter = filterOf(options, new Date());
  if ((options.format === undefined) !== (options.out === undefined))
    throw new DvcttError('USAGE', { reason: '--format và --out đi cùng nhau' });
  return withPerson(options, printer, async (core, { user, offline }) => {
    const report = await core.call('reports.run', filter);
    const file =
      options.format === undefined
        ? undefined
        : await core.call('reports.export', { ...filter, format: options.format });
    const out =
      file === undefined || options.out === undefined
        ? undefined
        : await writeReport(resolve(options.out), file.base64);
    printer.data({
      user: user.username,
      offline: offline === true,
      ...filter,
      ...report,
      ...(file === undefined ? {} : { file: { path: out, sha256: file.sha256 } }),
    });
    for (const line of describe(filter, shown(report))) printer.say(line);
    if (out !== undefined) printer.say(`Đã ghi ${out}`);
    if (report.asOf !== undefined)
      printer.note(`Đang ngoại tuyến: số liệu trên máy này, đồng bộ lần cuối ${report.asOf}.`);
    return 0;
  });
}

/** This year up to this month where nothing is asked for. @throws USAGE */
function filterOf(options: ReportOptions, now: Date): CallInput<'reports.run'> {
  const month = new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 7);
  const to = monthOf(options.to ?? month, '--to');
  const from = monthOf(options.from ?? `${to.slice(0, 4)}-01`, '--from');
  if (from > to) throw new DvcttError('USAGE', { reason: `--from ${from} sau --to ${to}` });
  const statuses = options.status?.map((status) => {
    const parsed = dossierStatusSchema.safeParse(status.toUpperCase());
    if (parsed.success) return parsed.data;
    throw new DvcttError('USAGE', {
      reason: `--status là một trong ${dossierStatusSchema.options.join(', ')}`,
    });
  });
  return {
    by: options.by,
    from,
    to,
    ...(statuses === undefined ? {} : { statuses }),
    ...(options.account === undefined ? {} : { account: options.account }),
  };
}

function monthOf(text: string, option: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new DvcttError('USAGE', { reason: `${option} là tháng dạng 2026-01` });
}

/** Never over a file that is there; answers the path. @throws STORE_FAILED */
async function writeReport(path: string, base64: string): Promise<string | undefined> {
  const folder = dirname(path);
  await makeFolder(folder);
  const [written] = await writeTogether([
    { folder, name: basename(path), bytes: Buffer.from(base64, 'base64') },
  ]);
  return written;
}

function describe({ by, from, to }: CallInput<'reports.run'>, report: CallOutput<'reports.run'>): string[] {
  const rows = report.rows.map((row) => {
    const { key, name } = shownGroup(by, row);
    return `  ${name === '' ? key : `${key} ${name}`}: ${formatDong(row.total)} đồng, ${row.vouchers} chứng từ`;
  });
  return [
    `Tổng hợp ${groupWords[by].title}, tháng ${shownMonth(from)} đến ${shownMonth(to)}:`,
    ...(rows.length === 0 ? ['  Không có chứng từ nào.'] : rows),
    `Tổng cộng ${formatDong(report.total)} đồng, ${report.vouchers} chứng từ.`,
  ];
}
