import type { pinFailures } from '../../contract/errors/pin.ts';
import { help, type HelpTexts } from '../help-text.ts';

/** PIN and PUK. */
export const pinHelp: HelpTexts<keyof typeof pinFailures> = {
  PIN_INCORRECT: help(
    {
      meaning:
        'Token đã so mã PIN vừa nhập và thấy không khớp. Một lượt đã mất; chương trình không tự thử lại.',
      steps: [
        'Đọc tình trạng mã PIN ở ô nhập: token chỉ cho biết đã nhập sai hay đã tới lượt cuối, không cho biết còn mấy lượt.',
        'Chuyển bộ gõ sang tiếng Anh và tắt Caps Lock.',
        'Kiểm tra đang cắm đúng token của mình: mỗi token có mã PIN riêng.',
        'Nhập lại một lần, chậm và đủ từng ký tự.',
      ],
      stop: 'Nếu bạn không chắc, dừng lại; hết lượt, token sẽ khóa.',
    },
    {
      meaning:
        'The token compared the PIN that was entered and refused it. One try is gone; the program never tries again by itself.',
      steps: [
        'Read the state of the PIN in the prompt: a token tells of a wrong entry and of the last try, not how many tries are left.',
        'Switch the keyboard to English and Caps Lock off.',
        'Check that it is your own token: each has a PIN of its own.',
        'Enter it once more, slowly and in full.',
      ],
      stop: 'If you are not sure, stop; when the tries are gone the token locks.',
    },
    ['unit', 'ca'],
  ),
  PIN_LOCKED: help(
    {
      meaning:
        'Token tự khóa sau nhiều lần nhập sai liên tiếp. Chứng thư số và khóa bí mật vẫn còn nguyên trên token; chỉ cần mở khóa bằng mã PUK.',
      steps: [
        'Tìm mã PUK trong phong bì hoặc thư giao kèm token.',
        'Mở “Token & chứng thư số”, chọn token đó và bấm “Mở khóa bằng PUK”.',
        'Nhập mã PUK một lần, mã PIN mới hai lần.',
        'Không có mã PUK hoặc token không cho mở tại đây: gọi nhà cung cấp chứng thư số.',
      ],
      stop: 'Không đoán mã PUK: sai hết lượt thì token hỏng vĩnh viễn và phải xin cấp lại chứng thư số.',
    },
    {
      meaning:
        'The token locked itself after several wrong entries in a row. Certificate and private key are still on it; the PUK unlocks it.',
      steps: [
        'Look for the PUK in the envelope or letter that came with the token.',
        'Open “Tokens & certificates”, choose the token and “Unblock with PUK”.',
        'Enter the PUK once and a new PIN twice.',
        'Without a PUK, or if the token cannot be unblocked here, call your certificate provider.',
      ],
      stop: 'Do not guess the PUK: when its tries are gone the token is lost and a new certificate is needed.',
    },
    ['ca', 'unit'],
  ),
  PIN_MUST_BE_CHANGED: help(
    {
      meaning:
        'Token đang dùng mã PIN giao ban đầu, hoặc mã PIN đã hết hạn. Token không cho ký trước khi mã PIN được đổi.',
      steps: [
        'Mở “Token & chứng thư số”, chọn token và bấm “Đổi mã PIN”.',
        'Nhập mã PIN đang dùng một lần, mã PIN mới hai lần.',
        'Mở lại hồ sơ và ký bằng mã PIN mới.',
      ],
    },
    {
      meaning:
        'The token still has the PIN that was handed over, or its PIN has expired. It does not sign before the PIN is changed.',
      steps: [
        'Open “Tokens & certificates”, choose the token and “Change PIN”.',
        'Enter the present PIN once and a new one twice.',
        'Open the dossier again and sign with the new PIN.',
      ],
    },
    ['ca'],
  ),
  PIN_FINAL_TRY: help(
    {
      meaning:
        'Token báo rằng chỉ còn một lượt. Chương trình không dùng lượt cuối cho mã PIN chuyển qua ống dẫn, vì không có người nào xác nhận.',
      steps: [
        'Hỏi người giữ token mã PIN đúng.',
        'Nhập mã PIN trực tiếp ở cửa sổ chương trình, bộ gõ tiếng Anh, Caps Lock tắt.',
        'Trong lệnh tự động, chỉ thêm --final-try khi đã chắc chắn mã PIN.',
      ],
      stop: 'Không chắc thì đừng nhập: lần sai này khóa token.',
    },
    {
      meaning:
        'The token says that one try is left. It is not spent on a piped PIN, because nobody is there to confirm it.',
      steps: [
        'Ask the token’s holder for the right PIN.',
        'Type it into the program’s own window, with an English keyboard and Caps Lock off.',
        'In scripts add --final-try only when you are sure of the PIN.',
      ],
      stop: 'If you are not sure, do not enter it: this wrong entry locks the token.',
    },
    ['unit', 'ca'],
  ),
  PIN_LENGTH: help(
    {
      meaning:
        'Mã PIN ngắn hơn hoặc dài hơn mức token nhận. Nó chưa được gửi tới token nên không mất lượt nào.',
      steps: [
        'Xem độ dài cho phép ở phần “Chi tiết”.',
        'Kiểm tra bộ gõ: chữ tiếng Việt có dấu chiếm nhiều hơn một ký tự.',
        'Nhập lại mã PIN.',
      ],
    },
    {
      meaning: 'The PIN is shorter or longer than the token takes. It was not sent, so no try is gone.',
      steps: [
        'Read the allowed length under “Details”.',
        'Check the keyboard: accented letters take more than one character.',
        'Enter the PIN again.',
      ],
    },
    ['ca'],
  ),
  PIN_CANCELLED: help(
    {
      meaning: 'Bạn đã đóng ô nhập mã PIN. Không có lượt nào bị mất và không có gì được ký.',
      steps: ['Bấm “Ký số” lại khi bạn sẵn sàng.'],
    },
    {
      meaning: 'You closed the PIN prompt. No try is gone and nothing was signed.',
      steps: ['Choose “Sign” again when you are ready.'],
    },
    ['unit'],
  ),
  PIN_PROMPT_EXPIRED: help(
    {
      meaning:
        'Mỗi ô nhập mã PIN chỉ dùng được một lần và trong vài phút, để mã PIN đã niêm phong không thể dùng lại. Chưa mất lượt nào.',
      steps: ['Bấm “Ký số” để mở ô mới.', 'Nhập mã PIN trong vòng vài phút.'],
    },
    {
      meaning:
        'Each PIN prompt works once and for a few minutes, so that a sealed PIN cannot be used again. No try is gone.',
      steps: ['Choose “Sign” to open a new one.', 'Enter the PIN within a few minutes.'],
    },
    ['it'],
  ),
  PUK_INCORRECT: help(
    {
      meaning:
        'Token từ chối mã PUK và đã trừ một lượt. Mã PUK chỉ có ít lượt, token không cho biết là mấy lượt, và hết lượt thì không có cách nào mở lại.',
      steps: [
        'Dừng lại, không thử mã khác.',
        'Gọi nhà cung cấp chứng thư số, đọc số token và hỏi mã PUK đúng.',
        'Khi đã chắc chắn, bấm “Mở khóa bằng PUK” và nhập một lần.',
      ],
      stop: 'Không đoán: hết lượt PUK thì token và khóa bí mật mất vĩnh viễn.',
    },
    {
      meaning:
        'The token refused the PUK and has taken a try. A PUK has few tries, the token does not tell how many, and nothing brings them back.',
      steps: [
        'Stop; try no other code.',
        'Call your certificate provider, read out the token’s number and ask for the right PUK.',
        'When you are sure, choose “Unblock with PUK” and enter it once.',
      ],
      stop: 'Do not guess: when the PUK’s tries are gone, the token and its key are lost for good.',
    },
    ['ca'],
  ),
  PUK_FINAL_TRY: help(
    {
      meaning:
        'Token báo rằng mã PUK chỉ còn một lượt. Chương trình không dùng lượt cuối khi chưa có người xác nhận rõ ràng.',
      steps: [
        'Gọi nhà cung cấp chứng thư số, đọc số token và hỏi mã PUK đúng.',
        'Nhập mã PUK trực tiếp và xác nhận bằng số token khi được hỏi.',
        'Trong lệnh tự động, chỉ thêm --final-try khi đã chắc chắn mã PUK.',
      ],
      stop: 'Không chắc thì đừng nhập: lần sai này làm mất token và khóa bí mật vĩnh viễn.',
    },
    {
      meaning:
        'The token says that one try of the PUK is left. It is not spent before a person has clearly confirmed it.',
      steps: [
        'Call your certificate provider, read out the token’s number and ask for the right PUK.',
        'Type the PUK yourself, and confirm with the token’s number when asked.',
        'In scripts add --final-try only when you are sure of the PUK.',
      ],
      stop: 'If you are not sure, do not enter it: this wrong entry loses the token and its key for good.',
    },
    ['ca'],
  ),
  PUK_LOCKED: help(
    {
      meaning: 'Mã PUK đã hết lượt. Không ai mở được token này nữa, kể cả nhà cung cấp.',
      steps: [
        'Liên hệ nhà cung cấp để được cấp token và chứng thư số mới.',
        'Yêu cầu họ thu hồi chứng thư số cũ.',
        'Làm hồ sơ đăng ký thay đổi với Kho bạc cho chứng thư số mới, rồi mới ký.',
      ],
    },
    {
      meaning: 'The PUK has no tries left. Nobody can open this token any more, the provider included.',
      steps: [
        'Ask your provider for a new token and certificate.',
        'Have the old certificate revoked.',
        'Send a change dossier for the new certificate to the Treasury, and sign after that.',
      ],
    },
    ['ca', 'kbnn'],
  ),
  PIN_UNBLOCK_UNSUPPORTED: help(
    {
      meaning:
        'Chuẩn PKCS#11 cho phép mở khóa bằng mã PUK, nhưng trình điều khiển của token này không làm điều đó.',
      steps: [
        'Mở trình quản lý token của nhà cung cấp và tìm mục “Mở khóa PIN” (Unblock PIN).',
        'Không có mục đó: mang token và giấy tờ tới nhà cung cấp chứng thư số.',
      ],
    },
    {
      meaning: 'PKCS#11 can unblock a PIN with the PUK, but this token’s driver does not do it.',
      steps: [
        'Open the vendor’s token manager and look for “Unblock PIN”.',
        'Without it, take the token and your papers to the certificate provider.',
      ],
    },
    ['ca'],
  ),
  PIN_CHANGE_UNSUPPORTED: help(
    {
      meaning: 'Trình điều khiển của token này không có chức năng đổi mã PIN qua PKCS#11.',
      steps: [
        'Mở trình quản lý token của nhà cung cấp và đổi mã PIN ở đó.',
        'Quay lại chương trình và bấm “Tìm lại”.',
      ],
    },
    {
      meaning: 'This token’s driver offers no change of the PIN through PKCS#11.',
      steps: [
        'Change the PIN with the vendor’s token manager.',
        'Come back to the program and choose “Search again”.',
      ],
    },
    ['ca'],
  ),
  PIN_SAME: help(
    {
      meaning: 'Mã mới giống mã cũ thì không bảo vệ thêm được gì, nên chưa gửi tới token.',
      steps: ['Chọn một mã PIN khác, không dùng ngày sinh hay số điện thoại.', 'Nhập lại.'],
    },
    {
      meaning: 'A new PIN that equals the old one protects nothing, so it was not sent.',
      steps: ['Choose another PIN, no date of birth and no telephone number.', 'Enter it again.'],
    },
    ['unit'],
  ),
  PIN_NOT_ACCEPTED: help(
    {
      meaning:
        'Token có quy tắc riêng cho mã PIN (độ dài, chỉ chữ số, không lặp lại, không quá dễ đoán). Mã mới không theo quy tắc đó nên mã cũ vẫn còn hiệu lực.',
      steps: [
        'Xem quy tắc mã PIN trong tờ hướng dẫn của nhà cung cấp.',
        'Chọn một mã mới khác, ví dụ sáu chữ số không lặp lại và không theo thứ tự.',
        'Bấm “Đổi mã PIN” và nhập lại.',
      ],
    },
    {
      meaning:
        'A token has rules of its own for a PIN (length, digits only, no repetition, not too simple). The new one breaks them, so the old one stays.',
      steps: [
        'Read the rules in the provider’s leaflet.',
        'Choose another new PIN, for example six digits without repetition or order.',
        'Choose “Change PIN” and enter it again.',
      ],
    },
    ['ca'],
  ),
  PIN_PAD_UNSUPPORTED: help(
    {
      meaning:
        'Token này chỉ nhận mã PIN gõ trên bàn phím của đầu đọc (PIN pad), và chương trình chưa điều khiển được loại đầu đọc đó.',
      steps: [
        'Cắm token vào đầu đọc không có bàn phím, nếu token cho phép.',
        'Nếu không, dùng một token khác đã đăng ký với Kho bạc.',
      ],
    },
    {
      meaning:
        'This token takes its PIN only from the keypad of its reader (PIN pad), and the program does not drive that reader yet.',
      steps: [
        'Put the card into a reader without a keypad, if the card allows it.',
        'Otherwise use another token that is registered with the Treasury.',
      ],
    },
    ['ca', 'kbnn'],
  ),
};
