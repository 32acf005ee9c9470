import { texts } from './text.ts';

/** Failures of certificates, before signing and when verifying. */
export const certificateFailures = {
  CERT_NOT_FOUND: texts(
    [
      'Không có chứng thư số này trên token đang cắm',
      'Token đang cắm không chứa chứng thư số nào, hoặc không chứa chứng thư số được chỉ định.',
      'Xem các chứng thư số đang có bằng “dvctt certs”; nếu token trống, liên hệ nhà cung cấp chứng thư số.',
    ],
    [
      'No such certificate on the plugged-in tokens',
      'The plugged-in tokens hold no certificate, or not the one named.',
      'See what there is with “dvctt certs”; if the token is empty, ask your provider.',
    ],
  ),
  CERT_EXPIRED: texts(
    [
      'Chứng thư số đã hết hạn',
      'Chứng thư số này đã quá ngày hiệu lực nên không được dùng để ký.',
      'Gia hạn chứng thư số với nhà cung cấp, rồi làm hồ sơ đăng ký thay đổi với KBNN.',
    ],
    [
      'The certificate has expired',
      'The certificate is past its validity and may not be used to sign.',
      'Renew it with your provider, then send a change dossier to KBNN.',
    ],
  ),
  CERT_NOT_YET_VALID: texts(
    [
      'Chứng thư số chưa có hiệu lực',
      'Ngày bắt đầu hiệu lực của chứng thư số ở tương lai, hoặc đồng hồ máy tính chạy sai.',
      'Kiểm tra ngày giờ của máy tính; nếu đúng, chờ đến ngày hiệu lực.',
    ],
    [
      'The certificate is not yet valid',
      'Its validity starts in the future, or this computer’s clock is wrong.',
      'Check the computer’s date and time; if right, wait for the start date.',
    ],
  ),
  CERT_KEY_USAGE: texts(
    [
      'Chứng thư số không dùng để ký được',
      'Chứng thư số không có mục đích “chữ ký số” hoặc “chống chối bỏ”.',
      'Chọn chứng thư số ký của bạn, không chọn chứng thư mã hóa hoặc chứng thư CA.',
    ],
    [
      'The certificate is not for signing',
      'It has neither digitalSignature nor nonRepudiation among its key usages.',
      'Choose your signing certificate, not an encryption or CA certificate.',
    ],
  ),
  CERT_NOT_REGISTERED: texts(
    [
      'Chứng thư số chưa đăng ký với KBNN',
      'Chứng thư số này không phải là chứng thư số mà bạn đã đăng ký với Kho bạc cho chức danh của mình. Thường gặp khi chứng thư số vừa được gia hạn.',
      'Chọn đúng token đã đăng ký; nếu chứng thư số vừa gia hạn, làm hồ sơ đăng ký thay đổi trước.',
    ],
    [
      'The certificate is not registered with KBNN',
      'It is not the certificate registered with the Treasury for your title. This is common after a renewal.',
      'Choose the registered token; if the certificate was renewed, send a change dossier first.',
    ],
  ),
  CERT_OF_ANOTHER: texts(
    [
      'Chứng thư số của người khác',
      'Chứng thư số này mang tên người khác, hoặc đã đăng ký với Kho bạc cho thành viên khác của đơn vị, không phải cho bạn.',
      'Cắm token của bạn, hoặc để người đó tự làm bằng tài khoản hay liên kết của mình.',
    ],
    [
      'The certificate of another person',
      'This certificate names another person, or is registered with the Treasury for another member of the unit, not for you.',
      'Plug in your own token, or let that person do it with their own account or link.',
    ],
  ),
  CERT_CHAIN_INCOMPLETE: texts(
    [
      'Không dựng được chuỗi chứng thực',
      'Không tìm được đường dẫn từ chứng thư số tới một tổ chức chứng thực gốc được tin cậy trên máy này.',
      'Cập nhật danh sách tổ chức chứng thực tin cậy rồi thử lại.',
    ],
    [
      'The certificate chain is incomplete',
      'No path leads from the certificate to a root that this machine trusts.',
      'Update the list of trusted authorities and try again.',
    ],
  ),
  CERT_NO_PRIVATE_KEY: texts(
    [
      'Không có khóa bí mật đi kèm',
      'Token có chứng thư số này nhưng không có khóa bí mật tương ứng.',
      'Kiểm tra đúng token; nếu cần, liên hệ nhà cung cấp chứng thư số.',
    ],
    [
      'No private key for this certificate',
      'The token holds the certificate but not its private key.',
      'Check that it is the right token; otherwise ask your provider.',
    ],
  ),
  CERT_WEAK_KEY: texts(
    [
      'Khóa của chứng thư số quá yếu',
      'Khóa RSA dưới 2048 bit, ECDSA dưới 256 bit hoặc thuật toán SHA-1 không được chấp nhận.',
      'Xin cấp lại chứng thư số với khóa đủ mạnh.',
    ],
    [
      'The certificate’s key is too weak',
      'RSA under 2048 bits, ECDSA under 256 bits and SHA-1 are not accepted.',
      'Ask for a new certificate with a strong key.',
    ],
  ),
  CERT_REVOKED: texts(
    [
      'Chứng thư số đã bị thu hồi',
      'Nhà cung cấp đã thu hồi chứng thư số này nên chữ ký tạo bằng nó không được nhận.',
      'Liên hệ nhà cung cấp để được cấp chứng thư số mới, rồi làm hồ sơ đăng ký thay đổi với KBNN.',
    ],
    [
      'The certificate has been revoked',
      'Its provider has taken the certificate back, so signatures made with it are not accepted.',
      'Ask your provider for a new certificate, then send a change dossier to KBNN.',
    ],
  ),
  CERT_INVALID: texts(
    [
      'Chứng thư số không đọc được',
      'Dữ liệu chứng thư số trên token bị hỏng hoặc không đúng chuẩn X.509.',
      'Liên hệ nhà cung cấp chứng thư số.',
    ],
    [
      'The certificate cannot be read',
      'The certificate’s data is damaged or not X.509.',
      'Ask your certificate provider.',
    ],
  ),
} as const;
