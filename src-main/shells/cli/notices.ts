import type { Core } from '#shared/contract/ipc.ts';
import type { StoreNotice } from '#shared/contract/sync/window.ts';
import { visible } from './visible.ts';

/** What happened to this person's work on this machine and was not yet dismissed in a window. */
export async function unreadNotices(core: Core): Promise<readonly StoreNotice[]> {
  return (await core.call('store.notices', {})).notices;
}

/** Whether a store was replaced and nobody has taken note of it yet. */
export function wasReplaced(notices: readonly StoreNotice[]): boolean {
  return notices.some(({ kind }) => kind === 'recovered');
}

/** What happened and what to do, in Vietnamese, then in English. */
export function describeNotice({ at, kind, details }: StoreNotice): string {
  const detail = (name: string) => visible(String(details[name] ?? '?'));
  const [vi, todo, en] = textsOf(kind, detail);
  return [`⚠ ${vi} (${at})`, `  → ${todo}`, `  (${en})`].join('\n');
}

function textsOf(
  kind: StoreNotice['kind'],
  detail: (name: string) => string,
): readonly [vi: string, todo: string, en: string] {
  const code = detail('code');
  switch (kind) {
    case 'recovered':
      return [
        `Kho dữ liệu bị hỏng đã được để riêng ở ${detail('folder')}; cứu được ${detail('drafts')} bản nháp, ${detail('versions')} phiên bản, ${detail('changes')} thay đổi chưa gửi`,
        'Kết nối mạng để tải phần còn lại từ máy chủ, mở cửa sổ DVCTT kiểm tra hồ sơ rồi bấm đã xem. Thiếu hồ sơ: gửi thư mục đó cho bộ phận hỗ trợ. Kiểm tra ổ đĩa.',
        `A damaged store was set aside in ${detail('folder')}. Go online to fetch the rest, check the dossiers in the window and dismiss the notice; give that folder to support if anything is missing; check the disk.`,
      ];
    case 'recoded':
      return [
        `Hồ sơ ${detail('from')} đã đổi mã thành ${code} vì mã cũ đã có người dùng`,
        'Không cần làm gì; dùng mã mới từ nay.',
        `Dossier ${detail('from')} is now ${code}: the old code was taken. Nothing to do.`,
      ];
    case 'brought-back':
      return [
        `Máy chủ đã mất hồ sơ ${code} (khôi phục từ bản sao lưu cũ) và nhận lại từ máy này`,
        'Mở hồ sơ đó và kiểm tra nội dung.',
        `The server had lost dossier ${code} and got it back from this machine. Open it and check it.`,
      ];
    case 'revived':
      return [
        `Bản nháp ${code} đã xóa được giữ lại vì có người vừa sửa`,
        'Mở bản nháp đó; vẫn muốn xóa thì xóa lần nữa.',
        `The deleted draft ${code} came back because somebody had edited it. Open it; delete it again if you still want to.`,
      ];
    case 'frozen':
      return [
        `Hồ sơ ${code} đã được gửi đi trước khi sửa đổi của bạn tới; sửa đổi nằm trong Lịch sử`,
        'Mở Lịch sử của hồ sơ đó để xem, hoặc lập hồ sơ mới từ bản đó.',
        `Dossier ${code} was sent before your edit came; the edit is in its history. Open the history to see it.`,
      ];
  }
}
