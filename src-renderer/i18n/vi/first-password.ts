/** The change of a password: forced after the first sign-in, or by one's own will. */
export const password = {
  firstTitle: 'Đặt mật khẩu của riêng bạn',
  firstLead:
    'Mật khẩu trong thư chỉ dùng được một lần. Đặt mật khẩu mới rồi bắt đầu làm việc; từ lần sau đăng nhập bằng mật khẩu này.',
  title: 'Đổi mật khẩu',
  lead: 'Đổi xong, các máy khác đang đăng nhập bằng tài khoản này phải đăng nhập lại.',
  person: 'Tài khoản',
  current: 'Mật khẩu hiện tại',
  currentOnce: 'Mật khẩu dùng một lần trong thư',
  next: 'Mật khẩu mới',
  repeat: 'Nhập lại mật khẩu mới',
  rules: 'Mật khẩu mới cần:',
  rule: {
    length: 'Ít nhất {{count}} ký tự',
    userName: 'Không chứa tên đăng nhập',
    different: 'Khác mật khẩu hiện tại',
  },
  met: 'đạt',
  unmet: 'chưa đạt',
  advice: 'Dễ nhớ mà khó đoán: ghép ba, bốn từ không liên quan với nhau. Không dùng lại mật khẩu ở nơi khác.',
  mismatch: 'Hai lần nhập chưa giống nhau.',
  telex:
    'Có chữ có dấu: lần sau phải gõ bằng đúng bộ gõ (Unikey) như lần này. Nên tắt bộ gõ và dùng chữ không dấu.',
  submit: 'Đặt mật khẩu mới',
  done: 'Đã đổi mật khẩu.',
  leave: 'Đăng xuất, đặt sau',
  cancel: 'Hủy',
  settingsLead: 'Nên đổi khi nghi có người khác biết mật khẩu của bạn.',
} as const;
