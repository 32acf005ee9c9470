import { texts } from './text.ts';

/** Failures of the encrypted store on this machine and of the key that opens it. */
export const storeFailures = {
  STORE_NEWER: texts(
    [
      'Dữ liệu thuộc phiên bản mới hơn',
      'Kho hồ sơ trên máy được tạo bởi phiên bản mới hơn của chương trình nên được giữ nguyên, không mở.',
      'Cập nhật chương trình lên phiên bản mới nhất.',
    ],
    [
      'The data is from a newer version',
      'The local store was written by a newer version of the program; it is kept and not opened.',
      'Update the program.',
    ],
  ),
  STORE_MISSING: texts(
    [
      'Không có kho dữ liệu của máy chủ ở đây',
      'Chưa máy chủ nào chạy với thư mục dữ liệu ở phần “Chi tiết”; không có gì được tạo.',
      'Kiểm tra lại --data (hoặc --database); máy chủ mới thì chạy dvctt backend với thư mục đó một lần trước.',
    ],
    [
      'There is no server store here',
      'No server has ever run with the data folder under “Details”; nothing was made.',
      'Check --data (or --database); for a new server run dvctt backend with that folder once first.',
    ],
  ),
  STORE_FAILED: texts(
    [
      'Không ghi được dữ liệu trên máy',
      'Thư mục dữ liệu không cho ghi, hoặc kho dữ liệu (với máy chủ: cơ sở dữ liệu) gặp lỗi. Thay đổi gần nhất chưa được lưu.',
      'Cấp quyền ghi cho thư mục, hoặc kiểm tra cơ sở dữ liệu ở phần “Chi tiết”, rồi thử lại.',
    ],
    [
      'Local data could not be written',
      'The data folder is read-only, or the store (of a server: its database) failed. The last change is not saved.',
      'Allow writing to the folder, or look after the database, under “Details”, then try again.',
    ],
  ),
  DISK_FULL: texts(
    [
      'Ổ đĩa đã đầy',
      'Không còn chỗ trên ổ đĩa chứa kho dữ liệu. Thay đổi gần nhất chưa được lưu; mọi thay đổi trước đó còn nguyên.',
      'Xóa bớt tệp trên ổ đĩa chứa thư mục ở phần “Chi tiết”; chương trình tự lưu lại ngay khi có chỗ.',
    ],
    [
      'The disk is full',
      'No space is left on the disk of the local store. The last change is not saved; all before it are intact.',
      'Free space on the disk of the folder under “Details”; the program saves again as soon as there is room.',
    ],
  ),
  STORE_IN_USE: texts(
    [
      'Kho dữ liệu đang được chương trình khác mở',
      'Một cửa sổ DVCTT, một lệnh dvctt hoặc một máy chủ khác đang dùng kho dữ liệu này.',
      'Đóng cửa sổ, lệnh hoặc máy chủ đó rồi thử lại.',
    ],
    [
      'The store is open elsewhere',
      'Another DVCTT window, dvctt command or server uses this store.',
      'Close it, then try again.',
    ],
  ),
  STORE_DAMAGED: texts(
    [
      'Kho dữ liệu trên máy bị hỏng',
      'Tệp dữ liệu không đọc được. Nó được để riêng, không bị xóa; phần đọc được đã được cứu.',
      'Kết nối mạng để tải phần còn lại từ máy chủ; gửi thư mục ở phần “Chi tiết” cho bộ phận hỗ trợ nếu còn thiếu.',
    ],
    [
      'The local store is damaged',
      'The data file cannot be read. It was set aside, not deleted; what could be read was recovered.',
      'Go online to fetch the rest from the server; give the folder under “Details” to support if anything is missing.',
    ],
  ),
  STORE_FILE_MISSING: texts(
    [
      'Tệp dữ liệu của kho không còn hoặc trống',
      'Kho đã được dùng trên máy này, nhưng tệp nêu ở phần “Chi tiết” không có hoặc dài 0 byte. Chưa có gì bị thay đổi.',
      'Chép lại tệp đó từ bản sao lưu trước lần đăng nhập tới. Không có bản sao: đăng nhập khi có mạng để tải lại từ máy chủ; thay đổi chưa gửi thì mất.',
    ],
    [
      'The data file of the store is missing or empty',
      'The store was used on this machine, but the file under “Details” is missing or has no bytes. Nothing was changed.',
      'Put the file back from a backup before the next sign-in. Without one, sign in online to fetch everything again; what was not sent is lost.',
    ],
  ),
  STORE_UNREADABLE: texts(
    [
      'Không được phép hoặc không thể đọc kho dữ liệu',
      'Hệ điều hành không cho chương trình đọc tệp hoặc thư mục ở phần “Chi tiết”. Chưa có gì bị thay đổi.',
      'Cấp lại quyền đọc và ghi cho đúng tài khoản hệ điều hành đã tạo kho (không chạy bằng root/Administrator), kiểm tra ổ đĩa rồi thử lại.',
    ],
    [
      'The local store may not or cannot be read',
      'The operating system does not let the program read the file or folder under “Details”. Nothing was changed.',
      'Give the operating-system account that made the store read and write access again (do not run as root/Administrator), check the disk, then try again.',
    ],
  ),
  STORE_SALT_MISSING: texts(
    [
      'Kho dữ liệu không còn tệp salt',
      'Không có tệp salt ở phần “Chi tiết” thì không ai đọc được dữ liệu còn lại trong thư mục đó: quyền đã bị thu hồi và việc xóa chưa xong, hoặc tệp bị mất.',
      'Nếu quyền đã bị thu hồi: xóa thư mục đó. Nếu không: chép lại tệp salt từ bản sao lưu trước lần đăng nhập tới, vì khi đó kho cũ sẽ được để riêng.',
    ],
    [
      'The store has lost its salt',
      'Without the salt file under “Details” nobody can read the data left in that folder: access was revoked and the erasure was cut off, or the file was lost.',
      'If access was revoked, remove the folder. If not, put the salt back from a backup before the next sign-in, which sets the old store aside.',
    ],
  ),
  STORE_SET_ASIDE: texts(
    [
      'Kho cũ đã được để riêng, cần mạng để tải lại',
      'Dữ liệu của người này trên máy bị hỏng nên đã được để riêng ở thư mục trong phần “Chi tiết”, không bị xóa. Phần cứu được không đủ để làm việc khi chưa có mạng.',
      'Kết nối mạng rồi đăng nhập để tải lại từ máy chủ; gửi thư mục đó cho bộ phận hỗ trợ nếu còn thiếu hồ sơ.',
    ],
    [
      'The old store was set aside; a connection is needed',
      'This person’s data on the machine was damaged and was set aside in the folder under “Details”, not deleted. What was recovered is not enough to work offline.',
      'Go online and sign in to fetch the rest from the server; give that folder to support if anything is missing.',
    ],
  ),
  STORE_LOCKED: texts(
    [
      'Kho dữ liệu đang khóa',
      'Dữ liệu trên máy được mã hóa và cần mật khẩu kho để mở.',
      'Nhập mật khẩu kho dữ liệu.',
    ],
    ['The store is locked', 'Local data is encrypted and needs its passphrase.', 'Enter the passphrase.'],
  ),
  STORE_PASSPHRASE_WRONG: texts(
    [
      'Sai mật khẩu kho dữ liệu',
      'Mật khẩu vừa nhập không mở được kho dữ liệu trên máy này. Không có gì bị thay đổi.',
      'Kiểm tra Caps Lock và bộ gõ, rồi nhập lại.',
    ],
    [
      'Wrong store passphrase',
      'What was entered does not open the store on this machine. Nothing was changed.',
      'Check Caps Lock and the keyboard, then enter it again.',
    ],
  ),
  STORE_PASSPHRASE_WEAK: texts(
    [
      'Mật khẩu kho quá ngắn',
      'Mật khẩu kho bảo vệ toàn bộ hồ sơ trên máy nên cần ít nhất 10 ký tự.',
      'Nhập một câu dễ nhớ có ít nhất 10 ký tự.',
    ],
    [
      'The passphrase is too short',
      'It protects every dossier on this machine and needs at least 10 characters.',
      'Enter a sentence of at least 10 characters.',
    ],
  ),
  STORE_KEY_LOST: texts(
    [
      'Không còn khóa của kho dữ liệu',
      'Khóa giải mã kho dữ liệu này không còn ở nơi đã cất (kho khóa của hệ điều hành, hoặc tệp nêu ở phần “Chi tiết”), nên dữ liệu cũ không đọc được.',
      'Nếu phần “Chi tiết” nêu một tệp: chép lại tệp đó từ bản sao lưu. Nếu không: đăng nhập đúng tài khoản Windows/Linux/macOS đã dùng trước đây. Không được nữa thì để kho cũ sang bên (dvctt store --set-aside) và tải lại từ máy chủ.',
    ],
    [
      'The key of the store is gone',
      'The key is no longer where it was kept (the operating system’s key store, or the file under “Details”), so the data cannot be read.',
      'If “Details” name a file, put it back from a backup. If not, use the operating-system account that was used before. Failing that, set the store aside (dvctt store --set-aside) and fetch it again from the server.',
    ],
  ),
  STORE_KEY_UNREACHABLE: texts(
    [
      'Chưa lấy được khóa của kho dữ liệu',
      'Khóa nằm trong kho khóa của hệ điều hành hoặc do cửa sổ DVCTT giữ, nhưng lúc này không mở được nơi đó. Dữ liệu vẫn còn nguyên.',
      'Mở khóa kho khóa (GNOME Keyring, KWallet) trong phiên làm việc có màn hình, hoặc mở bằng cửa sổ DVCTT, rồi thử lại.',
    ],
    [
      'The key of the store cannot be reached',
      'It is in the operating system’s key store or with the DVCTT window, which cannot be opened now. The data is intact.',
      'Unlock the key store (GNOME Keyring, KWallet) in a desktop session, or open the DVCTT window, then try again.',
    ],
  ),
  STORE_KEY_DAMAGED: texts(
    [
      'Tệp khóa của kho dữ liệu bị hỏng',
      'Tệp ở phần “Chi tiết” không đọc được hoặc đã bị sửa, nên kho dữ liệu chưa mở được. Không có gì bị xóa.',
      'Chép lại tệp đó từ bản sao lưu; không có thì để kho cũ sang bên (dvctt store --set-aside) và tải lại từ máy chủ.',
    ],
    [
      'The key file of the store is damaged',
      'The file under “Details” cannot be read or was altered, so the store stays closed. Nothing was erased.',
      'Put the file back from a backup; without one, set the store aside (dvctt store --set-aside) and fetch it again from the server.',
    ],
  ),
  STORE_KEY_UNSAFE: texts(
    [
      'Máy này không có nơi cất khóa an toàn',
      'Hệ điều hành không có kho khóa, hoặc chỉ cho cất khóa dạng không mã hóa (basic_text); chương trình từ chối dùng cách đó.',
      'Bật GNOME Keyring hoặc KWallet, hoặc đặt mật khẩu kho dữ liệu.',
    ],
    [
      'No safe place for the key on this machine',
      'The operating system has no key store, or only unencrypted storage (basic_text), which is refused.',
      'Enable GNOME Keyring or KWallet, or set a store passphrase.',
    ],
  ),
  BLOB_MISSING: texts(
    [
      'Thiếu tệp đính kèm',
      'Nội dung của tệp đính kèm không có trên máy này và chưa tải được từ máy chủ.',
      'Kết nối mạng rồi thử lại; nếu vẫn thiếu, đính kèm lại tệp.',
    ],
    [
      'An attachment is missing',
      'Its content is not on this machine and could not be fetched from the server.',
      'Go online and try again; if it stays missing, attach the file again.',
    ],
  ),
  BLOB_ALTERED: texts(
    [
      'Tệp đính kèm bị thay đổi ngoài chương trình',
      'Nội dung trên đĩa không còn khớp với mã băm của nó nên không được dùng.',
      'Chương trình tải lại từ máy chủ khi có mạng; nếu không được, đính kèm lại tệp.',
    ],
    [
      'An attachment was altered outside the program',
      'What is on the disk no longer matches its digest and is not used.',
      'It is fetched again when online; otherwise attach the file again.',
    ],
  ),
} as const;
