import { texts } from './text.ts';

/** Refusals and failures of synchronising drafts between machines. */
export const syncFailures = {
  MUTATION_INVALID: texts(
    [
      'Thay đổi không hợp lệ',
      'Máy chủ không nhận thay đổi này vì nội dung sai định dạng. Các thay đổi khác vẫn được gửi.',
      'Mở hồ sơ để kiểm tra; bản của bạn còn trong Lịch sử. Báo bộ phận hỗ trợ nếu lặp lại.',
    ],
    [
      'The change is not valid',
      'The server refused this change because of its form. Other changes go on.',
      'Open the dossier and check it; your copy is in its history. Tell support if it repeats.',
    ],
  ),
  MUTATION_TOO_LARGE: texts(
    [
      'Thay đổi quá lớn',
      'Nội dung hồ sơ vượt quá dung lượng máy chủ nhận trong một lần.',
      'Chia hồ sơ thành nhiều hồ sơ nhỏ hơn, hoặc chuyển phần dài thành tệp đính kèm.',
    ],
    [
      'The change is too large',
      'The dossier’s content is larger than the server takes at once.',
      'Split it into smaller dossiers, or move the long part to an attachment.',
    ],
  ),
  VERSION_UNKNOWN: texts(
    [
      'Phiên bản không có trên máy chủ',
      'Thay đổi dựa trên một phiên bản mà máy chủ không biết.',
      'Chương trình tự tải lại hồ sơ; bản của bạn còn trong Lịch sử.',
    ],
    [
      'The version is unknown to the server',
      'The change builds on a version that the server does not know.',
      'The dossier is fetched again by itself; your copy is in its history.',
    ],
  ),
  CODE_TAKEN: texts(
    [
      'Mã hồ sơ đã có người dùng',
      'Một máy khác đã lập hồ sơ cùng mã trong cùng một giây.',
      'Chương trình tự đổi mã hồ sơ của bạn và gửi lại.',
    ],
    [
      'The code is taken',
      'Another machine started a dossier with this code in the same second.',
      'Your dossier gets another code and is sent again by itself.',
    ],
  ),
  DOSSIER_FROZEN: texts(
    [
      'Hồ sơ đã gửi, không sửa được nữa',
      'Hồ sơ đã được gửi đi ký; bản đã gửi không thay đổi. Sửa đổi của bạn được giữ trong Lịch sử.',
      'Mở Lịch sử để xem sửa đổi, hoặc lập hồ sơ mới từ bản đó.',
    ],
    [
      'The dossier has been sent and is frozen',
      'It was sent for signature; that version does not change. Your edit is kept in its history.',
      'Open the history to see it, or start a new dossier from it.',
    ],
  ),
  CURSOR_INVALID: texts(
    [
      'Điểm đồng bộ không hợp lệ',
      'Máy chủ không hiểu điểm đồng bộ của máy này.',
      'Chương trình tự tải lại toàn bộ; không cần làm gì.',
    ],
    [
      'The sync position is not valid',
      'The server does not understand this machine’s position.',
      'Everything is fetched again by itself; nothing to do.',
    ],
  ),
  UPLOAD_OFFSET: texts(
    [
      'Tệp đang tải lên dở dang',
      'Phần đã tải lên khác với phần máy này gửi tiếp.',
      'Chương trình tự tiếp tục từ đúng chỗ; không cần làm gì.',
    ],
    [
      'The upload is at another place',
      'What has arrived differs from what this machine continues with.',
      'It goes on from the right place by itself; nothing to do.',
    ],
  ),
  ACCESS_REVOKED: texts(
    [
      'Quyền truy cập đã bị thu hồi',
      'Đơn vị hoặc KBNN đã thu hồi quyền của tài khoản này. Dữ liệu của tài khoản trên máy này đã được xóa.',
      'Liên hệ chủ tài khoản của đơn vị nếu bạn cho là nhầm lẫn.',
    ],
    [
      'Access was revoked',
      'The unit or the Treasury revoked this account. Its data on this machine was erased.',
      'Ask your unit’s account holder if you think this is a mistake.',
    ],
  ),
  SERVER_UNPROVED: texts(
    [
      'Chưa chứng minh được đây là đúng máy chủ',
      'Máy chủ vừa trả lời không chứng minh được nó là máy chủ của dữ liệu trên máy này. Không có gì được mở hay thay đổi.',
      'Kiểm tra địa chỉ máy chủ; nếu địa chỉ đúng, liên hệ bộ phận hỗ trợ trước khi đăng nhập lại.',
    ],
    [
      'The server could not prove itself',
      'This server could not prove that it is the one this data belongs to. Nothing was opened or changed.',
      'Check the server address; if it is right, ask support before signing in again.',
    ],
  ),
  OFFLINE_UNKNOWN_PERSON: texts(
    [
      'Chưa từng đăng nhập trên máy này',
      'Không kết nối được máy chủ, và tài khoản này chưa có dữ liệu trên máy để làm việc ngoại tuyến.',
      'Kết nối mạng để đăng nhập lần đầu; sau đó bạn làm việc được cả khi mất mạng.',
    ],
    [
      'Not yet known on this machine',
      'The server cannot be reached and this account has no data here to work with offline.',
      'Go online for the first sign-in; afterwards you can work without a line.',
    ],
  ),
} as const;
