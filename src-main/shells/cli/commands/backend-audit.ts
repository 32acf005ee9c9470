import { verifyChain, type ChainHead, type ChainReport } from '#backend/audit/verify.ts';
import { openStoreToRead } from '#backend/store/open.ts';
import { shownPlace } from '#backend/store/place.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import type { Printer } from '../printer.ts';
import { backendStorePlace, requireKept, type BackendPlaceOptions } from './backend-place.ts';

export interface BackendAuditOptions extends BackendPlaceOptions {
  readonly verify?: boolean;
  readonly expect?: string;
}

/**
 * `dvctt backend audit --verify`: follows the audit log's hash chain. Exit 0 it is whole, 1 a row was altered or is
 * missing. It changes nothing; beside a running server it works on PostgreSQL alone.
 * @throws DvcttError USAGE, STORE_MISSING, STORE_IN_USE while a server has the file, STORE_NEWER, STORE_FAILED
 */
export async function backendAuditCommand(options: BackendAuditOptions, printer: Printer): Promise<number> {
  if (options.verify !== true) throw new DvcttError('USAGE', { reason: 'thêm --verify để kiểm tra nhật ký' });
  const expected = options.expect === undefined ? undefined : readHead(options.expect);
  const place = backendStorePlace(options);
  requireKept(place, options);
  const store = await openStoreToRead(place);
  try {
    const report = await verifyChain(store, expected);
    const whole = report.broken === undefined;
    printer.data({ store: shownPlace(place), whole, ...report });
    for (const line of describe(report, expected)) printer.say(line);
    return whole ? 0 : 1;
  } finally {
    await store.destroy();
  }
}

/** Of a SHA-256 in hex. */
const hashLength = 64;

/** `SEQ:HASH`, as the command itself prints it. */
function readHead(text: string): ChainHead {
  const [, cut] = /^\d{1,15}:([0-9a-f]*)$/.exec(text.trim().toLowerCase()) ?? [];
  if (cut !== undefined && cut.length !== hashLength) {
    throw new DvcttError('USAGE', {
      reason: `--expect: mã băm có ${cut.length} ký tự, cần đủ ${hashLength} ký tự`,
    });
  }
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim().toLowerCase()) ?? [];
  if (sequence === undefined || hash === undefined || Number(sequence) === 0) {
    throw new DvcttError('USAGE', {
      reason: '--expect nhận SỐ:MÃ, như dòng “Đầu chuỗi” của lần kiểm tra trước',
    });
  }
  return { sequence: Number(sequence), hash };
}

const problems = {
  altered: {
    vi: 'đã bị sửa (không khớp mã băm của nó hoặc của dòng trước)',
    en: 'was altered (it does not fit its hash or the row before)',
  },
  missing: { vi: 'bị thiếu', en: 'is missing' },
  other: {
    vi: 'khác với dòng đã ghi lại (--expect): nhật ký đã bị viết lại',
    en: 'is not the one that was written down (--expect): the log was rewritten',
  },
} as const;

function describe({ rows, from, to, head, broken }: ChainReport, expected: ChainHead | undefined): string[] {
  const minute = (at: string) => vietnamMinute(new Date(at));
  const span = from === undefined || to === undefined ? '' : `, từ ${minute(from)} đến ${minute(to)}`;
  const spanEn = from === undefined || to === undefined ? '' : `, from ${from} to ${to}`;
  if (broken !== undefined) {
    const { vi, en } = problems[broken.kind];
    return [
      `✗ Dòng ${broken.sequence} của nhật ký ${vi}.`,
      `  (Row ${broken.sequence} ${en}.)`,
      `  Trước đó: ${rows} dòng nguyên vẹn${span}. (Before it: ${rows} rows whole${spanEn}.)`,
    ];
  }
  const lines = [`✓ ${rows} dòng, chuỗi nguyên vẹn${span}.`, `  (${rows} rows, chain whole${spanEn}.)`];
  if (expected !== undefined)
    lines.push(
      `  Dòng ${expected.sequence} đúng như đã ghi lại. (Row ${expected.sequence} is as written down.)`,
    );
  if (head !== undefined) {
    lines.push(
      `  Đầu chuỗi: ${head.sequence}:${head.hash}`,
      '  Ghi dòng này ở nơi khác: lần sau, --expect cho biết phần cuối có bị cắt hoặc viết lại không.',
      '  (Write it down elsewhere: given back with --expect it shows a log that was cut or rewritten.)',
    );
  }
  return lines;
}
