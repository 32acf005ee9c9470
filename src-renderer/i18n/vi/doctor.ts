export const doctor = {
  title: 'Chẩn đoán máy và token',
  lead: 'Kiểm tra phần mềm, token, máy chủ và đồng hồ của máy. Không đọc và không hỏi mã PIN.',
  run: 'Kiểm tra lại',
  running: 'Đang kiểm tra…',
  found: 'Thấy',
  remedy: 'Cần làm',
  state: { ok: 'Tốt', warning: 'Nên xem', failed: 'Có lỗi', skipped: 'Bỏ qua' },
  summaryOk: 'Không thấy lỗi nào.',
  summaryBad: 'Có {{count}} mục cần xử lý.',
} as const;
