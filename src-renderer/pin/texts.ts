/** Texts of the PIN prompt. Its own small table: the prompt loads nothing of the main window. */
import type { Language } from '#shared/contract/errors.ts';
import type { PinState } from '#shared/contract/tokens.ts';

export interface PinTexts {
  readonly title: string;
  readonly field: string;
  readonly token: string;
  readonly reader: string;
  readonly owner: string;
  readonly certificate: string;
  readonly dossier: string;
  readonly documents: string;
  readonly total: string;
  readonly algorithm: string;
  readonly dong: string;
  readonly show: string;
  readonly hide: string;
  readonly cancel: string;
  readonly close: string;
  readonly sign: string;
  readonly waiting: string;
  readonly capsLock: string;
  readonly telex: string;
  readonly length: (min: number, max: number) => string;
  readonly expired: string;
  readonly lastTryTick: string;
  readonly remedy: string;
  readonly state: Readonly<Record<PinState, string>>;
}

export const pinTexts: Readonly<Record<Language, PinTexts>> = {
  vi: {
    title: 'Nhập mã PIN của token',
    field: 'Mã PIN',
    token: 'Token',
    reader: 'Đầu đọc',
    owner: 'Người ký',
    certificate: 'Serial chứng thư',
    dossier: 'Hồ sơ',
    documents: 'Số tài liệu',
    total: 'Tổng tiền',
    algorithm: 'Thuật toán',
    dong: 'đồng',
    show: 'Hiện mã PIN',
    hide: 'Ẩn mã PIN',
    cancel: 'Hủy',
    close: 'Đóng',
    sign: 'Ký',
    waiting: 'Đang gửi tới token…',
    capsLock: 'Caps Lock đang bật.',
    telex:
      'Có chữ có dấu trong mã PIN: bộ gõ tiếng Việt (Unikey) có thể đang đổi chữ. Hãy tắt bộ gõ rồi nhập lại.',
    length: (min, max) => `Mã PIN của token này dài từ ${min} đến ${max} ký tự.`,
    expired: 'Ô nhập mã PIN đã hết hạn. Hãy đóng và bấm “Ký số” lại. Chưa mất lượt nào.',
    lastTryTick: 'Tôi chắc chắn về mã PIN và dùng lượt cuối cùng',
    remedy: 'Cần làm gì',
    state: {
      ok: 'Token sẵn sàng, mã PIN bình thường.',
      low: 'Mã PIN đã bị nhập sai: còn ít lượt. Nhập sai thêm nữa token sẽ bị khóa.',
      'final-try': 'LẦN CUỐI: nếu nhập sai lần này, token sẽ bị KHOÁ.',
      locked: 'Token đã bị khóa mã PIN. Không nhập được nữa.',
      'must-be-changed': 'Phải đổi mã PIN bằng phần mềm của nhà cung cấp token trước khi ký.',
      'not-initialised': 'Token chưa được đặt mã PIN.',
    },
  },
  en: {
    title: 'Enter the token’s PIN',
    field: 'PIN',
    token: 'Token',
    reader: 'Reader',
    owner: 'Signer',
    certificate: 'Certificate serial',
    dossier: 'Dossier',
    documents: 'Documents',
    total: 'Total',
    algorithm: 'Algorithm',
    dong: 'đồng',
    show: 'Show the PIN',
    hide: 'Hide the PIN',
    cancel: 'Cancel',
    close: 'Close',
    sign: 'Sign',
    waiting: 'Sending to the token…',
    capsLock: 'Caps Lock is on.',
    telex:
      'There are accented letters in the PIN: the Vietnamese keyboard (Unikey) may be changing them. Turn it off and enter the PIN again.',
    length: (min, max) => `This token’s PIN has ${min} to ${max} characters.`,
    expired: 'The PIN prompt has expired. Close it and choose “Sign” again. No try was used.',
    lastTryTick: 'I am sure of the PIN and use the last try',
    remedy: 'What to do',
    state: {
      ok: 'The token is ready and its PIN is in order.',
      low: 'A wrong PIN was entered: few tries are left. More wrong entries will lock the token.',
      'final-try': 'LAST TRY: a wrong PIN now LOCKS the token.',
      locked: 'The token’s PIN is locked. It cannot be entered.',
      'must-be-changed': 'The PIN must be changed with the vendor’s program before signing.',
      'not-initialised': 'The token has no PIN yet.',
    },
  },
};
