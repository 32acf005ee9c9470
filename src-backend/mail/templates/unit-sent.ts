import { paragraph } from '../message.ts';
import { plainWords } from '../plain-words.ts';
import { dossierFacts, kindName, subjectOf } from './about-dossier.ts';
import type { Template } from './template.ts';

export const unitSent: Template<'unit.sent'> = (letter) => ({
  subject: subjectOf('Hồ sơ đã được gửi tới KBNN', letter.code),
  name: letter.name,
  blocks: [
    paragraph(
      `Chủ tài khoản đã ký số và gửi ${kindName(letter.kind)} của đơn vị tới ${plainWords(letter.treasuryName)}.`,
    ),
    dossierFacts(
      letter,
      ['Nơi nhận', plainWords(letter.treasuryName)],
      ['Trạng thái', 'Chờ cán bộ KBNN tiếp nhận hồ sơ'],
    ),
    paragraph(
      'Việc cần làm: chưa cần làm gì. Kết quả sẽ được gửi tới địa chỉ thư này; bạn cũng xem được ở màn hình “Tra cứu hồ sơ” của DVCTT Desktop.',
    ),
    paragraph(`Nếu không phải đơn vị bạn gửi hồ sơ này: báo ngay cho ${plainWords(letter.treasuryName)}.`),
  ],
});
