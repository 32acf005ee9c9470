import type { Language } from '../../contract/errors.ts';
import { help, type HelpText } from '../help-text.ts';
import { voucherTopicHelp, voucherTopics, voucherTopicTitles } from './vouchers.ts';

/** Pages that begin with a question and not with a failure. */
export const helpTopics = [
  'register',
  'register-change',
  ...voucherTopics,
  'remote-signing',
  'token-not-seen',
  'unikey',
  'pin-basics',
  'bundle',
] as const;
export type HelpTopic = (typeof helpTopics)[number];

export const topicTitles: Readonly<Record<HelpTopic, Readonly<Record<Language, string>>>> = {
  register: { vi: 'Đăng ký sử dụng DVC', en: 'Register for online services' },
  'register-change': { vi: 'Đăng ký thay đổi, bổ sung', en: 'Change the registration' },
  ...voucherTopicTitles,
  'remote-signing': { vi: 'Ký số từ xa', en: 'Sign with the phone' },
  'token-not-seen': { vi: 'Máy không nhận token', en: 'The token is not seen' },
  unikey: { vi: 'Bộ gõ tiếng Việt làm sai mã PIN', en: 'The Vietnamese keyboard garbles the PIN' },
  'pin-basics': { vi: 'Mã PIN, mã PUK và số lượt nhập', en: 'PIN, PUK and their tries' },
  bundle: { vi: 'Gửi tệp chẩn đoán cho bộ phận hỗ trợ', en: 'Send the diagnosis to support' },
};

