import { paragraph } from '../message.ts';
import { dossierFacts, subjectOf } from './about-dossier.ts';
import type { Template } from './template.ts';

export const memberChanged: Template<'member.changed'> = (letter) => ({
  subject: subjectOf('Thông tin đăng ký của bạn đã thay đổi', letter.code),
  name: letter.name,
  blocks: [
    paragraph(
      'Kho bạc Nhà nước đã phê duyệt hồ sơ đăng ký thay đổi, bổ sung của đơn vị. Thông tin đăng ký của bạn (chức danh, liên hệ, tài khoản được phép hoặc chứng thư số) đã được cập nhật theo nội dung bạn đã xác nhận.',
    ),
    dossierFacts(letter, ['Tên đăng nhập', letter.username]),
    paragraph(
      'Việc cần làm: tiếp tục dùng tên đăng nhập và mật khẩu đang có. Nếu bạn đã đăng ký chứng thư số mới, từ nay hãy ký bằng chứng thư số đó.',
    ),
    paragraph(
      'Nếu không phải bạn đã xác nhận thay đổi này: báo ngay cho Kho bạc Nhà nước nơi đơn vị giao dịch.',
    ),
  ],
});
