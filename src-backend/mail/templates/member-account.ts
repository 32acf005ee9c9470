import { roleNames } from '#shared/domain/people/roles.ts';
import { facts, paragraph } from '../message.ts';
import { plainWords, untilWhen } from '../plain-words.ts';
import { kindName, subjectOf } from './about-dossier.ts';
import type { Template } from './template.ts';

export const memberAccount: Template<'member.account'> = (letter) => ({
  subject: subjectOf('Tài khoản đăng nhập của bạn', letter.code),
  name: letter.name,
  blocks: [
    paragraph(
      `Kho bạc Nhà nước đã phê duyệt ${kindName(letter.kind)} của ${plainWords(letter.unitName)} và cấp tài khoản cho bạn.`,
    ),
    facts(
      ['Tên đăng nhập', letter.username],
      ['Mật khẩu dùng một lần', letter.password],
      ['Đăng nhập lần đầu trước', untilWhen(letter.expiresAt)],
      ['Chức danh', roleNames[letter.role]],
      ['Đơn vị', plainWords(letter.unitName)],
    ),
    paragraph(
      'Việc cần làm: mở DVCTT Desktop, đăng nhập bằng tên và mật khẩu trên, rồi đặt mật khẩu của riêng bạn. Mật khẩu dùng một lần hết tác dụng sau khi đổi.',
    ),
    paragraph(
      'Không cho ai biết mật khẩu, kể cả cán bộ Kho bạc Nhà nước. Xóa thư này sau khi đã đổi mật khẩu.',
    ),
    paragraph(
      'Nếu không phải bạn, hoặc bạn không đăng ký: không dùng tài khoản này và báo cho Kho bạc Nhà nước nơi đơn vị giao dịch.',
    ),
  ],
});