export const topicHelp: Readonly<Record<HelpTopic, HelpText>> = {
  register: help(
    {
      meaning:
        'Đơn vị chưa có tài khoản Dịch vụ công kê khai hồ sơ đăng ký ngay trong chương trình, không cần đăng nhập. Nội dung được lưu trên máy khi gõ, nên làm được cả lúc mất mạng. Mỗi thành viên tự xác nhận thông tin và chứng thư số của mình qua thư; chủ tài khoản ký số rồi gửi Kho bạc.',
      steps: [
        'Bấm “Đăng ký DVC” rồi “Đăng ký sử dụng DVC”.',
        'Điền bốn bước: đơn vị, dự án và tài khoản, thành viên, hoàn thành.',
        'Bấm Lưu: hồ sơ có mã 19 số, mỗi thành viên nhận thư có liên kết.',
        'Mỗi thành viên mở liên kết, kiểm tra thông tin, người ký lấy serial chứng thư số từ token, rồi bấm Lưu.',
        'Khi mọi người đã xác nhận, hồ sơ chuyển sang “Chờ phê duyệt”; chủ tài khoản nhận thư, xem tờ khai và ký số.',
        'Cán bộ KBNN phê duyệt: mỗi thành viên nhận tên đăng nhập và mật khẩu dùng một lần qua email, và đổi mật khẩu khi đăng nhập lần đầu.',
        'Nếu bị từ chối, xem lý do trong danh sách, bấm “Sao chép”, sửa và gửi lại.',
      ],
      stop: 'Không chuyển tiếp thư có liên kết: liên kết mở hồ sơ thay cho người nhận.',
    },
    {
      meaning:
        'A unit without an account declares its registration in the program, without signing in. What is typed is kept on this machine, so it works without a line. Each member confirms their own data and certificate by a letter; the account holder signs and sends it to the Treasury.',
      steps: [
        'Choose “Registration”, then “Register for online services”.',
        'Fill in four steps: unit, projects and accounts, members, completion.',
        'Press Save: the dossier gets its code of 19 digits, and each member a letter with a link.',
        'Each member opens the link and checks their data; who signs fetches the serial from the token; then they press Save.',
        'When all have confirmed, the account holder gets a letter, reads the declarations and signs.',
        'The Treasury approves: each member gets a user name and a one-time password by e-mail, to be changed at the first sign-in.',
        'If it is rejected, read the reason in the list, choose “Copy”, mend it and send it again.',
      ],
      stop: 'Forward no letter with a link: it opens the dossier in the place of whom it was sent to.',
    },
    ['unit', 'kbnn'],
  ),
  'remote-signing': help(
    {
      meaning:
        'Ký số từ xa (remote CA) không cần token: chứng thư số nằm ở nhà cung cấp, bạn xác nhận từng yêu cầu trên ứng dụng điện thoại. Mỗi người chỉ đăng ký một hình thức: token hoặc remote CA. Chứng thư số Ban Cơ yếu chỉ ký được bằng token.',
      steps: [
        'Đăng ký: ở mục thành viên, chọn hình thức remote CA và lấy thông tin chứng thư số từ nhà cung cấp. Muốn đổi hình thức, lập hồ sơ thay đổi.',
        'Khi ký, chọn “Ký từ xa (điện thoại)”, chọn nhà cung cấp và đăng nhập tài khoản ký số.',
        'Chọn chứng thư số rồi bấm ký: yêu cầu xuất hiện trên điện thoại.',
        'So mã trên điện thoại với mã trên màn hình. Giống nhau thì xác nhận, khác nhau thì từ chối.',
        'Giữ chương trình mở cho tới khi báo xong. Nếu lỡ đóng, mở lại: yêu cầu đang chờ nằm ở màn hình hồ sơ.',
        'Ký cả lô: nhiều tài liệu đi trong một yêu cầu; lô lớn được chia thành nhiều lần xác nhận.',
      ],
      stop: 'Không xác nhận yêu cầu mà bạn không tự gửi hoặc có mã khác với màn hình.',
    },
    {
      meaning:
        'Remote signing (remote CA) needs no token: the certificate is at the provider, and you confirm each request in the app on the phone. Each person registers one form: token or remote CA. Official-duty certificates of the Government Cipher Committee sign with a token alone.',
      steps: [
        'To register, choose the form remote CA for the member and fetch the certificate from the provider. To change the form, open a change dossier.',
        'When signing, choose the phone, then the provider, and sign in with the account of the certificate.',
        'Choose the certificate and press sign: the request appears on the phone.',
        'Compare the code on the phone with the one on the screen. Confirm when they are the same, reject when they differ.',
        'Keep the program open until it says that it is done. If it was closed, open it again: the list of dossiers shows the request that waits.',
        'In a batch many documents go in one request; a large batch takes several confirmations.',
      ],
      stop: 'Never confirm a request that you did not send or whose code differs from the screen’s.',
    },
    ['ca', 'unit'],
  ),
  'register-change': help(
    {
      meaning:
        'Khi đơn vị đổi thông tin, tài khoản, dự án, thành viên, hoặc một người có chứng thư số mới, Kho bạc phải duyệt hồ sơ thay đổi trước khi dùng. Gia hạn chứng thư số cũng là thay đổi: chứng thư gia hạn có số serial mới nên chưa ký được cho tới khi được duyệt.',
      steps: [
        'Đăng nhập, mở “Đăng ký DVC” và bấm “Đăng ký thay đổi, bổ sung”.',
        'Sửa những gì thay đổi; giá trị đang đăng ký hiện bên cạnh.',
        'Ghi lý do thay đổi rồi bấm Lưu; chỉ thành viên có thay đổi nhận thư xác nhận.',
        'Chủ tài khoản ký số và gửi; chờ Kho bạc duyệt.',
        'Chỉ gia hạn chứng thư số: cắm token, bấm “Chứng thư số của tôi đã gia hạn” ngay tại chỗ báo chưa đăng ký; hồ sơ được điền sẵn.',
      ],
    },
    {
      meaning:
        'When data, accounts, projects or members of a unit change, or somebody has a new certificate, the Treasury has to approve a change dossier first. A renewal is a change too: the renewed certificate has another serial and cannot sign before it is approved.',
      steps: [
        'Sign in, open “Registration” and choose “Change the registration”.',
        'Mend what changes; what is registered now stands beside it.',
        'Give the reason and press Save; only members in whom something changes get a letter.',
        'The account holder signs and sends it; wait for the Treasury.',
        'For a renewed certificate alone: plug in the token and press “My certificate was renewed” where it is refused; the dossier is filled in for you.',
      ],
    },
    ['unit', 'kbnn'],
  ),
  ...voucherTopicHelp,
  'token-not-seen': help(
    {
      meaning:
        'Token đi qua bốn chặng: cổng USB, dịch vụ thẻ thông minh (PC/SC) của hệ điều hành, trình điều khiển PKCS#11 của nhà cung cấp, rồi mới đến chương trình. Màn hình “Chẩn đoán” cho biết token dừng ở chặng nào.',
      steps: [
        'Cắm token thẳng vào một cổng USB khác của máy, không qua bộ chia hay dây nối dài.',
        'Nhìn đèn trên token: đèn không sáng nghĩa là token hoặc cổng USB hỏng.',
        'Mở “Chẩn đoán” và xem dòng “Dịch vụ thẻ thông minh”; nếu dịch vụ dừng, bấm nút khởi động dịch vụ ở dòng đó.',
        'Xem dòng “Đầu đọc”: có thẻ mà không đọc được nghĩa là thiếu trình điều khiển; cài bản mà dòng đó nêu tên.',
        'Xem dòng “Trình điều khiển”: sai 32/64 bit hoặc thiếu thư viện thì cài lại trọn bộ của nhà cung cấp.',
        'Đóng các chương trình khác đang dùng token (phần mềm thuế, hải quan, bảo hiểm xã hội), rồi bấm “Tìm lại”.',
        'Cắm token vào một máy khác: máy đó cũng không nhận thì token hỏng.',
      ],
    },
    {
      meaning:
        'A token passes four stations: the USB port, the system’s smart-card service (PC/SC), the vendor’s PKCS#11 driver, and then this program. The screen “Diagnosis” tells at which one it stops.',
      steps: [
        'Plug the token straight into another USB port of the computer, without a hub or an extension cable.',
        'Look at the token’s light: when it stays dark, the token or the port is broken.',
        'Open “Diagnosis” and read the line “Smart-card service”; if it is stopped, use the button on that line.',
        'Read the line “Readers”: a card that cannot be read needs a driver; install the one named there.',
        'Read the line “Drivers”: for a wrong bitness or a missing library reinstall the vendor’s whole package.',
        'Close other programs that use the token (tax, customs, social insurance), then choose “Search again”.',
        'Plug the token into another computer: if it is not seen there either, the token is broken.',
      ],
    },
    ['it', 'ca'],
  ),
  unikey: help(
    {
      meaning:
        'Unikey và các bộ gõ kiểu Telex hay VNI thay chữ ngay khi gõ: “aa” thành “â”, “s” thành dấu sắc. Ô nhập mã PIN chỉ hiện dấu chấm nên người gõ không thấy, và token nhận một mã PIN khác.',
      steps: [
        'Chuyển bộ gõ sang tiếng Anh (bấm Ctrl+Shift hoặc bấm chữ V ở góc màn hình cho thành chữ E).',
        'Tắt Caps Lock.',
        'Gõ thử mã PIN vào Notepad để xem có ra đúng chữ không, rồi xóa ngay chữ vừa gõ.',
        'Nhập lại mã PIN ở ô của chương trình; ô này cảnh báo khi Caps Lock bật hoặc khi có chữ tiếng Việt.',
        'Bàn phím số bên phải chỉ gõ được số khi đèn Num Lock sáng.',
      ],
      stop: 'Dừng lại khi đã sai hai lần: mỗi lần nhập sai mất một lượt của token.',
    },
    {
      meaning:
        'Unikey and other Telex or VNI keyboards replace letters while you type: “aa” becomes “â”, “s” becomes an accent. The PIN field shows dots only, so nobody sees it, and the token gets another PIN.',
      steps: [
        'Switch the keyboard to English (press Ctrl+Shift, or click the V in the corner so that it becomes an E).',
        'Switch Caps Lock off.',
        'Type the PIN into Notepad to see whether the right letters come out, then delete them at once.',
        'Enter the PIN in the program’s own field again; it warns about Caps Lock and about Vietnamese letters.',
        'The number pad on the right types digits only while the Num Lock light is on.',
      ],
      stop: 'Stop after two wrong entries: each one uses up a try of the token.',
    },
    ['it'],
  ),
  'pin-basics': help(
    {
      meaning:
        'Mã PIN do token kiểm tra, không phải chương trình hay Kho bạc. Token đếm số lần sai và tự khóa khi hết lượt; mã PUK (do nhà cung cấp giữ hoặc giao kèm token) mở khóa được, nhưng bản thân mã PUK cũng có số lượt. Chương trình không lưu mã PIN và không bao giờ tự thử lại: mỗi lần bạn bấm là nhiều nhất một lượt.',
      steps: [
        'Xem trạng thái mã PIN ở màn hình “Token & chứng thư số” trước khi nhập: ổn, còn ít lượt, còn một lượt hay đã khóa.',
        'Nhập mã PIN bằng bàn phím tiếng Anh, Caps Lock tắt.',
        'Nhập đúng một lần là số lượt của token trở về đầy đủ.',
        'Đổi mã PIN được giao ban đầu bằng nút “Đổi mã PIN”; nhập mã cũ một lần và mã mới hai lần.',
        'Cất mã PUK ở nơi khác với token.',
      ],
      stop: 'Khi token báo còn một lượt mà bạn không chắc mã PIN, đừng nhập: dừng lại và liên hệ nhà cung cấp chứng thư số.',
    },
    {
      meaning:
        'The token itself checks the PIN, not this program and not the Treasury. It counts wrong entries and locks itself when the tries are gone; the PUK (kept by the provider or handed over with the token) unlocks it, but has tries of its own. This program keeps no PIN and never tries again by itself: one press is one try at most.',
      steps: [
        'Read the PIN’s state on “Tokens & certificates” before you enter it: fine, few tries, one try or locked.',
        'Enter the PIN with an English keyboard and Caps Lock off.',
        'One right entry gives the token all of its tries back.',
        'Change a PIN that was handed to you with “Change PIN”: the old one once and the new one twice.',
        'Keep the PUK in another place than the token.',
      ],
      stop: 'When one try is left and you are not sure of the PIN, do not enter it: ask the token’s holder or your certificate provider.',
    },
    ['ca', 'it'],
  ),
  bundle: help(
    {
      meaning:
        'Tệp chẩn đoán là một tệp zip gồm kết quả kiểm tra, danh sách trình điều khiển, đầu đọc, token, chứng thư số (chỉ nơi cấp, hạn dùng, loại khóa) và đoạn cuối nhật ký. Trong đó không có mã PIN, mật khẩu, họ tên, nội dung hồ sơ; số định danh chỉ còn ba chữ số cuối. Chương trình không tự gửi gì: bạn xem từng tệp rồi tự gửi.',
      steps: [
        'Làm lại việc bị lỗi một lần để nhật ký ghi được lỗi đó.',
        'Mở “Chẩn đoán”, bấm “Lập tệp chẩn đoán” và ghi vài chữ về việc bị lỗi.',
        'Xem từng tệp trong danh sách; thấy điều không muốn gửi thì dừng ở đây.',
        'Bấm “Lưu tệp zip”, rồi bấm “Soạn thư”: thư tới hotrocntt@vst.gov.vn đã có sẵn tiêu đề DVCTT-<mã Kho bạc>-<tóm tắt>.',
        'Đính kèm tệp zip vừa lưu vào thư và gửi.',
      ],
      stop: 'Không ghi mã PIN, mã PUK hay mật khẩu vào thư; bộ phận hỗ trợ không bao giờ cần chúng.',
    },
    {
      meaning:
        'The bundle is a zip with the results of the checks, the lists of drivers, readers, tokens and certificates (issuer, validity and key type only) and the end of the log. It holds no PIN, password, personal name or content of dossiers; of personal numbers the last three digits remain. The program sends nothing by itself: you read every file and send it yourself.',
      steps: [
        'Do once more what failed, so that the log has it.',
        'Open “Diagnosis”, choose “Make the bundle” and say in a few words what fails.',
        'Read each file in the list; stop here if there is something that you do not want to send.',
        'Choose “Save the zip”, then “Write the mail”: the mail to hotrocntt@vst.gov.vn has its subject DVCTT-<treasury code>-<summary>.',
        'Attach the zip that you saved to the mail and send it.',
      ],
      stop: 'Write no PIN, PUK or password into the mail; support never needs them.',
    },
    ['kbnn', 'it'],
  ),
};
