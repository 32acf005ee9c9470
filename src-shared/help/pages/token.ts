import type { tokenFailures } from '../../contract/errors/token.ts';
import { help, type HelpTexts } from '../help-text.ts';

/** Tokens and the cards in readers. */
export const tokenHelp: HelpTexts<keyof typeof tokenFailures> = {
  TOKEN_NOT_FOUND: help(
    {
      meaning:
        'Không trình điều khiển nào thấy token đó lúc này: token chưa cắm, cắm chưa chặt, trình điều khiển chưa cài, hoặc bạn đang chọn một token khác với token đang cắm.',
      steps: [
        'Rút token, chờ vài giây rồi cắm thẳng vào một cổng USB khác của máy.',
        'Chờ đèn trên token sáng rồi bấm “Tìm lại”.',
        'Mở “Token & chứng thư số” và xem token đang cắm có đúng là token cần dùng không.',
        'Nếu danh sách trống, mở “Chẩn đoán” và làm theo dòng đầu tiên báo hỏng.',
      ],
    },
    {
      meaning:
        'No driver sees that token now: it is not plugged in, not firmly, its driver is not installed, or another token is plugged in than the one chosen.',
      steps: [
        'Unplug the token, wait a few seconds and plug it straight into another USB port.',
        'Wait for its light, then choose “Search again”.',
        'Open “Tokens & certificates” and see whether the plugged-in token is the one you need.',
        'If the list is empty, open “Diagnosis” and follow the first line that has failed.',
      ],
    },
    ['it', 'ca'],
  ),
  TOKEN_REMOVED: help(
    {
      meaning:
        'Token mất liên lạc trong lúc làm việc: bị rút, cổng USB ngắt điện, hoặc trình điều khiển quên phiên làm việc. Hồ sơ không bị ký dở: hoặc mọi chứng từ đều ký xong, hoặc không chứng từ nào.',
      steps: [
        'Cắm lại đúng token đó, thẳng vào máy.',
        'Mở lại hồ sơ và bấm “Ký số”; bạn sẽ được hỏi mã PIN một lần nữa.',
        'Nếu token tự mất liên lạc nhiều lần, đổi cổng USB và tắt chế độ tiết kiệm điện của cổng USB.',
      ],
    },
    {
      meaning:
        'The token lost contact during work: it was pulled out, the port lost power, or its driver forgot the session. No dossier is half signed: either every voucher is signed or none.',
      steps: [
        'Plug the same token in again, straight into the computer.',
        'Open the dossier and choose “Sign”; the PIN is asked for once more.',
        'If it loses contact again and again, use another port and switch off the port’s power saving.',
      ],
    },
    ['it', 'ca'],
  ),
  TOKEN_AMBIGUOUS: help(
    {
      meaning: 'Nhiều chứng thư số khớp, và chương trình không tự đoán thay bạn.',
      steps: [
        'Xem danh sách bằng “dvctt certs” hoặc ở màn hình “Token & chứng thư số”.',
        'Chọn rõ một chứng thư số theo số serial (--cert) hoặc theo số của token (--token).',
        'Rút bớt các token không dùng tới.',
      ],
    },
    {
      meaning: 'Several certificates fit, and the program does not guess for you.',
      steps: [
        'See the list with “dvctt certs” or on “Tokens & certificates”.',
        'Name one certificate by its serial (--cert) or by its token (--token).',
        'Unplug the tokens that you do not need.',
      ],
    },
    ['it'],
  ),
  TOKEN_UNREADABLE: help(
    {
      meaning:
        'Hệ điều hành thấy thẻ trong đầu đọc và mã nhận dạng (ATR) của thẻ, nhưng không trình điều khiển nào trên máy nhận thẻ đó. Gần như luôn là do chưa cài trình điều khiển của loại token này, hoặc cài bản cũ.',
      steps: [
        'Xem phần “Chi tiết” hoặc dòng “Đầu đọc” ở “Chẩn đoán”: tên trình điều khiển cần cài có ở đó khi ATR đã biết.',
        'Nếu không nêu tên, đọc nhãn trên vỏ token (Viettel-CA, VNPT-CA, FPT-CA…) và tải trình điều khiển ở trang chính thức của nhà cung cấp đó.',
        'Cài bản 64 bit bằng quyền quản trị, rút và cắm lại token.',
        'Bấm “Tìm lại”.',
        'Đã cài mà vẫn không nhận: thêm tệp thư viện PKCS#11 bằng nút “Thêm trình điều khiển”.',
      ],
      stop: 'Chỉ tải trình điều khiển từ trang của nhà cung cấp chứng thư số; trình điều khiển lạ có thể lấy mã PIN của bạn.',
    },
    {
      meaning:
        'The system sees a card in the reader and its answer to reset (ATR), but no driver on this machine knows the card. Nearly always the driver of this kind of token is not installed, or an old one is.',
      steps: [
        'Read “Details” or the line “Readers” of “Diagnosis”: the driver needed is named there when the ATR is known.',
        'If it is not, read the label on the token (Viettel-CA, VNPT-CA, FPT-CA…) and take the driver from that provider’s own site.',
        'Install the 64-bit version as administrator, then unplug and replug the token.',
        'Choose “Search again”.',
        'If it is still not seen, add the PKCS#11 library with “Add a driver”.',
      ],
      stop: 'Take drivers from the certificate provider’s own site only; a foreign driver could take your PIN.',
    },
    ['ca', 'it'],
  ),
  TOKEN_KEY_FAILED: help(
    {
      meaning:
        'Chương trình đã nhờ token ký thử một dãy số ngẫu nhiên rồi kiểm tra bằng chứng thư số, và kết quả không khớp. Chữ ký do token này tạo ra sẽ bị Kho bạc từ chối.',
      steps: [
        'Rút token, cắm lại và thử một lần nữa.',
        'Nếu vẫn không khớp, ghi lại số token và số serial của chứng thư số.',
        'Gọi nhà cung cấp chứng thư số và yêu cầu kiểm tra hoặc đổi token.',
      ],
      stop: 'Không ký hồ sơ bằng token này cho tới khi nhà cung cấp kiểm tra xong.',
    },
    {
      meaning:
        'The token was made to sign random bytes, and the result does not fit the certificate. Signatures of this token would be refused by the Treasury.',
      steps: [
        'Unplug the token, plug it in and try once more.',
        'If it still does not fit, write down the token’s number and the certificate’s serial.',
        'Call your certificate provider and have the token checked or replaced.',
      ],
      stop: 'Sign no dossier with this token until the provider has checked it.',
    },
    ['ca'],
  ),
  TOKEN_ERROR: help(
    {
      meaning:
        'Token hoặc trình điều khiển trả lời bằng một mã lỗi chung, không nói rõ nguyên nhân. Chương trình đã kiểm tra rằng đó không phải là mã PIN sai hay token bị rút. Tên mã lỗi (CKR_…) nằm ở phần “Chi tiết”.',
      steps: [
        'Rút token, chờ vài giây, cắm lại và thử một lần nữa.',
        'Đóng các chương trình khác đang dùng token.',
        'Mở “Chẩn đoán”, bật “Theo dõi PKCS#11”, làm lại thao tác bị lỗi.',
        'Lập tệp chẩn đoán và gửi kèm tên mã lỗi.',
      ],
    },
    {
      meaning:
        'The token or its driver answered with a general error that names no cause. The program has made sure that it is no wrong PIN and no pulled-out token. The error’s name (CKR_…) is under “Details”.',
      steps: [
        'Unplug the token, wait a few seconds, plug it in and try once more.',
        'Close other programs that use the token.',
        'Open “Diagnosis”, switch the PKCS#11 trace on and repeat what failed.',
        'Make the bundle and send it with the error’s name.',
      ],
    },
    ['ca', 'it'],
  ),
  TOKEN_BUSY: help(
    {
      meaning:
        'Token chỉ phục vụ một phiên đăng nhập một lúc. Một lần ký khác, hoặc phần mềm khác (thuế, hải quan, bảo hiểm xã hội, trình quản lý token) đang giữ token.',
      steps: [
        'Chờ lần ký đang chạy xong.',
        'Đóng các phần mềm khác dùng token, kể cả biểu tượng ở góc màn hình.',
        'Bấm “Tìm lại” rồi thử lại.',
        'Nếu vẫn bận, rút và cắm lại token.',
      ],
    },
    {
      meaning:
        'A token serves one login at a time. Another signature, or another program (tax, customs, social insurance, the token’s own manager) is holding it.',
      steps: [
        'Let the signature under way finish.',
        'Close other programs that use the token, their icons in the corner of the screen included.',
        'Choose “Search again” and try again.',
        'If it stays busy, unplug and replug the token.',
      ],
    },
    ['it'],
  ),
  TOKEN_NOT_INITIALISED: help(
    {
      meaning:
        'Token trắng hoặc chưa đặt mã PIN người dùng, nên chưa ký được. Việc khởi tạo xóa mọi thứ trên token, vì vậy chương trình không làm thay.',
      steps: [
        'Kiểm tra bạn có cắm nhầm token mới chưa dùng không.',
        'Liên hệ nhà cung cấp chứng thư số để khởi tạo token và nạp chứng thư số.',
      ],
      stop: 'Không tự khởi tạo token đã có chứng thư số: khóa bí mật sẽ mất và không lấy lại được.',
    },
    {
      meaning:
        'The token is blank or has no user PIN, so it cannot sign yet. Initialising erases everything on a token, so this program does not do it.',
      steps: [
        'Check that you have not plugged in a new, unused token.',
        'Ask your certificate provider to initialise the token and to load the certificate.',
      ],
      stop: 'Never initialise a token that holds a certificate: its private key is lost for good.',
    },
    ['ca'],
  ),
  TOKEN_MECHANISM_UNSUPPORTED: help(
    {
      meaning:
        'Mỗi chính sách chữ ký cần một thuật toán. “compat” dùng RSA PKCS#1 v1.5, token nào cũng có; “tt15-2025” dùng RSA-PSS hoặc ECDSA theo Thông tư 15/2025/TT-BKHCN, nhiều token cũ không có. Chương trình không tự đổi sang thuật toán yếu hơn.',
      steps: [
        'Xem chính sách đang chọn và thuật toán thiếu ở phần “Chi tiết”.',
        'Nếu Kho bạc đang nhận chữ ký “compat”, chọn chính sách đó một cách rõ ràng.',
        'Nếu cần “tt15-2025”, hỏi nhà cung cấp bản trình điều khiển mới hoặc token hỗ trợ RSA-PSS hay ECDSA.',
      ],
    },
    {
      meaning:
        'Each signature policy needs an algorithm. “compat” uses RSA PKCS#1 v1.5, which every token has; “tt15-2025” uses RSA-PSS or ECDSA after circular 15/2025/TT-BKHCN, which many old tokens lack. The program never takes a weaker one by itself.',
      steps: [
        'See the policy chosen and the algorithm that is missing under “Details”.',
        'If the Treasury takes “compat” signatures, choose that policy explicitly.',
        'If “tt15-2025” is needed, ask the provider for a newer driver or a token with RSA-PSS or ECDSA.',
      ],
    },
    ['ca', 'kbnn'],
  ),
};
