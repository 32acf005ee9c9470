import type { storeFailures } from '../../contract/errors/store.ts';
import { help, type HelpTexts } from '../help-text.ts';

const noDeleting = {
  vi: 'Đừng xóa thư mục dữ liệu: trong đó có thể có thay đổi chưa gửi.',
  en: 'Do not delete the data folder: it may hold changes that were not sent.',
};

/** The encrypted store on this machine and its key. */
export const storeHelp: HelpTexts<keyof typeof storeFailures> = {
  STORE_NEWER: help(
    {
      meaning:
        'Máy này từng chạy một bản mới hơn của chương trình. Bản cũ không mở kho của bản mới, để không làm hỏng.',
      steps: ['Cài bản mới nhất của chương trình.', 'Mở lại và đăng nhập.'],
      stop: noDeleting.vi,
    },
    {
      meaning:
        'A newer version of the program has run here. An old one does not open its store, so as not to harm it.',
      steps: ['Install the newest version of the program.', 'Open it and sign in.'],
      stop: noDeleting.en,
    },
    ['it'],
  ),
  STORE_MISSING: help(
    {
      meaning:
        'Lệnh này làm việc với kho của một máy chủ DVCTT đã chạy. Thư mục được nêu không có kho nào, thường vì gõ sai đường dẫn.',
      steps: [
        'So thư mục ở phần “Chi tiết” với thư mục mà máy chủ in ra khi khởi động.',
        'Chạy lại lệnh với --data đúng, hoặc với DVCTT_DATABASE_URL khi máy chủ dùng PostgreSQL.',
        'Máy chủ mới: chạy dvctt backend với thư mục đó một lần, dừng lại, rồi chạy lại lệnh.',
      ],
    },
    {
      meaning:
        'This command works on the store of a DVCTT server that has run. The folder given holds none, mostly because its path was mistyped.',
      steps: [
        'Compare the folder under “Details” with the one that the server prints when it starts.',
        'Run the command again with the right --data, or with DVCTT_DATABASE_URL where the server uses PostgreSQL.',
        'A new server: run dvctt backend with that folder once, stop it, then run the command again.',
      ],
    },
    ['it'],
  ),
  STORE_FAILED: help(
    {
      meaning: 'Hệ điều hành không cho ghi vào thư mục dữ liệu, hoặc ổ đĩa có lỗi.',
      steps: [
        'Xem thư mục ở phần “Chi tiết”.',
        'Kiểm tra quyền ghi của tài khoản hệ điều hành đang dùng, và phần mềm diệt virus có chặn không.',
        'Kiểm tra ổ đĩa.',
        'Lưu lại hồ sơ đang mở.',
      ],
    },
    {
      meaning: 'The operating system does not let the program write into its folder, or the disk is faulty.',
      steps: [
        'See the folder under “Details”.',
        'Check that this account may write there, and that no virus scanner prevents it.',
        'Check the disk.',
        'Save the open dossier again.',
      ],
    },
    ['it'],
  ),
  DISK_FULL: help(
    {
      meaning: 'Ổ đĩa chứa dữ liệu không còn chỗ. Mọi thứ đã lưu trước đó còn nguyên.',
      steps: [
        'Xóa bớt tệp không cần trên ổ đĩa đó và dọn Thùng rác.',
        'Chờ chương trình tự lưu lại; dòng báo lỗi biến mất khi lưu được.',
      ],
      stop: noDeleting.vi,
    },
    {
      meaning: 'The disk with the data has no space. All that was saved before is intact.',
      steps: [
        'Delete files that are not needed on that disk and empty the recycle bin.',
        'Wait: the program saves again by itself, and the notice goes when it has.',
      ],
      stop: noDeleting.en,
    },
    ['it'],
  ),
  STORE_IN_USE: help(
    {
      meaning: 'Mỗi kho chỉ mở ở một nơi một lúc, để hai chương trình không ghi đè nhau.',
      steps: [
        'Tìm và đóng cửa sổ DVCTT khác hoặc lệnh dvctt đang chạy, kể cả của người dùng khác trên máy này.',
        'Thử lại; nếu không thấy, khởi động lại máy.',
      ],
    },
    {
      meaning: 'A store is open in one place at a time, so that two programs do not overwrite each other.',
      steps: [
        'Find and close the other DVCTT window or dvctt command, of other users of this computer too.',
        'Try again; if there is none to be found, restart the computer.',
      ],
    },
    ['it'],
  ),
  STORE_DAMAGED: help(
    {
      meaning:
        'Tệp dữ liệu có chỗ không đọc được, thường do mất điện hoặc ổ đĩa hỏng. Tệp hỏng được để riêng, phần đọc được đã được cứu.',
      steps: [
        'Kết nối mạng và đăng nhập: phần đã gửi được tải lại từ máy chủ.',
        'Mở các nháp gần nhất và kiểm tra còn đủ không.',
        'Nếu thiếu, chép thư mục ở phần “Chi tiết” ra nơi khác rồi giao cho bộ phận hỗ trợ.',
        'Kiểm tra ổ đĩa của máy.',
      ],
      stop: noDeleting.vi,
    },
    {
      meaning:
        'The data file has places that cannot be read, usually after a power cut or on a failing disk. It was set aside, and what could be read was recovered.',
      steps: [
        'Go online and sign in: what was sent is fetched from the server again.',
        'Open the newest drafts and see whether they are complete.',
        'If something is missing, copy the folder under “Details” elsewhere and give it to support.',
        'Check the computer’s disk.',
      ],
      stop: noDeleting.en,
    },
    ['it', 'kbnn'],
  ),
  STORE_FILE_MISSING: help(
    {
      meaning: 'Kho từng được dùng ở đây, nhưng tệp dữ liệu đã mất hoặc trống. Chưa có gì bị thay đổi thêm.',
      steps: [
        'Tìm tệp nêu ở phần “Chi tiết” trong bản sao lưu và chép lại, trước khi đăng nhập.',
        'Hỏi xem có phần mềm dọn rác hoặc diệt virus nào đã xóa tệp không.',
        'Không có bản sao lưu: đăng nhập khi có mạng để tải lại từ máy chủ; thay đổi chưa gửi thì mất.',
      ],
    },
    {
      meaning: 'The store was used here, but its data file is gone or empty. Nothing more was changed.',
      steps: [
        'Find the file under “Details” in a backup and put it back before anybody signs in.',
        'Ask whether a cleaner or virus scanner removed it.',
        'Without a backup sign in online to fetch everything again; what was not sent is lost.',
      ],
    },
    ['it'],
  ),
  STORE_UNREADABLE: help(
    {
      meaning:
        'Tệp còn đó, nhưng tài khoản hệ điều hành đang dùng không được đọc, hoặc ổ đĩa không đọc được.',
      steps: [
        'Đăng nhập hệ điều hành bằng đúng tài khoản đã dùng khi tạo kho; không chạy bằng root hay Administrator.',
        'Trả lại quyền đọc và ghi cho tài khoản đó trên thư mục ở phần “Chi tiết”.',
        'Kiểm tra ổ đĩa.',
        'Thử lại.',
      ],
      stop: noDeleting.vi,
    },
    {
      meaning: 'The file is there, but this operating-system account may not read it, or the disk cannot.',
      steps: [
        'Use the operating-system account that made the store; do not run as root or Administrator.',
        'Give that account read and write access to the folder under “Details” again.',
        'Check the disk.',
        'Try again.',
      ],
      stop: noDeleting.en,
    },
    ['it'],
  ),
  STORE_SALT_MISSING: help(
    {
      meaning: 'Tệp salt là một phần của khóa. Không có nó thì không ai giải mã được dữ liệu còn lại.',
      steps: [
        'Nếu quyền của tài khoản đã bị thu hồi, xóa thư mục ở phần “Chi tiết”.',
        'Nếu không, chép lại tệp salt từ bản sao lưu trước lần đăng nhập tới.',
        'Không có bản sao lưu: đăng nhập khi có mạng; kho cũ được để riêng và mọi thứ đã gửi được tải lại.',
      ],
    },
    {
      meaning: 'The salt file is a part of the key. Without it nobody can decrypt what is left.',
      steps: [
        'If the account’s access was revoked, remove the folder under “Details”.',
        'If not, put the salt back from a backup before the next sign-in.',
        'Without a backup sign in online; the old store is set aside and all that was sent is fetched again.',
      ],
    },
    ['it'],
  ),
  STORE_SET_ASIDE: help(
    {
      meaning:
        'Kho cũ bị hỏng nên đã được chuyển sang thư mục riêng. Phần cứu được chưa đủ để làm việc khi mất mạng.',
      steps: [
        'Kết nối mạng và đăng nhập.',
        'Kiểm tra danh sách hồ sơ có đủ không.',
        'Nếu thiếu, giao thư mục ở phần “Chi tiết” cho bộ phận hỗ trợ.',
      ],
      stop: noDeleting.vi,
    },
    {
      meaning:
        'The old store was damaged and moved to a folder of its own. What was recovered is not enough to work offline.',
      steps: [
        'Go online and sign in.',
        'See whether the list of dossiers is complete.',
        'If something is missing, give the folder under “Details” to support.',
      ],
      stop: noDeleting.en,
    },
    ['it', 'kbnn'],
  ),
  STORE_LOCKED: help(
    {
      meaning:
        'Dữ liệu trên máy được mã hóa. Máy này không có nơi cất khóa an toàn, nên khóa được mở bằng mật khẩu kho.',
      steps: ['Nhập mật khẩu kho dữ liệu (khác với mật khẩu đăng nhập).', 'Chờ vài giây để kho mở.'],
    },
    {
      meaning:
        'The data here is encrypted. This machine has no safe place for the key, so a passphrase opens it.',
      steps: [
        'Enter the store’s passphrase (not the password of the sign-in).',
        'Wait a few seconds until it opens.',
      ],
    },
    ['it'],
  ),
  STORE_PASSPHRASE_WRONG: help(
    {
      meaning: 'Mật khẩu kho vừa nhập không mở được kho. Không có gì bị khóa hay xóa vì nhập sai.',
      steps: [
        'Kiểm tra Caps Lock và bộ gõ tiếng Việt.',
        'Nhập lại mật khẩu kho, không phải mật khẩu đăng nhập.',
        'Quên hẳn: dùng “dvctt store --set-aside” để kho cũ sang bên, rồi đăng nhập khi có mạng; thay đổi chưa gửi không lấy lại được.',
      ],
    },
    {
      meaning: 'What was entered does not open the store. Nothing locks or is erased because of it.',
      steps: [
        'Check Caps Lock and the Vietnamese keyboard.',
        'Enter the store’s passphrase, not the password of the sign-in.',
        'If it is forgotten, “dvctt store --set-aside” puts the old store aside; then sign in online. What was not sent cannot be brought back.',
      ],
    },
    ['it'],
  ),
  STORE_PASSPHRASE_WEAK: help(
    {
      meaning: 'Ai có được tệp dữ liệu đều có thể thử mật khẩu ngoài máy này, nên mật khẩu kho phải đủ dài.',
      steps: ['Chọn một câu dễ nhớ có ít nhất 10 ký tự.', 'Nhập câu đó hai lần.'],
    },
    {
      meaning: 'Whoever gets the data file can try passphrases elsewhere, so it must be long.',
      steps: ['Choose a sentence of at least 10 characters.', 'Enter it twice.'],
    },
    ['it'],
  ),
  STORE_KEY_LOST: help(
    {
      meaning:
        'Khóa giải mã không còn ở nơi đã cất, thường sau khi cài lại máy, đổi tài khoản hệ điều hành hoặc chép thư mục sang máy khác.',
      steps: [
        'Nếu phần “Chi tiết” nêu một tệp, chép lại tệp đó từ bản sao lưu.',
        'Nếu không, đăng nhập hệ điều hành bằng đúng tài khoản đã dùng trước đây.',
        'Không được nữa: dùng “dvctt store --set-aside” để kho cũ sang bên và tải lại từ máy chủ.',
      ],
      stop: noDeleting.vi,
    },
    {
      meaning:
        'The key is no longer where it was kept, usually after a reinstallation, with another operating-system account, or in a folder copied from elsewhere.',
      steps: [
        'If “Details” name a file, put it back from a backup.',
        'If not, use the operating-system account that was used before.',
        'Failing that, “dvctt store --set-aside” puts the old store aside; fetch everything from the server again.',
      ],
      stop: noDeleting.en,
    },
    ['it'],
  ),
  STORE_KEY_UNREACHABLE: help(
    {
      meaning: 'Khóa còn đó, nhưng kho khóa của hệ điều hành đang khóa hoặc không chạy trong phiên này.',
      steps: [
        'Đăng nhập vào phiên có màn hình (không qua ssh) và mở khóa GNOME Keyring hoặc KWallet.',
        'Hoặc mở cửa sổ DVCTT trước, rồi chạy lệnh.',
        'Thử lại.',
      ],
    },
    {
      meaning:
        'The key is still there, but the system’s key store is locked or does not run in this session.',
      steps: [
        'Use a desktop session (not ssh) and unlock GNOME Keyring or KWallet.',
        'Or open the DVCTT window first, then run the command.',
        'Try again.',
      ],
    },
    ['it'],
  ),
  STORE_KEY_DAMAGED: help(
    {
      meaning: 'Tệp giữ khóa không đọc được, bị sửa, hoặc người khác đọc được nên không còn tin được.',
      steps: [
        'Xem tệp và lý do ở phần “Chi tiết”.',
        'Nếu lý do là “open to others”, đặt lại quyền chỉ cho tài khoản này đọc.',
        'Nếu tệp hỏng, chép lại từ bản sao lưu.',
        'Không có bản sao lưu: dùng “dvctt store --set-aside” rồi tải lại từ máy chủ.',
      ],
      stop: noDeleting.vi,
    },
    {
      meaning:
        'The file with the key cannot be read, was altered, or is open to others and so not to be trusted.',
      steps: [
        'See the file and the reason under “Details”.',
        'If the reason is “open to others”, let this account alone read it again.',
        'If the file is damaged, put it back from a backup.',
        'Without one, use “dvctt store --set-aside” and fetch everything from the server again.',
      ],
      stop: noDeleting.en,
    },
    ['it'],
  ),
  STORE_KEY_UNSAFE: help(
    {
      meaning: 'Chương trình không cất khóa ở dạng ai cũng đọc được. Máy này chưa có kho khóa an toàn.',
      steps: [
        'Trên Linux: cài và bật GNOME Keyring hoặc KWallet, đăng xuất rồi đăng nhập lại.',
        'Hoặc đặt mật khẩu kho dữ liệu khi chương trình hỏi.',
      ],
    },
    {
      meaning:
        'The program keeps no key where everybody can read it. This machine has no safe key store yet.',
      steps: [
        'On Linux: install and enable GNOME Keyring or KWallet, log out and in again.',
        'Or choose a passphrase when the program asks for one.',
      ],
    },
    ['it'],
  ),
  BLOB_MISSING: help(
    {
      meaning: 'Hồ sơ nhắc tới một tệp đính kèm, nhưng nội dung của tệp chưa có trên máy này.',
      steps: [
        'Kết nối mạng và chờ chương trình tải tệp.',
        'Nếu vẫn thiếu, nhờ người đã đính kèm mở chương trình khi có mạng để tệp được gửi lên.',
        'Không được nữa thì đính kèm lại tệp gốc.',
      ],
    },
    {
      meaning: 'The dossier names an attachment whose content is not on this machine.',
      steps: [
        'Go online and wait until it has been fetched.',
        'If it stays missing, have whoever attached it open the program online, so that it is sent.',
        'Failing that, attach the original again.',
      ],
    },
    ['unit', 'it'],
  ),
  BLOB_ALTERED: help(
    {
      meaning:
        'Mỗi tệp được nhận ra bằng mã băm. Nội dung trên đĩa đã đổi, do phần mềm khác hoặc ổ đĩa hỏng, nên không được dùng.',
      steps: [
        'Kết nối mạng: chương trình tự tải lại bản đúng.',
        'Nếu không có trên máy chủ, đính kèm lại tệp gốc.',
        'Kiểm tra ổ đĩa và phần mềm diệt virus.',
      ],
    },
    {
      meaning:
        'Each file is known by its digest. What is on the disk has changed, through another program or a failing disk, and is not used.',
      steps: [
        'Go online: the right copy is fetched again.',
        'If the server does not have it, attach the original again.',
        'Check the disk and the virus scanner.',
      ],
    },
    ['it'],
  ),
};
