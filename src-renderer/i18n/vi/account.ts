/** Leaving, coming back and being put out. */
export const account = {
  leave: 'Đăng xuất',
  leaveTitle: 'Đăng xuất khi còn thay đổi chưa gửi?',
  leaveWaiting_one: '{{count}} thay đổi chưa gửi được lên máy chủ.',
  leaveWaiting_other: '{{count}} thay đổi chưa gửi được lên máy chủ.',
  leaveSafe: 'Không thay đổi nào bị mất: tất cả được giữ an toàn, có mã hóa, trên máy này.',
  leaveGoing_one: '{{count}} thay đổi sẽ được gửi khi {{name}} đăng nhập lại ở máy này.',
  leaveGoing_other: '{{count}} thay đổi sẽ được gửi khi {{name}} đăng nhập lại ở máy này.',
  leaveColleagues: 'Đồng nghiệp chưa thấy các thay đổi đó cho tới khi chúng được gửi.',
  leaveSending: 'Đang gửi nốt các thay đổi…',
  stay: 'Ở lại',
  keptSafe_one:
    '{{count}} thay đổi chưa gửi được giữ an toàn trên máy này, sẽ gửi khi {{name}} đăng nhập lại.',
  keptSafe_other:
    '{{count}} thay đổi chưa gửi được giữ an toàn trên máy này, sẽ gửi khi {{name}} đăng nhập lại.',
  keptBlocked_one:
    '{{count}} thay đổi được giữ an toàn trên máy này, chỉ gửi sau khi {{name}} đăng nhập lại và chọn hoặc xử lý.',
  keptBlocked_other:
    '{{count}} thay đổi được giữ an toàn trên máy này, chỉ gửi sau khi {{name}} đăng nhập lại và chọn hoặc xử lý.',
  left: 'Đã đăng xuất',
  againTitle: 'Phiên đăng nhập đã hết',
  againText: 'Nhập mật khẩu để làm tiếp. Nội dung bạn đang gõ vẫn còn nguyên.',
  againToSend: 'Nhập mật khẩu để gửi và nhận thay đổi. Nội dung bạn đang gõ vẫn còn nguyên.',
  person: 'Người dùng',
  later: 'Để sau',
  other: 'Dùng tài khoản khác',
  stillOffline: 'Chưa liên lạc được với máy chủ nên vẫn làm việc ngoại tuyến.',
  offlineNow: 'Đang làm việc ngoại tuyến',
  offlineNowText:
    'Chưa liên lạc được với máy chủ. Bạn xem và sửa được mọi hồ sơ đã có trên máy này; thay đổi tự gửi khi có mạng.',
  revokedUnsent_one: '{{count}} thay đổi chưa gửi cũng đã bị xóa cùng dữ liệu.',
  revokedUnsent_other: '{{count}} thay đổi chưa gửi cũng đã bị xóa cùng dữ liệu.',
  revokedClose: 'Tới màn hình đăng nhập',
} as const;
