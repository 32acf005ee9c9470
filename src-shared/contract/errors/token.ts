import { texts } from './text.ts';

/** Failures of modules, readers and tokens. */
export const tokenFailures = {
  TOKEN_NOT_FOUND: texts(
    [
      'Không tìm thấy token',
      'Token cần dùng chưa được cắm vào máy, hoặc đã được rút ra.',
      'Cắm lại đúng token đó, chờ đèn sáng rồi làm lại.',
    ],
    [
      'Token not found',
      'The token that is needed is not plugged in, or has been taken out.',
      'Plug that token in again, wait for its light, then do it again.',
    ],
  ),
  TOKEN_REMOVED: texts(
    [
      'Token đã bị rút ra',
      'Token bị rút ra khi việc chưa xong. Hồ sơ vẫn giữ nguyên như trước khi ký.',
      'Cắm lại đúng token đó rồi làm lại (“Ký lại” nếu đang ký). Không cần khởi động lại chương trình.',
    ],
    [
      'The token was removed',
      'The token was pulled out before the work was done. The dossier is as it was before.',
      'Plug the same token in again and do it again (“Sign again” when signing). No restart is needed.',
    ],
  ),
  TOKEN_AMBIGUOUS: texts(
    [
      'Có nhiều chứng thư số phù hợp',
      'Nhiều token hoặc chứng thư số khớp với lựa chọn.',
      'Chọn rõ bằng --cert SERIAL hoặc --token SERIAL.',
    ],
    [
      'More than one certificate fits',
      'Several tokens or certificates match the choice.',
      'Name one with --cert SERIAL or --token SERIAL.',
    ],
  ),
  MODULE_NOT_FOUND: texts(
    [
      'Không tìm thấy trình điều khiển token',
      'Tệp thư viện PKCS#11 được chỉ định không có trên máy.',
      'Cài trình điều khiển của nhà cung cấp token, hoặc chỉ đúng đường dẫn bằng --module.',
    ],
    [
      'Token driver not found',
      'The PKCS#11 module named is not on this machine.',
      'Install the token vendor’s driver, or give the right path with --module.',
    ],
  ),
  MODULE_LOAD_FAILED: texts(
    [
      'Không nạp được trình điều khiển token',
      'Thư viện PKCS#11 có trên máy nhưng không nạp được (sai kiến trúc 32/64 bit, thiếu thư viện phụ thuộc, hoặc tệp hỏng).',
      'Cài lại trình điều khiển bản 64 bit của nhà cung cấp token.',
    ],
    [
      'The token driver could not be loaded',
      'The PKCS#11 module is there but does not load (wrong bitness, missing dependency or damaged file).',
      'Reinstall the vendor’s 64-bit driver.',
    ],
  ),
  MODULE_WRONG_BITNESS: texts(
    [
      'Trình điều khiển token sai số bit',
      'Tệp thư viện PKCS#11 là bản dành cho kiến trúc khác (ví dụ 32 bit) nên chương trình này không nạp được.',
      'Cài bản đúng kiến trúc ghi ở phần “Chi tiết” của nhà cung cấp token; thường là bản 64 bit.',
    ],
    [
      'The token driver has the wrong bitness',
      'The PKCS#11 module was built for another architecture (for example 32-bit), so this program cannot load it.',
      'Install the vendor’s driver for the architecture named under “Details”, usually the 64-bit one.',
    ],
  ),
  MODULE_DEPENDENCY_MISSING: texts(
    [
      'Trình điều khiển token thiếu thư viện đi kèm',
      'Thư viện PKCS#11 có trên máy nhưng một thư viện mà nó cần thì không có.',
      'Cài lại trọn bộ trình điều khiển của nhà cung cấp, hoặc cài thư viện ghi ở phần “Chi tiết”.',
    ],
    [
      'The token driver lacks a library',
      'The PKCS#11 module is here, but a library that it needs is not.',
      'Reinstall the vendor’s whole driver package, or install the library named under “Details”.',
    ],
  ),
  MODULE_NOT_PKCS11: texts(
    [
      'Tệp này không phải là trình điều khiển token',
      'Tệp được chọn không phải thư viện PKCS#11 (không có C_GetFunctionList).',
      'Chọn đúng tệp thư viện PKCS#11 của nhà cung cấp token (.dll, .so hoặc .dylib).',
    ],
    [
      'This file is no token driver',
      'The file chosen is not a PKCS#11 module (it has no C_GetFunctionList).',
      'Choose the token vendor’s PKCS#11 library (.dll, .so or .dylib).',
    ],
  ),
  MODULE_UNSAFE_PLACE: texts(
    [
      'Chỗ đặt trình điều khiển không an toàn',
      'Tệp trình điều khiển nằm ở nơi người khác có thể thay đổi (thư mục ai cũng ghi được, máy khác trong mạng, hoặc đường dẫn không đầy đủ). Trình điều khiển được nhận mã PIN nên không thể dùng tệp ở đó.',
      'Cài trình điều khiển vào thư mục hệ thống (cần quyền quản trị), rồi chọn lại bằng đường dẫn đầy đủ.',
    ],
    [
      'The driver lies in an unsafe place',
      'The file lies where others could change it (a folder that everybody may write to, another machine, or an incomplete path). A driver is given the PIN, so one from there cannot be used.',
      'Install the driver into a system folder (as administrator), then choose it by its full path.',
    ],
  ),
  TOKEN_UNREADABLE: texts(
    [
      'Có thẻ trong đầu đọc nhưng không đọc được',
      'Đầu đọc thấy thẻ, nhưng không trình điều khiển nào trên máy nhận ra token này.',
      'Cài trình điều khiển ghi ở phần “Chi tiết”; nếu không rõ, xem nhãn trên token và hỏi nhà cung cấp chứng thư số.',
    ],
    [
      'A card is in the reader and cannot be read',
      'The reader sees a card, but no driver on this machine knows this token.',
      'Install the driver named under “Details”; otherwise read the token’s label and ask your certificate provider.',
    ],
  ),
  TOKEN_KEY_FAILED: texts(
    [
      'Khóa bí mật ký ra chữ ký không khớp',
      'Token đã ký, nhưng chữ ký không khớp với chứng thư số: khóa và chứng thư số không phải một cặp, hoặc token hỏng.',
      'Không dùng token này để ký. Liên hệ nhà cung cấp chứng thư số.',
    ],
    [
      'The private key’s signature does not match',
      'The token signed, but the signature does not fit the certificate: they are no pair, or the token is broken.',
      'Do not sign with this token. Ask your certificate provider.',
    ],
  ),
  PCSC_NO_SERVICE: texts(
    [
      'Dịch vụ thẻ thông minh không chạy',
      'Máy không thấy đầu đọc nào vì dịch vụ PC/SC (Smart Card) đã dừng hoặc chưa cài.',
      'Mở “Chẩn đoán” và bấm nút khởi động dịch vụ, hoặc nhờ quản trị máy bật dịch vụ Smart Card.',
    ],
    [
      'The smart-card service is not running',
      'No reader is seen because the PC/SC (Smart Card) service is stopped or not installed.',
      'Open “Diagnosis” and use its button, or ask the administrator to start the Smart Card service.',
    ],
  ),
  MODULE_TIMEOUT: texts(
    [
      'Trình điều khiển token không trả lời',
      'Thư viện PKCS#11 bị treo quá thời hạn nên đã bị dừng; chương trình vẫn chạy bình thường.',
      'Rút và cắm lại token rồi thử lại. Nếu còn treo, cập nhật trình điều khiển của nhà cung cấp.',
    ],
    [
      'The token driver does not answer',
      'The PKCS#11 module hung past its deadline and was stopped; the program goes on.',
      'Unplug and replug the token and try again. If it hangs again, update the vendor’s driver.',
    ],
  ),
  MODULE_CRASHED: texts(
    [
      'Trình điều khiển token bị lỗi và đã dừng',
      'Thư viện PKCS#11 tự dừng đột ngột. Chương trình và hồ sơ không bị ảnh hưởng.',
      'Thử lại. Nếu lặp lại, gửi kết quả chẩn đoán cho bộ phận hỗ trợ.',
    ],
    [
      'The token driver crashed',
      'The PKCS#11 module ended abruptly. The program and the dossier are unharmed.',
      'Try again. If it repeats, send the diagnosis to support.',
    ],
  ),
  TOKEN_ERROR: texts(
    [
      'Token báo lỗi',
      'Token hoặc trình điều khiển trả về một lỗi không rõ.',
      'Rút và cắm lại token rồi thử lại. Mã lỗi chi tiết nằm ở phần “Chi tiết”.',
    ],
    [
      'The token reported an error',
      'The token or its driver answered with an unspecific error.',
      'Unplug and replug the token and try again. The exact code is under “Details”.',
    ],
  ),
  TOKEN_BUSY: texts(
    [
      'Token đang được dùng',
      'Một lần ký khác đang dùng token này, hoặc chương trình khác đang giữ token.',
      'Chờ lần ký kia xong hoặc đóng chương trình đang dùng token, rồi thử lại.',
    ],
    [
      'The token is in use',
      'Another signature is using this token, or another program holds it.',
      'Wait for the other signature or close the program that uses the token, then try again.',
    ],
  ),
  TOKEN_NOT_INITIALISED: texts(
    [
      'Token chưa được khởi tạo',
      'Token này trắng hoặc chưa đặt mã PIN người dùng.',
      'Liên hệ nhà cung cấp chứng thư số để khởi tạo token.',
    ],
    [
      'The token is not initialised',
      'The token is blank or has no user PIN yet.',
      'Ask your certificate provider to initialise it.',
    ],
  ),
  TOKEN_MECHANISM_UNSUPPORTED: texts(
    [
      'Token không hỗ trợ thuật toán ký được yêu cầu',
      'Chính sách chữ ký đang chọn cần một thuật toán mà token này không có; chương trình không tự hạ chuẩn.',
      'Chọn chính sách khác một cách rõ ràng (--policy), hoặc dùng token hỗ trợ thuật toán đó.',
    ],
    [
      'The token does not support the signature algorithm',
      'The chosen signature policy needs an algorithm this token lacks; the program never downgrades by itself.',
      'Choose another policy explicitly (--policy), or use a token that has it.',
    ],
  ),
} as const;
