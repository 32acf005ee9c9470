/** The key of the encrypted stores on this machine. */
export const storeKey = {
  withoutSignIn: 'Không cần đăng nhập:',
  tokens: 'xem token',
  diagnose: 'chẩn đoán máy',
  help: 'trợ giúp',
  newTitle: 'Đặt mật khẩu kho dữ liệu',
  newLead:
    'Hồ sơ trên máy này được mã hóa. Máy không có nơi cất khóa an toàn, nên cần một mật khẩu để mở kho mỗi lần bật chương trình.',
  enterTitle: 'Mở kho dữ liệu',
  enterLead: 'Hồ sơ trên máy này được mã hóa. Nhập mật khẩu kho dữ liệu để mở.',
  failedTitle: 'Chưa mở được kho dữ liệu',
  passphrase: 'Mật khẩu kho dữ liệu',
  repeat: 'Nhập lại mật khẩu kho',
  hint: 'Ít nhất 10 ký tự. Nên là một câu dễ nhớ, khác mật khẩu đăng nhập.',
  different: 'Hai lần nhập chưa giống nhau.',
  telex:
    'Có chữ có dấu: lần sau phải gõ bằng đúng bộ gõ (Unikey) như lần này. Nên tắt bộ gõ và dùng chữ không dấu.',
  lost: 'Không ai khôi phục được mật khẩu này',
  lostText:
    'Nếu quên, dữ liệu trên máy này không đọc được nữa. Hồ sơ đã gửi lên máy chủ sẽ tải lại được; thay đổi chưa gửi thì mất. Hãy ghi lại và cất nơi an toàn.',
  strength: {
    label: 'Độ khó đoán',
    short: 'Quá ngắn: còn thiếu {{count}} ký tự',
    weak: 'Dễ đoán: thêm vài từ nữa',
    fair: 'Dùng được',
    strong: 'Tốt',
  },
  choose: 'Đặt mật khẩu và mở kho',
  open: 'Mở kho',
  forgotten: 'Quên mật khẩu kho?',
  forgottenText:
    'Không có cách khôi phục. Bạn có thể để kho cũ sang bên (tệp vẫn còn trên ổ đĩa) và bắt đầu kho mới: hồ sơ đã có trên máy chủ được tải lại, thay đổi chưa gửi trong kho cũ thì không.',
  setAside: 'Để kho cũ sang bên, bắt đầu kho mới',
  setAsideSure: 'Để kho cũ sang bên?',
  setAsideText:
    'Kho cũ không bị xóa nhưng chương trình không mở nữa. Hồ sơ trên máy chủ được tải lại khi đăng nhập. Thay đổi chưa gửi trong kho cũ sẽ không được gửi.',
  setAsideConfirm: 'Để sang bên và bắt đầu lại',
  place: {
    'safe-storage': 'Kho khóa của hệ điều hành (Electron safeStorage)',
    keyring: 'Kho khóa của hệ điều hành (keyring)',
    passphrase: 'Mật khẩu kho, nhập mỗi lần bật chương trình',
    given: 'Không cất trên máy này; được đưa vào mỗi lần bật chương trình',
  },
} as const;
