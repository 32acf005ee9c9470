import { paragraph, quote } from '../message.ts';
import { plainWords, quotedWords } from '../plain-words.ts';
import { dossierFacts, kindName, subjectOf } from './about-dossier.ts';
import type { Template } from './template.ts';

export const unitRejected: Template<'unit.rejected'> = (letter) => ({
  subject: subjectOf('KBNN từ chối tiếp nhận', letter.code),
  name: letter.name,
  blocks: [
    paragraph(
      `${plainWords(letter.treasuryName)} từ chối tiếp nhận ${kindName(letter.kind)} của đơn vị, với lý do:`,
    ),
    quote(quotedWords(letter.reason)),
    dossierFacts(letter, ['Trạng thái', 'KBNN từ chối tiếp nhận']),
    paragraph(
      'Việc cần làm: mở “Tra cứu hồ sơ” trong DVCTT Desktop, chọn hồ sơ này rồi bấm “Sao chép” để có một hồ sơ mới với thông tin cũ, sửa theo lý do trên và gửi lại.',
    ),
    paragraph(`Nếu không phải đơn vị bạn gửi hồ sơ này: báo ngay cho ${plainWords(letter.treasuryName)}.`),
  ],
});
