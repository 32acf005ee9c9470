import { texts } from './text.ts';

/** Failures of the hosted service, its sessions and the line to it. */
export const backendFailures = {
  BACKEND_UNREACHABLE: texts(
    [
      'Không kết nối được máy chủ DVCTT',
      'Máy chủ không trả lời. Bản nháp trên máy vẫn còn nguyên.',
      'Kiểm tra mạng rồi thử lại; bạn vẫn soạn bản nháp được khi mất mạng. Mạng vẫn tốt: kiểm tra địa chỉ máy chủ ở phần “Chi tiết”.',
    ],
    [
      'The DVCTT server cannot be reached',
      'The server does not answer. Drafts on this machine are intact.',
      'Check the network and try again; drafts can be edited offline. If the network is fine, check the server’s address under “Details”.',
    ],
  ),
  BACKEND_INSECURE: texts(
    [
      'Địa chỉ máy chủ không an toàn',
      'Địa chỉ máy chủ không dùng https nên mật khẩu và hồ sơ có thể bị đọc trên đường truyền. Chưa có gì được gửi đi.',
      'Đặt DVCTT_BACKEND thành địa chỉ bắt đầu bằng https://, hoặc hỏi bộ phận hỗ trợ địa chỉ đúng.',
    ],
    [
      'The server address is not secure',
      'The address does not use https, so others could read passwords and dossiers on the way. Nothing was sent.',
      'Set DVCTT_BACKEND to an address that begins with https://, or ask support for the right one.',
    ],
  ),
  BACKEND_ERROR: texts(
    [
      'Máy chủ DVCTT gặp lỗi',
      'Máy chủ trả lời bất thường.',
      'Thử lại sau ít phút; nếu còn lỗi, gửi mã yêu cầu ở phần “Chi tiết” cho bộ phận hỗ trợ.',
    ],
    [
      'The DVCTT server failed',
      'The server answered unexpectedly.',
      'Try again in a few minutes; if it persists, send the request id under “Details” to support.',
    ],
  ),
  BACKEND_PROXY_PAGE: texts(
    [
      'Một trang web trả lời thay máy chủ DVCTT',
      'Một trang đăng nhập mạng hoặc proxy của cơ quan trả lời thay máy chủ ở địa chỉ trong phần “Chi tiết”. Bản nháp trên máy vẫn còn nguyên.',
      'Mở trình duyệt, đăng nhập mạng (Wi-Fi, proxy) rồi thử lại; nếu còn lỗi, nhờ quản trị mạng cho phép địa chỉ đó.',
    ],
    [
      'A web page answered instead of the DVCTT server',
      'A network sign-in page or a proxy answered for the server at the address under “Details”. Drafts on this machine are intact.',
      'Open a browser, sign in to the network (Wi-Fi, proxy) and try again; if it persists, ask the network administrator to allow that address.',
    ],
  ),
  SIGN_IN_REFUSED: texts(
    [
      'Sai tên đăng nhập hoặc mật khẩu',
      'Máy chủ từ chối thông tin đăng nhập.',
      'Kiểm tra Caps Lock và bộ gõ, rồi nhập lại.',
    ],
    [
      'Wrong user name or password',
      'The server refused the credentials.',
      'Check Caps Lock and the keyboard, then enter them again.',
    ],
  ),
  TOO_MANY_ATTEMPTS: texts(
    ['Đăng nhập sai quá nhiều lần', 'Vì an toàn, máy chủ tạm khóa đăng nhập.', 'Chờ vài phút rồi thử lại.'],
    ['Too many attempts', 'For safety the server has paused sign-in.', 'Wait a few minutes and try again.'],
  ),
  SERVER_BUSY: texts(
    [
      'Máy chủ đang bận với các yêu cầu trước của bạn',
      'Quá nhiều yêu cầu của bạn đang chờ đến lượt. Không có gì bị thay đổi, không có gì bị mất.',
      'Chờ một phút rồi thử lại.',
    ],
    [
      'The server is busy with your earlier requests',
      'Too many of your requests are waiting for their turn. Nothing was changed and nothing is lost.',
      'Wait a minute and try again.',
    ],
  ),
  UPLOAD_QUOTA: texts(
    [
      'Quá nhiều tệp đang chờ trên máy chủ',
      'Các tệp bạn đã gửi mà chưa trình ký chiếm hết dung lượng dành cho một người.',
      'Chờ các tệp đang gửi xong, trình ký hồ sơ đã gửi rồi thử lại; tệp bỏ dở tự xóa sau 7 ngày.',
    ],
    [
      'Too many files are waiting on the server',
      'Files that you have sent but not yet committed fill the space of one person.',
      'Let uploads finish, forward the dossiers sent, then try again; abandoned files go after 7 days.',
    ],
  ),
  SESSION_REQUIRED: texts(
    [
      'Cần đăng nhập',
      'Phiên làm việc đã hết hạn hoặc chưa đăng nhập.',
      'Đăng nhập lại; bản nháp của bạn vẫn còn nguyên.',
    ],
    ['Sign-in needed', 'The session has expired or there is none.', 'Sign in again; your drafts are intact.'],
  ),
  REQUEST_INVALID: texts(
    [
      'Yêu cầu không hợp lệ',
      'Dữ liệu gửi đi không đúng khuôn dạng.',
      'Cập nhật chương trình; nếu còn lỗi, gửi phần “Chi tiết” cho bộ phận hỗ trợ.',
    ],
    [
      'The request is invalid',
      'The data sent does not have the right shape.',
      'Update the program; if it persists, send the “Details” to support.',
    ],
  ),
} as const;
