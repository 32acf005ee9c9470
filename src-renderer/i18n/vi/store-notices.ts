/** What happened to a person's work on this machine; read once, dismissed by hand. */
export const storeNotices = {
  label: 'Việc đã xảy ra với hồ sơ của bạn',
  dismiss: 'Đã hiểu',
  open: 'Mở hồ sơ',
  recovered: {
    heading: 'Kho dữ liệu bị hỏng đã được cứu',
    text: 'Bản hỏng được để riêng tại {{folder}}, không bị xóa. Phần đọc được đã được giữ lại.',
    todo: 'Kết nối mạng để tải phần còn lại. Nếu còn thiếu, gửi thư mục đó cho bộ phận hỗ trợ.',
  },
  recoded: {
    heading: 'Hồ sơ “{{title}}” đổi mã từ {{from}} thành {{code}}',
    text: 'Một máy khác đã lập hồ sơ cùng mã trong cùng một giây. Nội dung của bạn giữ nguyên.',
    todo: 'Nếu đã ghi mã cũ ở đâu, hãy sửa lại.',
  },
  'brought-back': {
    heading: 'Máy chủ đã nhận lại hồ sơ “{{title}}”',
    text: 'Máy chủ vừa được khôi phục từ bản sao lưu và thiếu hồ sơ này; máy của bạn đã gửi lại.',
    todo: 'Mở hồ sơ và xem lại nội dung cho chắc.',
  },
  revived: {
    heading: 'Hồ sơ “{{title}}” đã xóa nay trở lại',
    text: 'Một người xóa hồ sơ trong khi người khác đang sửa; bản sửa được giữ.',
    todo: 'Mở hồ sơ xem lại; nếu vẫn muốn xóa thì xóa lần nữa.',
  },
  frozen: {
    heading: 'Sửa đổi của bạn đến sau khi hồ sơ “{{title}}” đã gửi đi',
    text: 'Bản đã gửi không thay đổi. Sửa đổi của bạn được giữ trong Lịch sử của hồ sơ.',
    todo: 'Nếu sửa đổi đó cần thiết, báo người ký trả lại hồ sơ.',
    todoBack: 'Hồ sơ đã trở lại: mở hồ sơ rồi bấm “Đưa vào hồ sơ”.',
  },
} as const;
