import { facts, paragraph } from '../message.ts';
import { untilWhen } from '../plain-words.ts';
import type { Template } from './template.ts';

export const memberPassword: Template<'member.password'> = (letter) => ({
  subject: '[DVCTT KBNN] Mật khẩu dùng một lần mới',
  name: letter.name,
  blocks: [
    paragraph(
      'Kho bạc Nhà nước đã cấp lại mật khẩu dùng một lần cho tài khoản dịch vụ công trực tuyến của bạn. Mật khẩu cũ không còn dùng được và bạn đã được đăng xuất khỏi mọi máy.',
    ),
    facts(
      ['Tên đăng nhập', letter.username],
      ['Mật khẩu dùng một lần', letter.password],
      ['Đăng nhập trước', untilWhen(letter.expiresAt)],
    ),
    paragraph(
      'Việc cần làm: mở DVCTT Desktop, đăng nhập bằng tên và mật khẩu trên, rồi đặt mật khẩu của riêng bạn.',
    ),
    paragraph(
      'Không cho ai biết mật khẩu, kể cả cán bộ Kho bạc Nhà nước. Xóa thư này sau khi đã đổi mật khẩu.',
    ),
    paragraph(
      'Nếu không phải bạn yêu cầu cấp lại mật khẩu: báo ngay cho Kho bạc Nhà nước nơi đơn vị giao dịch.',
    ),
  ],
});
