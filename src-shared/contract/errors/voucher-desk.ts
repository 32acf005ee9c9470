import { texts } from './text.ts';

/** Failures of the payee book, templates and earlier vouchers. */
export const voucherDeskFailures = {
  PAYEE_INCOMPLETE: texts(
    [
      'Chưa đủ thông tin đơn vị nhận tiền',
      'Sổ đơn vị nhận tiền cần tên và số tài khoản.',
      'Điền tên và số tài khoản rồi lưu lại.',
    ],
    [
      'The payee is incomplete',
      'The payee book needs a name and an account number.',
      'Fill in name and account number, then save again.',
    ],
  ),
  TEMPLATE_NOT_FOUND: texts(
    [
      'Không tìm thấy mẫu chứng từ',
      'Mẫu đã bị xóa trên máy này.',
      'Chọn mẫu khác, hoặc chép từ một chứng từ cũ.',
    ],
    [
      'Template not found',
      'The template was deleted on this machine.',
      'Choose another template, or copy from an earlier voucher.',
    ],
  ),
  VOUCHER_NOT_FOUND: texts(
    [
      'Không tìm thấy chứng từ',
      'Chứng từ đã bị xóa khỏi hồ sơ, hoặc hồ sơ không còn trên máy này.',
      'Tìm lại và chọn chứng từ khác.',
    ],
    [
      'Voucher not found',
      'The voucher was deleted from its dossier, or the dossier is not on this machine any more.',
      'Search again and choose another voucher.',
    ],
  ),
} as const;
