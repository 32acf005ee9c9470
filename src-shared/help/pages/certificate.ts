import type { certificateFailures } from '../../contract/errors/certificate.ts';
import { help, type HelpTexts } from '../help-text.ts';

/** Certificates. */
export const certificateHelp: HelpTexts<keyof typeof certificateFailures> = {
  CERT_NOT_FOUND: help(
    {
      meaning: 'Token trả lời, nhưng trên đó không có chứng thư số nào, hoặc không có chứng thư số bạn chọn.',
      steps: [
        'Kiểm tra đang cắm đúng token.',
        'Mở “Token & chứng thư số” và bấm “Hiện cả chứng thư ẩn” để xem mọi thứ trên token.',
        'Token trống: liên hệ nhà cung cấp để nạp lại chứng thư số.',
      ],
    },
    {
      meaning: 'The token answers, but holds no certificate, or not the one chosen.',
      steps: [
        'Check that the right token is plugged in.',
        'Open “Tokens & certificates” and show the hidden ones, to see all that is on the token.',
        'If it is empty, ask your provider to load the certificate again.',
      ],
    },
    ['ca'],
  ),
  CERT_EXPIRED: help(
    {
      meaning:
        'Chứng thư số có thời hạn, thường từ một đến năm năm. Sau ngày hết hạn, chữ ký tạo bằng nó không còn giá trị. Chữ ký đã tạo trước đó vẫn giữ nguyên giá trị.',
      steps: [
        'Xem ngày hết hạn ở “Token & chứng thư số”, và kiểm tra ngày giờ của máy.',
        'Gia hạn với nhà cung cấp chứng thư số.',
        'Chứng thư số gia hạn có số serial mới: làm hồ sơ đăng ký thay đổi với Kho bạc.',
        'Chờ Kho bạc duyệt rồi ký lại.',
      ],
    },
    {
      meaning:
        'A certificate lasts for one to five years. After its last day, signatures made with it have no effect. Those made before keep theirs.',
      steps: [
        'See its last day on “Tokens & certificates”, and check the computer’s date.',
        'Renew it with your certificate provider.',
        'The renewed certificate has another serial: send a change dossier to the Treasury.',
        'Sign again after the Treasury has approved it.',
      ],
    },
    ['ca', 'kbnn'],
  ),
  CERT_NOT_YET_VALID: help(
    {
      meaning:
        'Ngày bắt đầu hiệu lực còn ở phía trước. Thường không phải do chứng thư số, mà do đồng hồ máy tính chạy chậm.',
      steps: [
        'So ngày giờ của máy với điện thoại; bật tự động cập nhật giờ.',
        'Xem ngày bắt đầu ở “Token & chứng thư số”.',
        'Nếu giờ đúng, chờ tới ngày đó.',
      ],
    },
    {
      meaning:
        'Its first day lies ahead. Usually that is not the certificate but a computer clock that is behind.',
      steps: [
        'Compare the computer’s date and time with a telephone; switch automatic time on.',
        'See its first day on “Tokens & certificates”.',
        'If the clock is right, wait for that day.',
      ],
    },
    ['it', 'ca'],
  ),
  CERT_KEY_USAGE: help(
    {
      meaning:
        'Mỗi chứng thư số ghi mục đích sử dụng. Chứng thư này dành cho việc khác (mã hóa, đăng nhập, hoặc là của tổ chức chứng thực) nên không được ký.',
      steps: [
        'Chọn chứng thư số có mục đích “ký số” trong danh sách.',
        'Nếu token không có chứng thư nào như vậy, hỏi nhà cung cấp.',
      ],
    },
    {
      meaning:
        'Each certificate states its purpose. This one is for something else (encryption, sign-in, or an authority’s own) and may not sign.',
      steps: [
        'Choose a certificate whose purpose is “signing”.',
        'If the token has none, ask your provider.',
      ],
    },
    ['ca'],
  ),
  CERT_NOT_REGISTERED: help(
    {
      meaning:
        'Kho bạc gắn mỗi chức danh với một chứng thư số theo số serial. Chứng thư số đang cắm có serial khác với serial đã đăng ký; hay gặp nhất là sau khi gia hạn.',
      steps: [
        'So số serial trên màn hình với số đã đăng ký.',
        'Nếu bạn có hai token, cắm token đã đăng ký.',
        'Nếu chứng thư số vừa gia hạn, đăng nhập và bấm “Chứng thư số của tôi đã gia hạn” ở chứng thư đó để lập hồ sơ thay đổi.',
        'Chờ Kho bạc duyệt rồi ký.',
      ],
    },
    {
      meaning:
        'The Treasury ties each title to one certificate by its serial. The plugged-in one has another serial than the registered one, most often after a renewal.',
      steps: [
        'Compare the serial on the screen with the registered one.',
        'If you have two tokens, plug in the registered one.',
        'If the certificate was renewed, sign in and press “My certificate was renewed” beside it to make a change dossier.',
        'Sign after the Treasury has approved it.',
      ],
    },
    ['unit', 'kbnn'],
  ),
  CERT_OF_ANOTHER: help(
    {
      meaning:
        'Kho bạc gắn mỗi chứng thư số với một người và một chức danh. Chứng thư số đang cắm là của thành viên khác trong đơn vị; chữ ký của bạn phải tạo bằng chứng thư số của chính bạn.',
      steps: [
        'Xem tên và chức danh ghi bên cạnh chứng thư số.',
        'Rút token đó ra và cắm token của bạn.',
        'Nếu đến lượt người đó ký: đăng xuất, để người đó đăng nhập và ký.',
        'Nếu chức danh vừa đổi người, làm hồ sơ đăng ký thay đổi với Kho bạc trước.',
      ],
      stop: 'Không ký thay và không cho mượn token hay mã PIN.',
    },
    {
      meaning:
        'The Treasury ties each certificate to one person and one title. The one plugged in belongs to another member of the unit; your signature needs your own.',
      steps: [
        'Read the name and title beside the certificate.',
        'Take that token out and plug in your own.',
        'If it is that member’s turn: sign out, and let them sign in and sign.',
        'If the title has just passed to somebody else, send a change dossier to the Treasury first.',
      ],
      stop: 'Never sign for somebody else; never lend a token or a PIN.',
    },
    ['unit', 'kbnn'],
  ),
  CERT_CHAIN_INCOMPLETE: help(
    {
      meaning:
        'Chứng thư số được một tổ chức chứng thực ký, tổ chức đó lại được chứng thực gốc quốc gia ký. Máy này thiếu một mắt xích hoặc không tin chứng thư gốc.',
      steps: [
        'Xem các nơi cấp đã biết ở “Token & chứng thư số”.',
        'Tải chứng thư của tổ chức chứng thực còn thiếu từ trang của nhà cung cấp.',
        'Nhờ người quản trị máy đặt tệp đó vào thư mục “trust” trong thư mục dữ liệu của chương trình.',
        'Thử lại.',
      ],
      stop: 'Chỉ thêm chứng thư gốc tải từ trang chính thức: thêm nhầm một chứng thư gốc là tin mọi thứ nó ký.',
    },
    {
      meaning:
        'An authority signed the certificate, and the national root signed the authority. This machine lacks one link or does not trust the root.',
      steps: [
        'See the issuers that are known on “Tokens & certificates”.',
        'Take the missing authority’s certificate from the provider’s site.',
        'Have it put into the folder “trust” of the program’s data folder.',
        'Try again.',
      ],
      stop: 'Add roots from official sites only: whoever adds a wrong root trusts all that it signs.',
    },
    ['it', 'ca'],
  ),
  CERT_NO_PRIVATE_KEY: help(
    {
      meaning:
        'Chứng thư số là phần công khai; muốn ký phải có khóa bí mật cùng cặp nằm trên token. Token này có chứng thư mà không có khóa đó.',
      steps: [
        'Kiểm tra đúng token: có thể khóa nằm ở token khác.',
        'Bấm “Thử khóa” ở “Token & chứng thư số” để chắc chắn.',
        'Vẫn không có: liên hệ nhà cung cấp; khóa bí mật không khôi phục được, phải cấp lại.',
      ],
    },
    {
      meaning:
        'A certificate is the public half; signing needs the private key of the same pair on the token. This token has the certificate and not the key.',
      steps: [
        'Check that it is the right token: the key may be on another.',
        'Use “Try the key” on “Tokens & certificates” to make sure.',
        'If there is none, ask your provider; a private key cannot be restored and must be issued again.',
      ],
    },
    ['ca'],
  ),
  CERT_WEAK_KEY: help(
    {
      meaning:
        'Thông tư 15/2025/TT-BKHCN đòi hỏi RSA từ 2048 bit hoặc ECDSA từ 256 bit, và hàm băm từ SHA-2 trở lên. Chữ ký yếu hơn có thể bị giả mạo nên bị từ chối.',
      steps: [
        'Xem loại khóa và độ dài ở phần “Chi tiết”.',
        'Xin nhà cung cấp cấp lại chứng thư số với khóa đủ mạnh.',
        'Làm hồ sơ đăng ký thay đổi với Kho bạc.',
      ],
    },
    {
      meaning:
        'Circular 15/2025/TT-BKHCN asks for RSA of 2048 bits or ECDSA of 256 bits at least, and for SHA-2 or better. Weaker signatures could be forged and are refused.',
      steps: [
        'Read the key’s type and length under “Details”.',
        'Ask your provider for a certificate with a strong key.',
        'Send a change dossier to the Treasury.',
      ],
    },
    ['ca', 'kbnn'],
  ),
  CERT_REVOKED: help(
    {
      meaning:
        'Nhà cung cấp đã công bố rằng chứng thư số này không còn được tin, ví dụ vì báo mất token hoặc đã cấp chứng thư mới.',
      steps: [
        'Hỏi nhà cung cấp ngày và lý do thu hồi.',
        'Nếu bạn đã được cấp chứng thư mới, cắm token chứa chứng thư đó.',
        'Làm hồ sơ đăng ký thay đổi với Kho bạc cho chứng thư mới.',
        'Nếu bạn không yêu cầu thu hồi, báo ngay cho chủ tài khoản của đơn vị.',
      ],
      stop: 'Không ký gì bằng chứng thư số này nữa.',
    },
    {
      meaning:
        'The provider has published that this certificate is no longer trusted, for example because the token was reported lost or a new one was issued.',
      steps: [
        'Ask the provider when and why it was revoked.',
        'If you have a new certificate, plug in its token.',
        'Send a change dossier for the new certificate to the Treasury.',
        'If you did not ask for it, tell your unit’s account holder at once.',
      ],
      stop: 'Sign nothing more with this certificate.',
    },
    ['ca', 'unit', 'kbnn'],
  ),
  CERT_INVALID: help(
    {
      meaning: 'Dữ liệu ở chỗ chứng thư số trên token không đọc được như một chứng thư X.509.',
      steps: [
        'Rút và cắm lại token, rồi bấm “Tìm lại”.',
        'Nếu vẫn hỏng, lập tệp chẩn đoán và liên hệ nhà cung cấp chứng thư số.',
      ],
    },
    {
      meaning: 'What lies in the certificate’s place on the token cannot be read as X.509.',
      steps: [
        'Unplug and replug the token, then choose “Search again”.',
        'If it stays broken, make the bundle and ask your certificate provider.',
      ],
    },
    ['ca'],
  ),
};
