import { texts } from './text.ts';

/** Failures of registration dossiers, links from letters, and passwords. */
export const registrationFailures = {
  REGISTRATION_NOT_FOUND: texts(
    [
      'Không tìm thấy hồ sơ đăng ký',
      'Hồ sơ không có trên máy này, hoặc không thuộc đơn vị của bạn.',
      'Mở lại từ màn hình “Tra cứu hồ sơ”, hoặc bấm lại liên kết trong thư.',
    ],
    [
      'Registration dossier not found',
      'It is not on this machine, or is not your unit’s.',
      'Open it again from “Find dossiers”, or press the link in the letter again.',
    ],
  ),
  REGISTRATION_INCOMPLETE: texts(
    [
      'Hồ sơ đăng ký chưa đủ thông tin',
      'Còn mục bắt buộc bị thiếu hoặc sai.',
      'Sửa các mục được đánh dấu đỏ rồi bấm Lưu lại.',
    ],
    [
      'The registration is incomplete',
      'Mandatory fields are missing or wrong.',
      'Correct the fields marked in red and press Save again.',
    ],
  ),
  REGISTRATION_STATE: texts(
    [
      'Hồ sơ đăng ký không ở bước này',
      'Hồ sơ đã chuyển sang trạng thái khác, nên không làm được việc vừa chọn.',
      'Mở lại hồ sơ để xem trạng thái hiện tại.',
    ],
    [
      'The registration is not at this step',
      'It has moved to another state, so this is not possible.',
      'Open it again to see where it stands.',
    ],
  ),
  REGISTRATION_CONFLICT: texts(
    [
      'Hồ sơ đăng ký đã được sửa ở nơi khác',
      'Bản đang hiện trên màn hình không còn là bản mới nhất trên hệ thống.',
      'Mở lại hồ sơ, xem phần đã đổi rồi làm lại.',
    ],
    [
      'The registration was changed elsewhere',
      'What is on the screen is no longer the newest version on the server.',
      'Open it again, look at what changed, and try once more.',
    ],
  ),
  UNIT_REGISTERED: texts(
    [
      'Đơn vị đã đăng ký sử dụng dịch vụ công',
      'Mã ĐVQHNS này đã có hồ sơ được KBNN phê duyệt, hoặc đang có một hồ sơ khác chờ xử lý.',
      'Đăng nhập rồi dùng “Đăng ký thay đổi, bổ sung”, hoặc tra cứu hồ sơ đang chờ.',
    ],
    [
      'The unit is registered already',
      'This unit code has an approved registration, or another one that waits.',
      'Sign in and use “Change registration”, or find the dossier that waits.',
    ],
  ),
  UNIT_UNKNOWN: texts(
    [
      'KBNN không nhận được hồ sơ của đơn vị này',
      'Mã Kho bạc (SHKB) hoặc mã ĐVQHNS không có trong danh mục của hệ thống.',
      'Kiểm tra lại mã Kho bạc nơi mở tài khoản và mã ĐVQHNS.',
    ],
    [
      'The Treasury does not know this unit',
      'The treasury office or the unit code is not in the server’s lists.',
      'Check the office where the accounts are kept, and the unit code.',
    ],
  ),
  SIGNERS_TOO_MANY: texts(
    [
      'Số người ký vượt quá hồ sơ tài khoản',
      'Số chữ ký thứ nhất hoặc thứ hai nhiều hơn số đã đăng ký trong hồ sơ mở tài khoản.',
      'Bớt người được ủy quyền, hoặc bổ sung hồ sơ tài khoản tại KBNN trước.',
    ],
    [
      'More signers than the account file allows',
      'There are more first or second signatures than the account file names.',
      'Take out authorised signers, or have the account file changed at KBNN first.',
    ],
  ),
  LINK_UNKNOWN: texts(
    [
      'Liên kết không đúng',
      'Liên kết bị cắt mất một phần, hoặc không phải liên kết trong thư của KBNN.',
      'Sao chép lại toàn bộ liên kết trong thư mới nhất; nếu vẫn không được, nhờ người kê khai gửi lại thư.',
    ],
    [
      'This link is not valid',
      'A part of it is missing, or it is none from a letter of the Treasury.',
      'Copy the whole link from the newest letter; if that fails, ask whoever declared to send it again.',
    ],
  ),
  LINK_EXPIRED: texts(
    [
      'Liên kết đã hết hạn',
      'Liên kết trong thư chỉ dùng được trong thời hạn ghi trong thư.',
      'Nhờ người kê khai bấm “Gửi lại thư” để có liên kết mới.',
    ],
    [
      'The link has expired',
      'A link from a letter holds only for the time that the letter names.',
      'Ask whoever declared to press “Send again” for a new one.',
    ],
  ),
  LINK_REPLACED: texts(
    [
      'Liên kết đã được thay bằng liên kết mới hơn',
      'Người kê khai vừa sửa thông tin hoặc gửi lại thư, nên liên kết cũ không dùng được nữa.',
      'Mở thư mới nhất về hồ sơ này và bấm liên kết trong đó; chưa thấy thư mới thì hỏi người kê khai.',
    ],
    [
      'A newer link has replaced this one',
      'Whoever declared has changed the data or sent the letter again, so the old link holds no more.',
      'Open the newest letter about this dossier and press its link; if there is none, ask whoever declared.',
    ],
  ),
  LINK_USED: texts(
    [
      'Liên kết đã được dùng',
      'Việc mà liên kết này mời làm đã xong, nên không làm lại lần nữa.',
      'Không cần làm gì thêm. Muốn xem hồ sơ, mở “Tra cứu hồ sơ”.',
    ],
    [
      'The link has been used',
      'What it asks for is done, and is not done twice.',
      'Nothing more is needed. To see the dossier, open “Find dossiers”.',
    ],
  ),
  LINK_WRONG_SERVER: texts(
    [
      'Liên kết thuộc một máy chủ khác',
      'Thư được gửi từ một máy chủ khác với máy chủ mà phần mềm này đang dùng.',
      'Kiểm tra thư có đúng của KBNN không; nếu đúng, nhờ IT xem lại địa chỉ máy chủ trong Thiết lập.',
    ],
    [
      'The link belongs to another server',
      'The letter came from another server than the one this program uses.',
      'Check that the letter is from KBNN; if it is, have IT look at the server address in Settings.',
    ],
  ),
  PASSWORD_CHANGE_REQUIRED: texts(
    [
      'Cần đổi mật khẩu trước',
      'Mật khẩu dùng một lần trong thư chỉ để đăng nhập lần đầu.',
      'Đặt mật khẩu mới của riêng bạn.',
    ],
    [
      'Change the password first',
      'The one-time password from the letter is for the first sign-in only.',
      'Choose a password of your own.',
    ],
  ),
  PASSWORD_WRONG: texts(
    [
      'Mật khẩu hiện tại không đúng',
      'Mật khẩu vừa nhập khác với mật khẩu đang dùng.',
      'Kiểm tra Caps Lock và bộ gõ tiếng Việt, rồi nhập lại.',
    ],
    [
      'The current password is wrong',
      'What was typed is not the password in use.',
      'Check Caps Lock and the Vietnamese keyboard, and type it again.',
    ],
  ),
  PASSWORD_WEAK: texts(
    [
      'Mật khẩu mới quá dễ đoán',
      'Mật khẩu cần ít nhất 10 ký tự, không chứa tên đăng nhập và không phải mật khẩu phổ biến.',
      'Ghép ba, bốn từ không liên quan với nhau là cách dễ nhớ.',
    ],
    [
      'The new password is too easy to guess',
      'It needs at least 10 characters, without your user name, and must not be a common one.',
      'Three or four unrelated words are easy to remember.',
    ],
  ),
  PASSWORD_SAME: texts(
    ['Mật khẩu mới giống mật khẩu cũ', 'Mật khẩu dùng một lần không được giữ lại.', 'Đặt một mật khẩu khác.'],
    ['The new password is the old one', 'A one-time password must not be kept.', 'Choose another one.'],
  ),
  PASSWORD_EXPIRED: texts(
    [
      'Mật khẩu dùng một lần đã hết hạn',
      'Mật khẩu trong thư chỉ dùng được trong thời hạn ghi trong thư.',
      'Liên hệ KBNN nơi giao dịch để được cấp lại.',
    ],
    [
      'The one-time password has expired',
      'The password from the letter holds only for the time that the letter names.',
      'Ask your treasury office for a new one.',
    ],
  ),
  CERT_TAKEN: texts(
    [
      'Chứng thư số đã gắn với người khác',
      'Chứng thư số này đã được đăng ký với KBNN cho một người khác.',
      'Cắm đúng token của bạn. Nếu đây là token của bạn, liên hệ KBNN nơi giao dịch để kiểm tra đăng ký cũ.',
    ],
    [
      'The certificate is bound to another person',
      'This certificate is registered with KBNN for somebody else.',
      'Plug in your own token. If this is yours, ask your treasury office about the earlier registration.',
    ],
  ),
  USERNAME_TAKEN: texts(
    [
      'Tên đăng nhập đã có người dùng',
      'Một tài khoản khác đã có tên đăng nhập này; tài khoản đó được giữ nguyên.',
      'Chọn tên đăng nhập khác.',
    ],
    [
      'The user name is taken',
      'Another account has this user name; it was left as it is.',
      'Choose another user name.',
    ],
  ),
} as const;
