import { paragraph } from '../message.ts';
import { dossierFacts, subjectOf } from './about-dossier.ts';
import type { Template } from './template.ts';

/** To the new address of a member who is asked at the standing one: whoever reads it here confirms nothing. */
export const memberAddress: Template<'member.address'> = (letter) => ({
  subject: subjectOf('Địa chỉ thư này được kê khai cho một thành viên', letter.code),
  name: letter.name,
  blocks: [
    paragraph(
      'Địa chỉ thư này được kê khai là địa chỉ mới của bạn trong hồ sơ đăng ký thay đổi, bổ sung thông tin sử dụng dịch vụ công trực tuyến.',
    ),
    dossierFacts(letter),
    paragraph(
      'Việc cần làm: mở thư có liên kết xác nhận ở địa chỉ đang đăng ký, hoặc đăng nhập DVCTT Desktop và xác nhận ở màn hình “Tra cứu hồ sơ”. Địa chỉ mới chỉ được dùng sau khi Kho bạc Nhà nước phê duyệt hồ sơ.',
    ),
    paragraph('Nếu không phải bạn: bỏ qua thư này, không cần làm gì.'),
  ],
});
