import { texts } from './text.ts';

/** Failures of remote signatures: providers, requests on the phone, what came back. */
export const remoteCaFailures = {
  REMOTE_NOT_CONFIGURED: texts(
    [
      'Chưa có nhà cung cấp chữ ký số từ xa',
      'Máy chủ DVCTT này chưa được kết nối với nhà cung cấp nào, hoặc không còn kết nối với nhà cung cấp đã chọn.',
      'Ký bằng token USB, hoặc báo bộ phận CNTT cấu hình nhà cung cấp trên máy chủ.',
    ],
    [
      'No provider of remote signatures',
      'This DVCTT server is not connected to any provider, or not any more to the one chosen.',
      'Sign with a USB token, or ask IT to configure the provider on the server.',
    ],
  ),
  REMOTE_PROVIDER_DOWN: texts(
    [
      'Nhà cung cấp chữ ký số từ xa không trả lời',
      'Máy chủ DVCTT đã hỏi mà hệ thống của nhà cung cấp không trả lời kịp.',
      'Chờ vài phút rồi thử lại. Nếu gấp, gọi tổng đài của nhà cung cấp.',
    ],
    [
      'The provider of remote signatures does not answer',
      'The DVCTT server has asked, and the provider’s system did not answer in time.',
      'Wait a few minutes and try again. If it is urgent, call the provider.',
    ],
  ),
  REMOTE_PROVIDER_FAILED: texts(
    [
      'Nhà cung cấp trả lời không đúng',
      'Câu trả lời của nhà cung cấp không đọc được hoặc thiếu thông tin. Chưa có gì được ký.',
      'Thử lại. Nếu vẫn vậy, gửi gói chẩn đoán cho bộ phận CNTT.',
    ],
    [
      'The provider gave a wrong answer',
      'The provider’s answer cannot be read or lacks something. Nothing has been signed.',
      'Try again. If it stays so, send the diagnosis bundle to IT support.',
    ],
  ),
  REMOTE_SIGN_IN_REFUSED: texts(
    [
      'Nhà cung cấp không nhận tên đăng nhập hoặc mật khẩu',
      'Tên đăng nhập chứng thư số hoặc mật khẩu không đúng, hoặc tài khoản đã bị khóa ở nhà cung cấp.',
      'Kiểm tra tên đăng nhập (đúng như trên ứng dụng điện thoại) và gõ lại mật khẩu. Chương trình không tự thử lại.',
    ],
    [
      'The provider refused the user name or password',
      'The user name or the password is wrong, or the provider has locked the account.',
      'Check the user name (as it stands in the app on the phone) and type the password again. The program does not retry by itself.',
    ],
  ),
  REMOTE_CODE_WRONG: texts(
    [
      'Mã xác thực không đúng',
      'Nhà cung cấp không nhận mã vừa nhập, hoặc mã đã hết hạn.',
      'Xem lại mã mới nhất trong tin nhắn hoặc email rồi nhập lại.',
    ],
    [
      'Wrong verification code',
      'The provider refused this code, or it has expired.',
      'Look up the newest code in the message or e-mail and type it again.',
    ],
  ),
  REMOTE_SESSION_EXPIRED: texts(
    [
      'Phiên với nhà cung cấp đã hết',
      'Đã quá lâu từ lần lấy thông tin chứng thư số, hoặc nhà cung cấp đã kết thúc phiên.',
      'Bấm “Lấy thông tin chứng thư số” lần nữa rồi ký lại.',
    ],
    [
      'The session with the provider has ended',
      'It has been too long since the certificate was fetched, or the provider ended the session.',
      'Fetch the certificate again, then sign again.',
    ],
  ),
  REMOTE_NO_CERTIFICATE: texts(
    [
      'Tài khoản chưa có chứng thư số',
      'Nhà cung cấp nhận tên đăng nhập nhưng tài khoản này không có chứng thư số nào dùng được.',
      'Kiểm tra đúng tài khoản và đúng nhà cung cấp; nếu đúng, hỏi nhà cung cấp về thuê bao.',
    ],
    [
      'The account has no certificate',
      'The provider knows the user name, but the account has no certificate that can be used.',
      'Check that account and provider are the right ones; if so, ask the provider about the subscription.',
    ],
  ),
  REMOTE_VGCA: texts(
    [
      'Chứng thư số Ban Cơ yếu không ký từ xa được',
      'Chứng thư số chuyên dùng công vụ do Ban Cơ yếu Chính phủ cấp không dùng được với chữ ký số từ xa.',
      'Ký bằng token USB của chứng thư số này.',
    ],
    [
      'VGCA certificates cannot sign remotely',
      'Official-duty certificates of the Government Cipher Committee cannot be used for remote signatures.',
      'Sign with the USB token of this certificate.',
    ],
  ),
  REMOTE_CERT_BLOCKED: texts(
    [
      'Nhà cung cấp không cho ký bằng chứng thư số này',
      'Chứng thư số đã hết hạn, bị tạm dừng hoặc bị thu hồi ở nhà cung cấp.',
      'Hỏi nhà cung cấp. Nếu đã gia hạn, lấy lại thông tin chứng thư số và lập hồ sơ thay đổi.',
    ],
    [
      'The provider does not let this certificate sign',
      'The certificate has expired or was suspended or revoked at the provider.',
      'Ask the provider. If it was renewed, fetch it again and open a change dossier.',
    ],
  ),
  REMOTE_ALGORITHM: texts(
    [
      'Nhà cung cấp không ký được theo chính sách đã chọn',
      'Chính sách chữ ký đang chọn cần RSASSA-PSS hoặc ECDSA, nhà cung cấp này không làm. Chương trình không tự hạ chuẩn.',
      'Chọn chính sách “compat” trong Thiết lập nếu KBNN cho phép, hoặc ký bằng chứng thư số khác.',
    ],
    [
      'The provider cannot sign under the chosen policy',
      'The policy asks for RSASSA-PSS or ECDSA, which this provider does not do. The program never weakens a signature by itself.',
      'Choose the policy “compat” in Settings if KBNN allows it, or sign with another certificate.',
    ],
  ),
  REMOTE_EXPIRED: texts(
    [
      'Quá thời gian xác nhận trên điện thoại',
      'Yêu cầu ký chưa được xác nhận trong thời gian cho phép và đã hết hiệu lực. Yêu cầu này không ký gì.',
      'Mở sẵn ứng dụng trên điện thoại rồi bấm “Gửi lại yêu cầu”.',
    ],
    [
      'Not confirmed on the phone in time',
      'The request was not confirmed in the time allowed and is void. It has signed nothing.',
      'Open the app on the phone first, then press “Send again”.',
    ],
  ),
  REMOTE_REJECTED: texts(
    [
      'Yêu cầu ký đã bị từ chối trên điện thoại',
      'Có người bấm từ chối trong ứng dụng của nhà cung cấp. Yêu cầu này không ký gì.',
      'Nếu bạn bấm nhầm, bấm “Gửi lại yêu cầu”. Nếu không phải bạn, báo ngay cho nhà cung cấp.',
    ],
    [
      'The request was rejected on the phone',
      'Someone pressed “reject” in the provider’s app. This request has signed nothing.',
      'If it was a slip, press “Send again”. If it was not you, tell the provider at once.',
    ],
  ),
  REMOTE_QUOTA: texts(
    [
      'Đã hết lượt ký ở nhà cung cấp',
      'Gói dịch vụ chữ ký số từ xa không còn lượt ký. Những mục đã ký vẫn giữ nguyên.',
      'Mua thêm lượt ký ở nhà cung cấp rồi ký tiếp các mục còn lại, hoặc ký bằng token nếu đã đăng ký.',
    ],
    [
      'No signatures left at the provider',
      'The subscription has no signatures left. What is signed stays signed.',
      'Buy more signatures from the provider and go on with the rest, or sign with a token if one is registered.',
    ],
  ),
  REMOTE_FAILED: texts(
    [
      'Nhà cung cấp không ký được',
      'Nhà cung cấp báo giao dịch ký thất bại.',
      'Bấm “Gửi lại yêu cầu”. Nếu vẫn vậy, gọi tổng đài của nhà cung cấp và đọc mã giao dịch.',
    ],
    [
      'The provider could not sign',
      'The provider says that the transaction failed.',
      'Press “Send again”. If it stays so, call the provider and tell them the transaction’s code.',
    ],
  ),
  REMOTE_SIGNATURE_WRONG: texts(
    [
      'Chữ ký nhận về không đúng',
      'Chữ ký của nhà cung cấp không khớp với tài liệu hoặc với chứng thư số đã chọn, nên không được đưa vào tài liệu.',
      'Lấy lại thông tin chứng thư số rồi ký lại. Nếu vẫn vậy, gửi gói chẩn đoán cho bộ phận CNTT.',
    ],
    [
      'The signature that came back is wrong',
      'The provider’s signature does not fit the document or the chosen certificate, so it was not put into the document.',
      'Fetch the certificate again and sign again. If it stays so, send the diagnosis bundle to IT support.',
    ],
  ),
  REMOTE_TRANSACTION_UNKNOWN: texts(
    [
      'Không tìm thấy yêu cầu ký',
      'Máy chủ không còn giữ yêu cầu này: nó đã kết thúc từ lâu hoặc chưa từng tới máy chủ.',
      'Gửi yêu cầu ký mới.',
    ],
    [
      'The request is not known',
      'The server does not keep this request any more: it ended long ago, or never reached the server.',
      'Send a new request.',
    ],
  ),
} as const;
