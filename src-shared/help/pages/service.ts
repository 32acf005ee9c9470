import type { appFailures } from '../../contract/errors/app.ts';
import type { backendFailures } from '../../contract/errors/backend.ts';
import { help, type HelpTexts } from '../help-text.ts';

/** The line to the server, and the program itself. */
export const serviceHelp: HelpTexts<keyof typeof backendFailures | keyof typeof appFailures> = {
  BACKEND_UNREACHABLE: help(
    {
      meaning: 'Máy này không tới được máy chủ. Soạn nháp vẫn được; ký và gửi thì chờ tới khi có mạng.',
      steps: [
        'Mở một trang web bất kỳ để biết máy có mạng không.',
        'Mở “Chẩn đoán” và xem dòng về tên miền, proxy và máy chủ.',
        'Kiểm tra địa chỉ máy chủ ở phần “Chi tiết”.',
        'Mạng cơ quan qua proxy: nhờ quản trị mạng cho phép địa chỉ đó.',
      ],
    },
    {
      meaning:
        'This machine does not reach the server. Drafting goes on; signing and sending wait for the line.',
      steps: [
        'Open any web page to see whether there is a network.',
        'Open “Diagnosis” and read the lines about name, proxy and server.',
        'Check the server’s address under “Details”.',
        'Behind an office proxy have the network’s administrator allow that address.',
      ],
    },
    ['it', 'kbnn'],
  ),
  BACKEND_INSECURE: help(
    {
      meaning:
        'Địa chỉ máy chủ bắt đầu bằng http nên mật khẩu đi qua mạng ở dạng ai cũng đọc được. Chương trình từ chối gửi.',
      steps: ['Đặt lại địa chỉ bắt đầu bằng https://.', 'Không rõ địa chỉ: hỏi bộ phận hỗ trợ.'],
      stop: 'Không nhập mật khẩu Kho bạc vào trang nào không có https.',
    },
    {
      meaning:
        'The address begins with http, so a password would cross the network for everybody to read. Nothing is sent.',
      steps: ['Set an address that begins with https://.', 'If it is not known, ask support.'],
      stop: 'Enter the Treasury’s password on no page without https.',
    },
    ['it', 'kbnn'],
  ),
  BACKEND_PROXY_PAGE: help(
    {
      meaning: 'Thay vì máy chủ, một trang đăng nhập mạng hoặc proxy đã trả lời.',
      steps: [
        'Mở trình duyệt và đăng nhập vào mạng (Wi-Fi, proxy của cơ quan).',
        'Thử lại.',
        'Nếu còn lỗi, nhờ quản trị mạng cho phép địa chỉ ở phần “Chi tiết”.',
      ],
    },
    {
      meaning: 'A network’s sign-in page or a proxy answered in place of the server.',
      steps: [
        'Open a browser and sign in to the network (Wi-Fi, the office’s proxy).',
        'Try again.',
        'If it persists, have the network’s administrator allow the address under “Details”.',
      ],
    },
    ['it'],
  ),
  SIGN_IN_REFUSED: help(
    {
      meaning:
        'Máy chủ không nhận cặp tên đăng nhập và mật khẩu này. Đây là mật khẩu dịch vụ công của Kho bạc, không phải mã PIN của token.',
      steps: [
        'Kiểm tra Caps Lock và bộ gõ tiếng Việt.',
        'Nhập lại tên đăng nhập và mật khẩu.',
        'Quên mật khẩu: liên hệ Kho bạc nơi giao dịch.',
      ],
      stop: 'Sai nhiều lần liên tiếp thì máy chủ tạm khóa đăng nhập vài phút.',
    },
    {
      meaning:
        'The server does not take this user name and password. It is the password of the Treasury’s service, not the token’s PIN.',
      steps: [
        'Check Caps Lock and the Vietnamese keyboard.',
        'Enter user name and password again.',
        'If it is forgotten, ask your Treasury office.',
      ],
      stop: 'After several wrong entries the server pauses sign-in for some minutes.',
    },
    ['unit', 'kbnn'],
  ),
  CORE_RESTARTED: help(
    {
      meaning:
        'Phần xử lý chạy trong tiến trình riêng; nó dừng đột ngột và đã tự chạy lại. Cửa sổ và nháp đã lưu không mất.',
      steps: ['Làm lại thao tác vừa rồi.', 'Nếu lặp lại, lập tệp chẩn đoán: nhật ký ghi lý do dừng.'],
    },
    {
      meaning:
        'The working part runs in a process of its own; it ended abruptly and was started again. The window and saved drafts are intact.',
      steps: ['Repeat what you just did.', 'If it repeats, make the bundle: the log has the reason.'],
    },
    ['it', 'kbnn'],
  ),
  UNEXPECTED: help(
    {
      meaning:
        'Chương trình gặp tình huống mà người viết chưa lường tới. Đó là lỗi của chương trình, không phải của bạn.',
      steps: [
        'Thử lại một lần.',
        'Mở “Chẩn đoán” và lập tệp chẩn đoán ngay sau khi lỗi xảy ra.',
        'Gửi tệp đó kèm vài chữ về việc bạn đang làm.',
      ],
    },
    {
      meaning:
        'The program met something that its makers did not foresee. That is the program’s fault, not yours.',
      steps: [
        'Try again once.',
        'Open “Diagnosis” and make the bundle right after it has happened.',
        'Send it with a few words on what you were doing.',
      ],
    },
    ['kbnn', 'it'],
  ),
};
