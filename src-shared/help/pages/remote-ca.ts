import type { remoteCaFailures } from '../../contract/errors/remote-ca.ts';
import { help, type HelpTexts } from '../help-text.ts';

/** What support is asked most about remote signatures; the others are said whole by their failure's text. */
export const remoteCaHelp: HelpTexts<keyof typeof remoteCaFailures> = {
  REMOTE_SIGN_IN_REFUSED: help(
    {
      meaning:
        'Tài khoản ký số từ xa là tài khoản ở nhà cung cấp chứng thư số, không phải tài khoản Dịch vụ công. Gõ sai nhiều lần thì nhà cung cấp có thể khóa tài khoản.',
      steps: [
        'Kiểm tra đã chọn đúng nhà cung cấp.',
        'So tên đăng nhập với tên trong ứng dụng trên điện thoại; ví dụ nằm ngay dưới ô nhập.',
        'Tắt Unikey và Caps Lock rồi gõ lại mật khẩu.',
        'Nếu quên mật khẩu, đặt lại trong ứng dụng của nhà cung cấp.',
      ],
      stop: 'Sau ba lần sai, dừng lại và gọi nhà cung cấp.',
    },
    {
      meaning:
        'The account for remote signatures is the one at the provider of the certificate, not the one of the online services. After many wrong tries the provider may lock it.',
      steps: [
        'Check that the right provider is chosen.',
        'Compare the user name with the one in the app on the phone; an example stands below the field.',
        'Switch off Unikey and Caps Lock, then type the password again.',
        'If it is forgotten, set a new one in the provider’s app.',
      ],
      stop: 'After three wrong tries, stop and call the provider.',
    },
    ['ca'],
  ),
  REMOTE_EXPIRED: help(
    {
      meaning:
        'Yêu cầu ký chỉ chờ trên điện thoại trong thời gian nhà cung cấp cho phép; đồng hồ trên màn hình đếm ngược thời gian đó. Hết giờ thì yêu cầu mất hiệu lực và không có gì được ký.',
      steps: [
        'Mở sẵn ứng dụng của nhà cung cấp và kiểm tra điện thoại có mạng.',
        'Bấm “Gửi lại yêu cầu”.',
        'So mã trên điện thoại với mã trên màn hình rồi xác nhận.',
        'Nếu không thấy yêu cầu, kéo màn hình ứng dụng xuống để tải lại và kiểm tra đúng tài khoản.',
      ],
    },
    {
      meaning:
        'A request waits on the phone for as long as the provider allows; the screen counts that time down. After it the request is void, and nothing has been signed.',
      steps: [
        'Open the provider’s app first, and see that the phone has a connection.',
        'Press “Send again”.',
        'Compare the code on the phone with the one on the screen, then confirm.',
        'If no request is there, pull the app’s screen down to load it again, and check the account.',
      ],
    },
    ['ca'],
  ),
  REMOTE_REJECTED: help(
    {
      meaning: 'Có người bấm từ chối trong ứng dụng trên điện thoại. Không tài liệu nào được ký.',
      steps: [
        'Nếu bạn bấm nhầm, hoặc hai mã khác nhau, bấm “Gửi lại yêu cầu” và so lại mã.',
        'Nếu không phải bạn bấm, đổi mật khẩu ở nhà cung cấp.',
      ],
      stop: 'Không xác nhận một yêu cầu mà bạn không tự gửi: người khác có thể đang dùng tài khoản của bạn.',
    },
    {
      meaning: 'Someone pressed “reject” in the app on the phone. No document has been signed.',
      steps: [
        'If it was a slip, or the codes differed, press “Send again” and compare them once more.',
        'If it was not you, change the password at the provider.',
      ],
      stop: 'Never confirm a request that you did not send: somebody else may be using your account.',
    },
    ['ca'],
  ),
  REMOTE_PROVIDER_DOWN: help(
    {
      meaning:
        'Máy chủ DVCTT vẫn chạy, nhưng hệ thống của nhà cung cấp không trả lời. Yêu cầu đã gửi lên điện thoại vẫn còn hiệu lực.',
      steps: [
        'Nếu đang chờ điện thoại, cứ xác nhận; chương trình tự hỏi lại.',
        'Nếu chưa gửi yêu cầu, chờ vài phút rồi thử lại.',
        'Nếu kéo dài, gọi tổng đài của nhà cung cấp.',
      ],
    },
    {
      meaning:
        'The DVCTT server runs, but the provider’s system does not answer. A request that is on the phone still stands.',
      steps: [
        'If it waits for the phone, go on and confirm; the program asks again by itself.',
        'If no request was sent, wait a few minutes and try again.',
        'If it lasts, call the provider.',
      ],
    },
    ['ca', 'it'],
  ),
  REMOTE_QUOTA: help(
    {
      meaning:
        'Gói ký số từ xa tính theo lượt, và đã hết giữa chừng hoặc trước khi ký. Những tài liệu đã có chữ ký thì giữ nguyên.',
      steps: [
        'Mua thêm lượt ký ở nhà cung cấp.',
        'Ký tiếp các hồ sơ còn lại; không phải ký lại hồ sơ đã xong.',
      ],
    },
    {
      meaning:
        'The subscription counts signatures, and they ran out before or while signing. Documents that have a signature keep it.',
      steps: [
        'Buy more signatures from the provider.',
        'Go on with the dossiers that are left; those that are done need no other signature.',
      ],
    },
    ['ca'],
  ),
  REMOTE_VGCA: help(
    {
      meaning:
        'Ban Cơ yếu Chính phủ cấp chứng thư số chuyên dùng công vụ trên token. Hình thức remote CA chỉ dành cho chứng thư số của các nhà cung cấp công cộng.',
      steps: [
        'Nếu đang ký, cắm token của chứng thư số này và ký bằng token.',
        'Nếu đang kê khai, chọn hình thức token rồi lấy serial từ token.',
      ],
    },
    {
      meaning:
        'The Government Cipher Committee issues official-duty certificates on tokens. Remote signatures are for certificates of public providers alone.',
      steps: [
        'When signing, plug in the token of this certificate and sign with it.',
        'When declaring, choose the form “token” and fetch the serial from the token.',
      ],
    },
    ['unit'],
  ),
};
