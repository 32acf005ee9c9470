export const signIn = {
  title: 'Đăng nhập',
  lead: 'Dùng tài khoản Dịch vụ công mà Kho bạc đã cấp cho bạn.',
  username: 'Tên đăng nhập',
  password: 'Mật khẩu',
  submit: 'Đăng nhập',
  demo: 'Tài khoản dùng thử',
  demoHint: 'Bấm một dòng để điền sẵn.',
  show: 'Hiện hoặc ẩn chữ đang gõ',
  capsLock: 'Caps Lock đang bật.',
  server: 'Máy chủ',
  troubleWithToken: 'Không cần đăng nhập: xem token và chứng thư số',
  diagnose: 'chẩn đoán máy',
  points: {
    draft: 'Soạn chứng từ, lưu ngay trên máy',
    sign: 'Ký số bằng token',
    send: 'Gửi Kho bạc và theo dõi',
  },
} as const;
