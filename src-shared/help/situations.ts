/**
 * What a module or a machine does, and the message that a person gets for it. The table in the README is made of this,
 * and a test holds it against the code that translates return values (`native/pkcs11/ckr.ts`).
 */
import { failureText, type FailureCode, type Language } from '../contract/errors.ts';

export interface Situation {
  /** Return values of PKCS#11 (v2.40 §5.1); empty where something else than a return value is seen. */
  readonly ckrs: readonly string[];
  /** What is going on. */
  readonly when: Readonly<Record<Language, string>>;
  readonly code: FailureCode;
  /** The return value alone decides; otherwise the token's flags or the operating system were asked as well. */
  readonly byCkrAlone: boolean;
}

const answered = (code: FailureCode, vi: string, en: string, ...ckrs: string[]): Situation => ({
  ckrs,
  when: { vi, en },
  code,
  byCkrAlone: true,
});
const judged = (code: FailureCode, vi: string, en: string, ...ckrs: string[]): Situation => ({
  ckrs,
  when: { vi, en },
  code,
  byCkrAlone: false,
});

const vague = ['CKR_GENERAL_ERROR', 'CKR_FUNCTION_FAILED', 'CKR_DEVICE_ERROR', 'CKR_DEVICE_MEMORY'];

export const situations: readonly Situation[] = [
  answered(
    'PIN_INCORRECT',
    'token từ chối mã PIN',
    'the token refuses the PIN',
    'CKR_PIN_INCORRECT',
    'CKR_PIN_INVALID',
  ),
  judged(
    'PIN_INCORRECT',
    'mô-đun trả lời mơ hồ cho mã PIN sai; cờ của token cho thấy đã mất một lượt',
    'the module answers vaguely to a wrong PIN; the token’s flags show a lost try',
    ...vague,
  ),
  answered('PIN_LOCKED', 'mã PIN đã khóa', 'the PIN is locked', 'CKR_PIN_LOCKED'),
  judged(
    'PIN_LOCKED',
    'cờ CKF_USER_PIN_LOCKED: không hỏi mã PIN nữa',
    'flag CKF_USER_PIN_LOCKED: no PIN is asked for',
  ),
  answered(
    'PIN_LENGTH',
    'mã PIN quá ngắn hoặc quá dài',
    'the PIN is too short or too long',
    'CKR_PIN_LEN_RANGE',
  ),
  answered('PIN_MUST_BE_CHANGED', 'mã PIN hết hạn', 'the PIN has expired', 'CKR_PIN_EXPIRED'),
  judged('PIN_MUST_BE_CHANGED', 'cờ CKF_USER_PIN_TO_BE_CHANGED', 'flag CKF_USER_PIN_TO_BE_CHANGED'),
  judged(
    'PIN_FINAL_TRY',
    'cờ CKF_USER_PIN_FINAL_TRY: mã PIN qua ống dẫn không được dùng cho lượt cuối',
    'flag CKF_USER_PIN_FINAL_TRY: a piped PIN is not used for the last try',
  ),
  judged(
    'PIN_PAD_UNSUPPORTED',
    'cờ CKF_PROTECTED_AUTHENTICATION_PATH: mã PIN chỉ gõ được trên đầu đọc',
    'flag CKF_PROTECTED_AUTHENTICATION_PATH: the PIN is typed on the reader',
  ),
  answered(
    'TOKEN_NOT_INITIALISED',
    'token chưa có mã PIN người dùng',
    'the token has no user PIN',
    'CKR_USER_PIN_NOT_INITIALIZED',
  ),
  answered(
    'TOKEN_REMOVED',
    'token bị rút ra',
    'the token was pulled out',
    'CKR_TOKEN_NOT_PRESENT',
    'CKR_TOKEN_NOT_RECOGNIZED',
    'CKR_DEVICE_REMOVED',
    'CKR_SLOT_ID_INVALID',
  ),
  answered(
    'TOKEN_REMOVED',
    'mô-đun quên phiên và khóa, như khi token bị rút',
    'the module has forgotten sessions and keys, as it does when the token goes',
    'CKR_SESSION_HANDLE_INVALID',
    'CKR_SESSION_CLOSED',
    'CKR_OBJECT_HANDLE_INVALID',
    'CKR_KEY_HANDLE_INVALID',
    'CKR_USER_NOT_LOGGED_IN',
  ),
  answered(
    'TOKEN_MECHANISM_UNSUPPORTED',
    'token không có thuật toán được yêu cầu',
    'the token lacks the algorithm',
    'CKR_MECHANISM_INVALID',
    'CKR_MECHANISM_PARAM_INVALID',
    'CKR_KEY_TYPE_INCONSISTENT',
  ),
  answered(
    'CERT_KEY_USAGE',
    'khóa không được phép ký',
    'the key may not sign',
    'CKR_KEY_FUNCTION_NOT_PERMITTED',
  ),
  answered(
    'TOKEN_BUSY',
    'chương trình hoặc lần ký khác đang giữ token',
    'another program or signature holds the token',
    'CKR_SESSION_COUNT',
    'CKR_SESSION_EXISTS',
    'CKR_USER_ALREADY_LOGGED_IN',
    'CKR_USER_ANOTHER_ALREADY_LOGGED_IN',
  ),
  answered(
    'TOKEN_ERROR',
    'mọi mã trả về khác; tên CKR nằm ở phần “Chi tiết”',
    'every other return value; its CKR name is under “Details”',
    ...vague,
  ),
  judged(
    'MODULE_TIMEOUT',
    'một lời gọi không trở về trong thời hạn; tiến trình của mô-đun bị dừng',
    'a call does not come back in time; the module’s process is ended',
  ),
  judged(
    'MODULE_CRASHED',
    'mô-đun làm sập tiến trình của nó (SIGSEGV) hoặc trả lời không đọc được',
    'the module crashes its process (SIGSEGV) or answers unreadably',
  ),
  judged(
    'MODULE_WRONG_BITNESS',
    'tệp dành cho kiến trúc khác, đọc từ phần đầu ELF/PE trước khi nạp',
    'the file is for another architecture, read from its ELF/PE header before loading',
  ),
  judged(
    'MODULE_DEPENDENCY_MISSING',
    'tệp cần một thư viện không có trên máy',
    'the file needs a library that is not here',
  ),
  judged('MODULE_NOT_PKCS11', 'tệp không có C_GetFunctionList', 'the file has no C_GetFunctionList'),
  judged(
    'MODULE_LOAD_FAILED',
    'hệ điều hành không nạp được tệp, hoặc C_Initialize báo lỗi',
    'the system cannot load the file, or C_Initialize fails',
  ),
  judged(
    'MODULE_UNSAFE_PLACE',
    'tệp nằm ở nơi người khác có thể thay đổi',
    'the file lies where others could change it',
  ),
  judged('MODULE_NOT_FOUND', 'không có tệp ở đường dẫn đó', 'there is no file at that path'),
  judged(
    'TOKEN_UNREADABLE',
    'đầu đọc thấy thẻ (ATR) nhưng không mô-đun nào thấy token',
    'the reader sees a card (ATR), no module shows a token',
  ),
  judged('PCSC_NO_SERVICE', 'dịch vụ PC/SC không chạy', 'the PC/SC service is not running'),
  judged('TOKEN_NOT_FOUND', 'không có token nào khớp', 'no token fits'),
  judged(
    'TOKEN_KEY_FAILED',
    'chữ ký thử không khớp chứng thư số',
    'the challenge’s signature does not fit the certificate',
  ),
  judged(
    'CERT_NO_PRIVATE_KEY',
    'sau khi đăng nhập vẫn không có khóa cùng CKA_ID',
    'even after the login there is no key with the same CKA_ID',
  ),
  judged(
    'PUK_INCORRECT',
    'token từ chối mã PUK khi mở khóa',
    'the token refuses the PUK while unblocking',
    'CKR_PIN_INCORRECT',
  ),
  judged('PIN_NOT_ACCEPTED', 'token không nhận mã PIN mới', 'the token refuses a new PIN', 'CKR_PIN_INVALID'),
  judged(
    'PUK_FINAL_TRY',
    'cờ CKF_SO_PIN_FINAL_TRY: cần người xác nhận trước lượt cuối',
    'flag CKF_SO_PIN_FINAL_TRY: the last try wants a person’s confirmation',
  ),
  judged('PUK_LOCKED', 'mã PUK đã khóa', 'the PUK is locked', 'CKR_PIN_LOCKED'),
  judged(
    'PIN_UNBLOCK_UNSUPPORTED',
    'mô-đun không có C_InitPIN dùng được',
    'the module offers no C_InitPIN',
    'CKR_FUNCTION_NOT_SUPPORTED',
  ),
  judged(
    'PIN_CHANGE_UNSUPPORTED',
    'mô-đun không có C_SetPIN',
    'the module offers no C_SetPIN',
    'CKR_FUNCTION_NOT_SUPPORTED',
  ),
];

/** The return values that may lead to a failure, each once. */
export function ckrsOf(code: FailureCode): readonly string[] {
  return [...new Set(situations.flatMap((situation) => (situation.code === code ? situation.ckrs : [])))];
}

/** The table of the README: situation, return values, code and message. */
export function situationsTable(language: Language): string {
  const head =
    language === 'vi'
      ? '| Tình huống | Mã trả về PKCS#11 | Mã lỗi | Thông báo |'
      : '| Situation | PKCS#11 return values | Code | Message |';
  const rows = situations.map(({ when, ckrs, code }) => {
    const names = ckrs.length === 0 ? '–' : ckrs.map((ckr) => `\`${ckr}\``).join(', ');
    return `| ${when[language]} | ${names} | \`${code}\` | ${failureText(code, language).heading} |`;
  });
  return [head, '|---|---|---|---|', ...rows].join('\n');
}
