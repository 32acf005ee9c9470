import type { Core, DossierSummary } from '#shared/contract/ipc.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { Printer } from '../printer.ts';
import { describeNotice, unreadNotices, wasReplaced } from '../notices.ts';
import { withPerson, type PersonOptions } from '../with-person.ts';
import { shown } from '../visible.ts';

/** Entries asked for at once. */
const page = 1_000;

/**
 * `dvctt drafts`: the drafts on this machine, newest first; needs no line once the person has signed in here. Exit 0; 1
 * while a damaged store was replaced and nobody has taken note of it: drafts may be missing.
 */
export async function draftsCommand(
  options: PersonOptions & { readonly search?: string },
  printer: Printer,
): Promise<number> {
  return withPerson(options, printer, async (core, { user, offline }) => {
    const drafts = await allDrafts(core, options.search);
    const state = await core.call('sync.state', {});
    const notices = await unreadNotices(core);
    printer.data({
      user: user.username,
      offline: offline === true,
      syncedAt: state.syncedAt,
      drafts,
      notices,
    });
    for (const draft of drafts) printer.say(describeDraft(shown(draft)));
    if (drafts.length === 0) printer.say('Không có bản nháp nào.');
    if (offline === true)
      printer.note(
        `Đang ngoại tuyến: dữ liệu trên máy này, đồng bộ lần cuối ${state.syncedAt ?? 'chưa từng'}.`,
      );
    for (const notice of notices) printer.note(describeNotice(notice));
    return wasReplaced(notices) ? 1 : 0;
  });
}

async function allDrafts(core: Core, search: string | undefined): Promise<readonly DossierSummary[]> {
  const drafts: DossierSummary[] = [];
  for (let offset = 0; ; offset += page) {
    const { dossiers } = await core.call('dossiers.list', {
      offset,
      limit: page,
      order: { column: 'updatedAt', descending: true },
      ...(search === undefined ? {} : { query: search }),
    });
    drafts.push(...dossiers.filter(({ place }) => place === 'local'));
    if (dossiers.length < page) return drafts;
  }
}

function describeDraft(draft: DossierSummary): string {
  const marks = [draft.attention === true ? '⚠ cần bạn xem' : '', draft.waiting === true ? 'chờ gửi' : ''];
  const told = marks.filter((mark) => mark !== '').join(', ');
  return [
    `${draft.code} — ${draft.title === '' ? '(chưa có tiêu đề)' : draft.title}${told === '' ? '' : ` [${told}]`}`,
    `  ${draft.voucherCount} chứng từ, ${formatDong(draft.total)} đồng; sửa lần cuối ${draft.updatedAt}`,
  ].join('\n');
}
