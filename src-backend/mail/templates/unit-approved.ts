import { paragraph } from '../message.ts';
import { plainWords } from '../plain-words.ts';
import { dossierFacts, kindName, subjectOf } from './about-dossier.ts';
import type { Template } from './template.ts';

export const unitApproved: Template<'unit.approved'> = (letter) => ({
  subject: subjectOf('KBNN đã phê duyệt', letter.code),
  name: letter.name,
  blocks: [
    paragraph(`${plainWords(letter.treasuryName)} đã phê duyệt ${kindName(letter.kind)} của đơn vị.`),
    dossierFacts(letter, ['Trạng thái', 'Đã hoàn thành']),
    paragraph(
      letter.kind === 'first'
        ? 'Việc cần làm: mỗi thành viên nhận được một thư riêng có tên đăng nhập và mật khẩu dùng một lần, đăng nhập DVCTT Desktop và đổi mật khẩu ngay ở lần đầu.'
        : 'Các thay đổi có hiệu lực ngay. Thành viên mới nhận được thư riêng có tên đăng nhập và mật khẩu dùng một lần; thành viên có thông tin thay đổi dùng tiếp tài khoản đang có.',
    ),
    paragraph(`Nếu không phải đơn vị bạn gửi hồ sơ này: báo ngay cho ${plainWords(letter.treasuryName)}.`),
  ],
});
