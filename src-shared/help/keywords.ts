import type { Language } from '../contract/errors.ts';
import type { HelpId } from './help-page.ts';

type Words = Readonly<Record<Language, readonly string[]>>;

/** What people call it who do not know the words of the page; the search takes these as seriously as its title. */
const words: Readonly<Partial<Record<HelpId, Words>>> = {
  'remote-signing': {
    vi: ['remote CA', 'SmartCA', 'MySign', 'eSign', 'ký bằng điện thoại', 'ký không cần token'],
    en: ['remote CA', 'SmartCA', 'MySign', 'eSign', 'sign by phone', 'without a token'],
  },
  'pin-basics': {
    vi: [
      'quên mã PIN',
      'quên mật khẩu token',
      'mất mã PIN',
      'mã PIN mặc định',
      'đổi mã PIN',
      'đổi mật khẩu token',
    ],
    en: ['forgot the PIN', 'forgotten password of the token', 'lost PIN', 'default PIN', 'change the PIN'],
  },
  PIN_INCORRECT: {
    vi: ['quên mã PIN', 'quên mật khẩu token', 'sai mật khẩu token', 'nhập sai mã PIN'],
    en: ['forgot the PIN', 'wrong PIN', 'wrong password of the token'],
  },
  PIN_LOCKED: {
    vi: ['mở khóa token', 'khóa mật khẩu token', 'bị khóa token'],
    en: ['unblock the token', 'blocked token'],
  },
  PIN_MUST_BE_CHANGED: {
    vi: ['đổi mã PIN', 'đổi mật khẩu token'],
    en: ['change the PIN', 'change the password of the token'],
  },
  'token-not-seen': {
    vi: ['không thấy token', 'không đọc được token', 'cài driver token', 'USB ký số không nhận'],
    en: ['token not found', 'install the driver', 'USB token missing'],
  },
  unikey: { vi: ['gõ tiếng Việt', 'Telex', 'VNI', 'Caps Lock'], en: ['Telex', 'VNI', 'Caps Lock'] },
  bundle: { vi: ['liên hệ hỗ trợ', 'gửi nhật ký'], en: ['contact support', 'send the log'] },
  payees: { vi: ['danh bạ', 'người hưởng', 'nhà cung cấp'], en: ['address book', 'beneficiary', 'supplier'] },
  templates: { vi: ['chứng từ mẫu', 'sao chép chứng từ'], en: ['copy a voucher', 'model voucher'] },
  numbering: { vi: ['số chứng từ', 'nhảy số', 'trùng số'], en: ['voucher number', 'next number'] },
  'import-export': {
    vi: ['Excel', 'MISA', 'phần mềm kế toán', 'tệp zip'],
    en: ['Excel', 'accounting software'],
  },
  'batch-signing': { vi: ['ký hàng loạt', 'ký lô', 'ký cuối tháng'], en: ['bulk signing', 'sign all'] },
  reports: { vi: ['thống kê', 'tổng chi', 'lũy kế'], en: ['totals', 'statistics'] },
  register: {
    vi: ['đăng ký tài khoản DVC', 'mở tài khoản dịch vụ công', 'hồ sơ đăng ký lần đầu', 'thêm đơn vị'],
    en: ['open an account', 'first registration'],
  },
  'register-change': {
    vi: [
      'thêm thành viên',
      'đổi kế toán trưởng',
      'đổi chứng thư số',
      'gia hạn chứng thư số',
      'đăng ký bổ sung',
    ],
    en: ['add a member', 'change the certificate', 'renewed certificate'],
  },
  CERT_NOT_REGISTERED: {
    vi: ['gia hạn chứng thư số', 'serial mới'],
    en: ['renewed certificate', 'new serial'],
  },
  LINK_EXPIRED: { vi: ['liên kết xác nhận', 'thư xác nhận'], en: ['confirmation link'] },
  PASSWORD_WRONG: { vi: ['quên mật khẩu đăng nhập', 'đổi mật khẩu'], en: ['forgot the password'] },
  PASSWORD_EXPIRED: { vi: ['mật khẩu dùng một lần', 'cấp lại mật khẩu'], en: ['one-time password'] },
  CERT_EXPIRED: { vi: ['gia hạn chứng thư số', 'hết hạn chữ ký số'], en: ['renew the certificate'] },
};

export function keywordsOf(id: HelpId, language: Language): readonly string[] {
  return words[id]?.[language] ?? [];
}
