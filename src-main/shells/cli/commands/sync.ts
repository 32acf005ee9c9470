import type { Core } from '#shared/contract/ipc.ts';
import type { QueuedChange, SyncState } from '#shared/contract/sync/window.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { describeNotice, unreadNotices, wasReplaced } from '../notices.ts';
import { withPerson, type PersonOptions } from '../with-person.ts';
import { shown } from '../visible.ts';

const stateNames: Readonly<Record<QueuedChange['state'], string>> = {
  waiting: 'chờ gửi',
  sending: 'đang gửi',
  uploading: 'đang tải tệp lên',
  conflict: 'xung đột, chờ quyết định',
  'set-aside': 'máy chủ từ chối',
};

/** Most rounds of one command: each sends all that waits, so more means that somebody keeps typing elsewhere. */
const mostRounds = 20;

/**
 * `dvctt sync`: sends what waits and fetches what is new. Exit 0 everything is on the server; 1 something waits for a
 * person (a conflict, a refused change, the notice of a damaged store that was replaced); 2 the server could not be
 * reached.
 */
export async function syncCommand(options: PersonOptions, printer: Printer): Promise<number> {
  return withPerson(options, printer, async (core, { user }) => {
    const state = await untilSent(core);
    const { changes } = await core.call('sync.queue', {});
    const notices = await unreadNotices(core);
    printer.data({
      user: user.username,
      state,
      changes: changes.map(({ code, kind, at, state: standing, attempts, failure }) => ({
        code,
        kind,
        at,
        state: standing,
        attempts,
        ...(failure === undefined ? {} : { failure }),
      })),
      notices,
    });
    printer.say(describeState(shown(state)));
    for (const change of changes) printer.say(describeChange(shown(change)));
    if (state.failure !== undefined) printer.note(describeFailure(state.failure));
    for (const notice of notices) printer.note(describeNotice(notice));
    const exit = exitCodeOf(state);
    return exit === 0 && wasReplaced(notices) ? 1 : exit;
  });
}

/** 2 before 1: without a line nobody knows yet what the server would refuse. */
export function exitCodeOf(state: SyncState): number {
  if (state.line !== 'live' && state.line !== 'syncing') return 2;
  return state.waiting > 0 || state.setAside > 0 || state.conflicts > 0 ? 1 : 0;
}

/** A merge with what was fetched may leave something new to send; so until a round leaves nothing to do. */
async function untilSent(core: Core): Promise<SyncState> {
  let state = await core.call('sync.now', {});
  for (let round = 1; round < mostRounds; round += 1) {
    if (state.line !== 'live' && state.line !== 'syncing') break;
    const { changes } = await core.call('sync.queue', {});
    const moving = changes.some((change) => change.state !== 'conflict' && change.state !== 'set-aside');
    if (state.line === 'live' && !moving) break;
    state = await core.call('sync.now', {});
  }
  return state;
}

function describeState(state: SyncState): string {
  const counts = `${state.waiting} thay đổi chờ gửi, ${state.conflicts} xung đột, ${state.setAside} bị từ chối`;
  const asOf = state.syncedAt === undefined ? 'chưa từng đồng bộ' : `đồng bộ lần cuối ${state.syncedAt}`;
  switch (state.line) {
    case 'live':
    case 'syncing':
      return `${exitCodeOf(state) === 0 ? '✓ Đã đồng bộ' : '⚠ Đã đồng bộ, còn việc chờ bạn'}: ${counts} (${asOf}).`;
    case 'offline':
      return `✗ ${isWithoutLine(state) ? 'Không có mạng' : 'Chưa đồng bộ được'}: ${counts} (${asOf}). Thay đổi vẫn an toàn trên máy này.`;
    case 'sign-in':
    case 'off':
      return `✗ Cần đăng nhập lại: ${counts} (${asOf}).`;
  }
}

function isWithoutLine({ failure }: SyncState): boolean {
  return failure === undefined || failure.code === 'BACKEND_UNREACHABLE';
}

function describeChange(change: QueuedChange): string {
  const kind = change.kind === 'delete' ? 'xóa' : 'lưu';
  const line = `  ${change.code} — ${kind}, ${stateNames[change.state]} (${change.at}, đã thử ${change.attempts} lần)`;
  return change.failure === undefined ? line : `${line}\n${describeFailure(change.failure)}`;
}
