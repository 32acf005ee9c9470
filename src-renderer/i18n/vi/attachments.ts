export const attachments = {
  title: 'Tài liệu đính kèm',
  hint: 'Hợp đồng, hóa đơn, biên bản… Tốt nhất là PDF. Mỗi tệp tối đa 100 MB.',
  drop: 'Kéo tệp vào đây, hoặc',
  choose: 'Chọn tệp',
  adding: 'Đang thêm {{name}}…',
  remove: 'Bỏ tệp {{name}}',
  removed: 'Đã bỏ tệp {{name}}.',
  open: 'Xem {{name}}',
  added: 'Đã thêm {{name}}.',
  addedAs: 'Đã thêm {{name}} với tên {{taken}}.',
  refused: 'Không thêm được tệp {{name}}',
  refusedList: 'Các tệp không thêm được',
  dismiss: 'Đóng thông báo về {{name}}',
  falsePdf: 'Không phải PDF',
  falsePdfHint:
    'Tệp có đuôi .pdf nhưng nội dung không phải PDF nên người ký không xem được trong chương trình.',
} as const;
