import type { registrationFailures } from '../../contract/errors/registration.ts';
import { help, type HelpTexts } from '../help-text.ts';

/** Registration dossiers, links from letters, and passwords. */
export const registrationHelp: HelpTexts<keyof typeof registrationFailures> = {
  REGISTRATION_NOT_FOUND: help(
    {
      meaning:
        'Hồ sơ đăng ký của đơn vị chưa có tài khoản chỉ nằm trên máy đã kê khai và mở được bằng liên kết trong thư. Sau khi đăng nhập, bạn thấy mọi hồ sơ của đơn vị mình.',
      steps: [
        'Mở “Đăng ký DVC” trên đúng máy đã kê khai.',
        'Nếu bạn nhận được thư, bấm “Mở liên kết từ thư” và dán liên kết.',
        'Nếu đã có tài khoản, đăng nhập rồi tìm theo mã hồ sơ.',
      ],
    },
    {
      meaning:
        'A registration of a unit without an account is on the machine where it was declared, and opens with the link of a letter. Once signed in you see all dossiers of your unit.',
      steps: [
        'Open “Registration” on the machine where it was declared.',
        'If you got a letter, choose “Open a link from a letter” and paste the link.',
        'If you have an account, sign in and search by the dossier’s code.',
      ],
    },
    ['unit', 'it'],
  ),
  REGISTRATION_INCOMPLETE: help(
    {
      meaning:
        'Hồ sơ chỉ được lưu lên máy chủ khi mọi mục bắt buộc (dấu *) đã có và đúng. Nội dung đã gõ vẫn nằm trên máy này.',
      steps: [
        'Xem danh sách mục còn sai ở bước “Hoàn thành và GỬI HỒ SƠ”.',
        'Bấm từng dòng để tới đúng ô cần sửa.',
        'Sửa xong, bấm Lưu lại.',
      ],
    },
    {
      meaning:
        'A dossier goes to the server once every mandatory field (*) is filled in and right. What was typed stays on this machine.',
      steps: [
        'See the list of what is wrong at the last step.',
        'Press a line to get to its field.',
        'Mend it and press Save again.',
      ],
    },
    ['unit'],
  ),
  REGISTRATION_STATE: help(
    {
      meaning:
        'Hồ sơ đi qua các trạng thái: chờ hoàn thiện, chờ phê duyệt, chờ cán bộ KBNN tiếp nhận, rồi hoàn thành hoặc bị từ chối. Mỗi việc chỉ làm được ở một trạng thái; có người khác vừa làm trước bạn.',
      steps: [
        'Mở lại hồ sơ và xem nhật ký ở cuối trang.',
        'Nếu hồ sơ bị từ chối, bấm “Sao chép” để lập hồ sơ mới từ hồ sơ đó.',
        'Nếu hồ sơ đã ký và gửi, chờ cán bộ KBNN.',
      ],
    },
    {
      meaning:
        'A dossier passes several states: waiting for the members, for the account holder, for the Treasury, then completed or rejected. Each thing can be done in one of them; somebody was faster.',
      steps: [
        'Open the dossier again and read its log at the end of the page.',
        'If it was rejected, choose “Copy” to begin a new one from it.',
        'If it was signed and sent, wait for the Treasury.',
      ],
    },
    ['unit', 'kbnn'],
  ),
  REGISTRATION_CONFLICT: help(
    {
      meaning:
        'Hồ sơ được lưu ở một máy khác trong lúc bạn đang xem. Chương trình không ghi đè lên bản của người khác, và không xác nhận hay ký một bản mà bạn chưa thấy.',
      steps: ['Mở lại hồ sơ để thấy bản mới nhất.', 'Xem phần đã đổi.', 'Làm lại việc vừa rồi.'],
    },
    {
      meaning:
        'The dossier was saved elsewhere while you looked at it. Nothing of others is overwritten, and nothing is confirmed or signed that you have not seen.',
      steps: [
        'Open the dossier again to see the newest version.',
        'Look at what changed.',
        'Do it once more.',
      ],
    },
    ['unit'],
  ),
  UNIT_REGISTERED: help(
    {
      meaning:
        'Mỗi đơn vị (mã ĐVQHNS) đăng ký lần đầu một lần. Về sau mọi thay đổi đi theo “Đăng ký thay đổi, bổ sung”, do người đã có tài khoản của đơn vị lập.',
      steps: [
        'Kiểm tra mã ĐVQHNS đã nhập.',
        'Hỏi kế toán trưởng xem đơn vị đã có tài khoản hay có hồ sơ đang chờ chưa.',
        'Nếu đã có, đăng nhập, mở “Đăng ký DVC” và bấm “Đăng ký thay đổi, bổ sung”.',
        'Nếu không ai còn giữ tài khoản, liên hệ KBNN nơi giao dịch.',
      ],
    },
    {
      meaning:
        'A unit registers for the first time once. Later changes are change dossiers, made by who has an account of the unit.',
      steps: [
        'Check the unit code that was entered.',
        'Ask your chief accountant whether the unit has an account, or a dossier that waits.',
        'If so, sign in, open “Registration” and choose “Change the registration”.',
        'If nobody has the account any more, ask your treasury office.',
      ],
    },
    ['unit', 'kbnn'],
  ),
  UNIT_UNKNOWN: help(
    {
      meaning:
        'Hồ sơ được gửi tới một Kho bạc theo mã SHKB (4 số). Máy chủ không có mã đó, hoặc không nhận đơn vị này.',
      steps: [
        'Chọn lại Kho bạc ở ô “Kính gửi KBNN” bằng cách gõ tên, không gõ mã theo trí nhớ.',
        'Kiểm tra mã ĐVQHNS (7 số) trên giấy cấp mã.',
        'Kho bạc vừa sáp nhập hoặc đổi tên: cập nhật chương trình rồi chọn lại.',
      ],
    },
    {
      meaning:
        'A dossier goes to one treasury office by its code (4 digits). The server does not have that code, or does not take this unit.',
      steps: [
        'Choose the office again by typing its name and not its code from memory.',
        'Check the unit code (7 digits) on the paper by which it was given.',
        'If the office was merged or renamed, update the program and choose again.',
      ],
    },
    ['kbnn'],
  ),
  SIGNERS_TOO_MANY: help(
    {
      meaning:
        'Số người ký không được nhiều hơn số đã đăng ký trong hồ sơ mở tài khoản: chữ ký thứ nhất gồm chủ tài khoản và tối đa ba người được ủy quyền, chữ ký thứ hai gồm kế toán trưởng và tối đa hai người được ủy quyền.',
      steps: [
        'Mở bước “Kê khai thông tin THÀNH VIÊN” và đếm số người ở mỗi quyền.',
        'Đổi quyền của người không ký thành “Nhân viên”, hoặc bỏ người đó khỏi danh sách.',
        'Nếu cần đủ số người ký, bổ sung hồ sơ mở tài khoản tại KBNN trước.',
      ],
    },
    {
      meaning:
        'There may be no more signers than the account file names: the account holder and up to three authorised for the first signature, the chief accountant and up to two authorised for the second.',
      steps: [
        'Open the step of the members and count who has which rights.',
        'Give those who do not sign the rights of an accountant, or take them out.',
        'If all of them are needed, have the account file changed at the Treasury first.',
      ],
    },
    ['unit', 'kbnn'],
  ),
  LINK_UNKNOWN: help(
    {
      meaning:
        'Mỗi liên kết trong thư là một chìa khóa dài, riêng cho một người và một việc. Thiếu một ký tự là không mở được.',
      steps: [
        'Mở thư mới nhất của KBNN về hồ sơ này.',
        'Chép trọn dòng liên kết, kể cả phần bị xuống dòng.',
        'Dán vào “Mở liên kết từ thư”.',
        'Vẫn không được thì nhờ người kê khai bấm “Gửi lại thư”.',
      ],
    },
    {
      meaning:
        'Each link in a letter is a long key, for one person and one purpose. With a single character missing it opens nothing.',
      steps: [
        'Open the newest letter about this dossier.',
        'Copy the whole link, also the part on the next line.',
        'Paste it into “Open a link from a letter”.',
        'If that fails, ask whoever declared to press “Send again”.',
      ],
    },
    ['unit'],
  ),
  LINK_EXPIRED: help(
    {
      meaning: 'Liên kết chỉ dùng được tới ngày ghi trong thư, để thư bị lộ về sau không mở được hồ sơ.',
      steps: [
        'Gọi người kê khai của đơn vị.',
        'Người đó mở hồ sơ và bấm “Gửi lại thư” ở dòng tên bạn.',
        'Dùng liên kết trong thư mới.',
      ],
    },
    {
      meaning:
        'A link holds until the day that the letter names, so that a letter that leaks later opens nothing.',
      steps: [
        'Call whoever declared for your unit.',
        'They open the dossier and press “Send again” beside your name.',
        'Use the link in the new letter.',
      ],
    },
    ['unit'],
  ),
  LINK_REPLACED: help(
    {
      meaning:
        'Mỗi lần người kê khai sửa thông tin của bạn rồi lưu, hoặc bấm “Gửi lại thư”, bạn nhận thư mới và liên kết trong thư cũ thôi hiệu lực. Nhờ vậy bạn không xác nhận hay ký một bản đã cũ.',
      steps: [
        'Tìm thư mới nhất của KBNN về hồ sơ này (xem cả mục thư rác).',
        'Bấm liên kết trong thư đó, hoặc dán vào “Mở liên kết từ thư”.',
        'Xem lại thông tin: có thể người kê khai vừa sửa.',
        'Chưa thấy thư mới: hỏi người kê khai. Họ có thể đang sửa hồ sơ, hoặc hồ sơ không còn cần bạn xác nhận.',
      ],
    },
    {
      meaning:
        'Whenever whoever declared changes your data and saves, or presses “Send again”, you get a new letter and the link in the old one holds no more. So you never confirm or sign what is out of date.',
      steps: [
        'Find the newest letter about this dossier (look among the junk too).',
        'Press the link in it, or paste it into “Open a link from a letter”.',
        'Look at the data again: they may just have been changed.',
        'If there is no newer letter, ask whoever declared: they may still be at it, or you are no longer asked.',
      ],
    },
    ['unit'],
  ),
  LINK_USED: help(
    {
      meaning: 'Việc mà thư mời bạn làm (xác nhận hoặc ký) đã xong, nên liên kết không mở lại lần nữa.',
      steps: [
        'Mở “Đăng ký DVC” để xem trạng thái hồ sơ.',
        'Nếu bạn chưa từng xác nhận hay ký, báo ngay cho người kê khai và kế toán trưởng.',
      ],
      stop: 'Không chuyển tiếp thư có liên kết cho người khác: ai có liên kết cũng làm thay bạn được.',
    },
    {
      meaning: 'What the letter asked for (to confirm or to sign) is done, so its link does not open again.',
      steps: [
        'Open “Registration” to see how the dossier stands.',
        'If it was not you, tell whoever declared and the chief accountant at once.',
      ],
      stop: 'Forward no letter with a link: whoever has the link can act in your place.',
    },
    ['unit', 'kbnn'],
  ),
  LINK_WRONG_SERVER: help(
    {
      meaning:
        'Liên kết chỉ tới một máy chủ khác. Chương trình không gửi chìa khóa của liên kết tới máy chủ lạ, vì thư có thể là giả mạo.',
      steps: [
        'So tên máy chủ trong liên kết với tên máy chủ ở màn hình đăng nhập.',
        'Kiểm tra địa chỉ người gửi của thư.',
        'Nếu thư đúng là của KBNN, nhờ IT đặt lại địa chỉ máy chủ của chương trình.',
      ],
      stop: 'Thấy thư lạ thì không bấm liên kết và không nhập mật khẩu hay mã PIN vào trang nào từ thư đó.',
    },
    {
      meaning:
        'The link leads to another server. The program sends the link’s key to no strange server, for the letter may be forged.',
      steps: [
        'Compare the server in the link with the one on the sign-in screen.',
        'Check the sender’s address.',
        'If the letter is from the Treasury, have IT set the program’s server.',
      ],
      stop: 'If a letter looks strange, press no link in it and enter no password or PIN on a page that it leads to.',
    },
    ['it', 'kbnn'],
  ),
  PASSWORD_CHANGE_REQUIRED: help(
    {
      meaning:
        'Mật khẩu trong thư đi qua email nên chỉ dùng để vào lần đầu. Chừng nào chưa đổi, máy chủ không cho làm việc gì khác.',
      steps: [
        'Nhập mật khẩu mới hai lần, ít nhất 10 ký tự, không chứa tên đăng nhập.',
        'Từ lần sau đăng nhập bằng mật khẩu mới.',
      ],
    },
    {
      meaning:
        'The password of the letter came by e-mail and serves for the first entrance only. Until it is changed the server answers nothing else.',
      steps: [
        'Enter a new password twice, of at least 10 characters and without your user name.',
        'From then on sign in with the new one.',
      ],
    },
    ['unit'],
  ),
  PASSWORD_WRONG: help(
    {
      meaning: 'Để đổi mật khẩu phải nhập đúng mật khẩu đang dùng. Nhập sai nhiều lần thì phải chờ.',
      steps: [
        'Tắt Caps Lock và bộ gõ tiếng Việt.',
        'Bấm hình con mắt để thấy chữ đang gõ.',
        'Lần đầu đăng nhập: chép mật khẩu từ thư, không thừa khoảng trắng.',
      ],
    },
    {
      meaning: 'A change asks for the password in use. After several wrong entries one has to wait.',
      steps: [
        'Switch Caps Lock and the Vietnamese keyboard off.',
        'Press the eye to see what you type.',
        'At the first sign-in copy the password from the letter without spaces around it.',
      ],
    },
    ['kbnn'],
  ),
  PASSWORD_WEAK: help(
    {
      meaning: 'Mật khẩu ngắn, chứa tên đăng nhập hoặc nằm trong danh sách hay gặp bị đoán ra rất nhanh.',
      steps: [
        'Ghép ba, bốn từ không liên quan với nhau, ít nhất 10 ký tự.',
        'Không dùng tên mình, ngày sinh, tên đơn vị.',
        'Không dùng lại mật khẩu ở nơi khác.',
      ],
    },
    {
      meaning: 'A short password, one with the user name in it or a common one is guessed quickly.',
      steps: [
        'Put three or four unrelated words together, at least 10 characters.',
        'Use no name, birthday or name of your unit.',
        'Use no password that you have elsewhere.',
      ],
    },
    ['it'],
  ),
  PASSWORD_SAME: help(
    {
      meaning: 'Mật khẩu mới phải khác mật khẩu đang dùng; mật khẩu dùng một lần đã nằm trong thư.',
      steps: ['Đặt một mật khẩu khác hẳn.'],
    },
    {
      meaning:
        'The new password has to be another than the one in use; the one-time password lies in a letter.',
      steps: ['Choose quite another one.'],
    },
    ['it'],
  ),
  PASSWORD_EXPIRED: help(
    {
      meaning: 'Mật khẩu dùng một lần chỉ có hiệu lực tới ngày ghi trong thư.',
      steps: [
        'Liên hệ KBNN nơi giao dịch, nói rõ tên đăng nhập và mã ĐVQHNS.',
        'Cán bộ KBNN cấp mật khẩu dùng một lần mới qua email đã đăng ký.',
        'Đăng nhập bằng mật khẩu mới trong thư và đổi ngay.',
      ],
    },
    {
      meaning: 'A one-time password holds until the day that its letter names.',
      steps: [
        'Ask your treasury office; say your user name and unit code.',
        'The officer sends a new one-time password to the registered e-mail address.',
        'Sign in with it and change it at once.',
      ],
    },
    ['kbnn'],
  ),
  CERT_TAKEN: help(
    {
      meaning:
        'Mỗi chứng thư số chỉ gắn với một người. Chứng thư số này đã đăng ký cho người khác, ở đơn vị này hoặc đơn vị khác.',
      steps: [
        'Xem tên ghi trên chứng thư số có phải tên bạn không.',
        'Rút token ra và cắm token của bạn.',
        'Nếu đúng là của bạn (ví dụ vừa chuyển đơn vị), nhờ KBNN nơi giao dịch gỡ đăng ký cũ.',
      ],
    },
    {
      meaning:
        'A certificate is bound to one person. This one is registered for somebody else, in this unit or another.',
      steps: [
        'See whether the name in the certificate is yours.',
        'Pull the token out and plug in your own.',
        'If it is yours (you have changed units), have your treasury office undo the earlier registration.',
      ],
    },
    ['unit', 'kbnn'],
  ),
};
