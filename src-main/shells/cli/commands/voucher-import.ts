import { basename, extname } from 'node:path';
import { DvcttError, failureText } from '#shared/contract/errors.ts';
import type { CallOutput, Core } from '#shared/contract/ipc.ts';
import type { ImportRow } from '#shared/contract/transfer.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { readInputFile } from '../input-file.ts';
import type { Printer } from '../printer.ts';
import { shown } from '../visible.ts';
import { withPerson, type PersonOptions } from '../with-person.ts';
import { writeOne } from '../write-one.ts';

export interface VoucherImportOptions extends PersonOptions {
  readonly title?: string;
  readonly perDossier?: string;
  readonly takeFaulty?: boolean;
  readonly report?: string;
}

/** Rows of the list that is printed; a report file has all. */
const mostPrinted = 50;

/**
 * `dvctt voucher import`: reads files, tells what they hold and makes drafts of what is ready. Exit 0 when everything was
 * taken, 1 when something was refused or is still to be mended.
 */
export async function voucherImportCommand(
  files: readonly string[],
  options: VoucherImportOptions,
  printer: Printer,
): Promise<number> {
  const perDossier = wholeNumber(options.perDossier ?? '100');
  const reportFormat = options.report === undefined ? undefined : tableFormat(options.report);
  const read = await Promise.all(
    files.map(async (file) => ({
      name: basename(file),
      base64: Buffer.from(await readInputFile(file)).toString('base64'),
    })),
  );
  return withPerson(options, printer, async (core) => {
    const preview = await core.call('import.read', { files: read });
    const report =
      options.report === undefined || reportFormat === undefined
        ? undefined
        : await writeReport(core, preview.importId, options.report, reportFormat);
    const chosen = preview.rows.filter(
      ({ state }) => state === 'ready' || (state === 'to-fix' && options.takeFaulty === true),
    );
    const taken =
      chosen.length === 0
        ? { codes: [], toFix: [], taken: 0 }
        : await core.call('import.take', {
            importId: preview.importId,
            rows: chosen.map(({ row }) => row),
            title: options.title ?? `Nhập từ ${read[0]?.name ?? ''}`.slice(0, 300),
            perDossier,
          });
    const { counts, rows, total } = preview;
    printer.data({ counts, total, rows, ...taken, ...(report === undefined ? {} : { report }) });
    for (const line of describe(shown(preview), taken)) printer.say(line);
    if (report !== undefined) printer.say(`Đã ghi kết quả vào ${report}`);
    return counts.refused === 0 && counts.toFix === 0 ? 0 : 1;
  });
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d{1,4}$/.test(text) && number >= 1 && number <= 1000) return number;
  throw new DvcttError('USAGE', { reason: '--per-dossier là số từ 1 đến 1000' });
}

function tableFormat(file: string): 'csv' | 'xlsx' {
  const extension = extname(file).toLowerCase();
  if (extension === '.csv') return 'csv';
  if (extension === '.xlsx') return 'xlsx';
  throw new DvcttError('USAGE', { reason: '--report là tệp .csv hoặc .xlsx' });
}

async function writeReport(
  core: Core,
  importId: string,
  path: string,
  format: 'csv' | 'xlsx',
): Promise<string> {
  const { base64 } = await core.call('import.report', { importId, format });
  return writeOne(path, base64);
}

function describe(
  { rows, counts, total }: CallOutput<'import.read'>,
  { codes, toFix, taken }: CallOutput<'import.take'>,
): readonly string[] {
  const faulty = rows.filter(({ state }) => state !== 'ready');
  return [
    `Đọc được ${counts.ready} chứng từ sẵn sàng (${formatDong(total)} đồng), ${counts.toFix} cần sửa, ${counts.refused} bị từ chối.`,
    ...faulty.slice(0, mostPrinted).flatMap(describeRow),
    ...(faulty.length > mostPrinted
      ? [`… và ${faulty.length - mostPrinted} mục nữa: xem đủ bằng --report.`]
      : []),
    taken === 0
      ? 'Chưa nhập chứng từ nào.'
      : `Đã nhập ${taken} chứng từ vào ${codes.length} hồ sơ nháp: ${codes.join(', ')}`,
    ...(toFix.length === 0 ? [] : [`Hồ sơ có chứng từ cần sửa: ${toFix.join(', ')}`]),
  ];
}

function describeRow({ from, number, state, failure, issues }: ImportRow): readonly string[] {
  const head = `${state === 'refused' ? '✗' : '!'} ${from}${number === '' ? '' : ` — số ${number}`}`;
  if (failure !== undefined) {
    const { heading, remedy } = failureText(failure.code, 'vi');
    const details = Object.values(failure.details ?? {})
      .map(String)
      .join(', ');
    return [
      head,
      `    ${heading} [${failure.code}]${details === '' ? '' : `: ${details}`}`,
      `    → ${remedy}`,
    ];
  }
  const blocking = issues.filter((issue) => issue.blocking);
  return [head, ...blocking.slice(0, 5).map(({ path, message }) => `    ${path}: ${message.vi}`)];
}
