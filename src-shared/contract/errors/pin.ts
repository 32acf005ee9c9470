import { texts } from './text.ts';

/** Failures of PIN entry. One press spends at most one try; nothing retries by itself. */
export const pinFailures = {
  PIN_INCORRECT: texts(
    [
      'Mã PIN không đúng',
      'Token từ chối mã PIN. Lần nhập này đã bị trừ một lượt.',
      'Kiểm tra Caps Lock và bộ gõ tiếng Việt (Unikey) rồi nhập lại. Nếu bạn không chắc, dừng lại.',
    ],
    [
      'The PIN is incorrect',
      'The token refused the PIN. This entry has used up one try.',
      'Check Caps Lock and the Vietnamese keyboard (Unikey), then enter it again. If you are not sure, stop.',
    ],
  ),
  PIN_LOCKED: texts(
    [
      'Token đã bị khóa mã PIN',
      'Mã PIN bị nhập sai quá số lần cho phép nên token đã khóa. Chương trình không hỏi mã PIN nữa.',
      'Có mã PUK: mở “Token & chứng thư số”, bấm “Mở khóa bằng PUK”. Không có: liên hệ nhà cung cấp chứng thư số.',
    ],
    [
      'The token’s PIN is locked',
      'The PIN was entered wrongly too many times and the token has locked itself. It is not asked for again.',
      'With the PUK: open “Tokens & certificates” and choose “Unblock with PUK”. Without: ask your certificate provider.',
    ],
  ),
  PIN_MUST_BE_CHANGED: texts(
    [
      'Phải đổi mã PIN trước khi ký',
      'Token yêu cầu đổi mã PIN ban đầu.',
      'Mở “Token & chứng thư số”, bấm “Đổi mã PIN”, rồi ký lại.',
    ],
    [
      'The PIN must be changed first',
      'The token demands that its initial PIN be changed.',
      'Open “Tokens & certificates”, choose “Change PIN”, then sign again.',
    ],
  ),
  PIN_FINAL_TRY: texts(
    [
      'Chỉ còn một lượt nhập mã PIN',
      'Nếu mã PIN sai thêm một lần, token sẽ bị khóa. Mã PIN chuyển qua ống dẫn (--pin-stdin) không được dùng cho lượt cuối.',
      'Hỏi người giữ token mã PIN đúng rồi nhập trực tiếp tại cửa sổ lệnh, hoặc thêm --final-try nếu chắc chắn.',
    ],
    [
      'Only one PIN try is left',
      'One more wrong PIN locks the token. A piped PIN (--pin-stdin) is not used for the last try.',
      'Ask the token’s holder for the right PIN and type it at the terminal, or add --final-try if you are sure.',
    ],
  ),
  PIN_LENGTH: texts(
    [
      'Mã PIN sai độ dài',
      'Mã PIN ngắn hơn hoặc dài hơn mức token cho phép nên chưa được gửi tới token; không mất lượt nào.',
      'Nhập lại mã PIN đúng độ dài.',
    ],
    [
      'The PIN has the wrong length',
      'The PIN is shorter or longer than the token allows, so it was not sent; no try was used.',
      'Enter the PIN again with the right length.',
    ],
  ),
  PIN_CANCELLED: texts(
    ['Đã hủy nhập mã PIN', 'Bạn đã đóng ô nhập mã PIN. Chưa có gì được ký.', 'Bấm “Ký số” khi bạn sẵn sàng.'],
    [
      'PIN entry was cancelled',
      'You closed the PIN prompt. Nothing was signed.',
      'Choose “Sign” when you are ready.',
    ],
  ),
  PIN_PROMPT_EXPIRED: texts(
    [
      'Ô nhập mã PIN đã hết hạn',
      'Ô nhập mã PIN đã mở quá lâu hoặc đã được dùng. Chưa mất lượt nào.',
      'Bấm “Ký số” để mở lại ô nhập mã PIN.',
    ],
    [
      'The PIN prompt has expired',
      'The prompt was open too long or was used already. No try was used.',
      'Choose “Sign” to open it again.',
    ],
  ),
  PUK_INCORRECT: texts(
    [
      'Mã PUK không đúng',
      'Token từ chối mã PUK. Lần nhập này đã bị trừ một lượt của mã PUK.',
      'Dừng lại và hỏi nhà cung cấp chứng thư số mã PUK đúng: sai hết lượt thì token hỏng vĩnh viễn.',
    ],
    [
      'The PUK is incorrect',
      'The token refused the PUK. This entry has used up one try of the PUK.',
      'Stop and ask your certificate provider for the right PUK: when its tries are gone the token is lost for good.',
    ],
  ),
  PUK_FINAL_TRY: texts(
    [
      'Chỉ còn một lượt nhập mã PUK',
      'Nếu mã PUK sai thêm một lần, token không bao giờ mở khóa được nữa nên lượt cuối cần một người xác nhận. Chưa mất lượt nào.',
      'Hỏi nhà cung cấp chứng thư số mã PUK đúng, rồi nhập trực tiếp và xác nhận, hoặc thêm --final-try nếu chắc chắn.',
    ],
    [
      'Only one PUK try is left',
      'One more wrong PUK and the token can never be unblocked, so a person must confirm the last try. No try was used.',
      'Ask your certificate provider for the right PUK, then type it and confirm, or add --final-try if you are sure.',
    ],
  ),
  PUK_LOCKED: texts(
    [
      'Mã PUK đã bị khóa',
      'Mã PUK đã bị nhập sai quá số lần cho phép; token không mở khóa được nữa.',
      'Liên hệ nhà cung cấp chứng thư số để đổi token.',
    ],
    [
      'The PUK is locked',
      'The PUK was entered wrongly too many times; the token cannot be unblocked any more.',
      'Ask your certificate provider for a new token.',
    ],
  ),
  PIN_UNBLOCK_UNSUPPORTED: texts(
    [
      'Token này không cho mở khóa tại đây',
      'Trình điều khiển của token không có cách mở khóa mã PIN bằng mã PUK qua PKCS#11.',
      'Dùng công cụ quản lý token của nhà cung cấp, hoặc mang token tới nhà cung cấp chứng thư số.',
    ],
    [
      'This token cannot be unblocked here',
      'The token’s driver offers no way to unblock the PIN with the PUK through PKCS#11.',
      'Use the vendor’s token manager, or take the token to your certificate provider.',
    ],
  ),
  PIN_CHANGE_UNSUPPORTED: texts(
    [
      'Token này không cho đổi mã PIN tại đây',
      'Trình điều khiển của token không có chức năng đổi mã PIN qua PKCS#11.',
      'Đổi mã PIN bằng công cụ quản lý token của nhà cung cấp.',
    ],
    [
      'This token’s PIN cannot be changed here',
      'The token’s driver offers no change of the PIN through PKCS#11.',
      'Change it with the vendor’s token manager.',
    ],
  ),
  PIN_SAME: texts(
    [
      'Mã PIN mới trùng mã cũ',
      'Mã PIN mới giống mã đang dùng nên chưa có gì được gửi tới token; không mất lượt nào.',
      'Nhập một mã PIN mới khác mã đang dùng.',
    ],
    [
      'The new PIN equals the old one',
      'Nothing was sent to the token; no try was used.',
      'Enter a new PIN that differs from the present one.',
    ],
  ),
  PIN_NOT_ACCEPTED: texts(
    [
      'Token không nhận mã PIN mới',
      'Mã PIN mới không theo quy tắc của token (ví dụ chỉ được dùng chữ số, hoặc quá đơn giản). Mã PIN chưa thay đổi.',
      'Chọn một mã PIN mới khác, ví dụ chỉ gồm chữ số và không lặp lại.',
    ],
    [
      'The token does not accept the new PIN',
      'The new PIN breaks the token’s rules (digits only, for example, or too simple). The PIN has not changed.',
      'Choose another new PIN, for example of digits only and without repetition.',
    ],
  ),
  PIN_PAD_UNSUPPORTED: texts(
    [
      'Đầu đọc có bàn phím PIN chưa được hỗ trợ',
      'Token này chỉ nhận mã PIN trên bàn phím của đầu đọc.',
      'Dùng token thường, hoặc ký bằng phần mềm của nhà cung cấp.',
    ],
    [
      'Readers with a PIN pad are not supported yet',
      'This token takes its PIN on the reader’s own keypad only.',
      'Use an ordinary token, or sign with the vendor’s program.',
    ],
  ),
} as const;
