import { paragraph, quote } from '../message.ts';
import { plainWords, quotedWords } from '../plain-words.ts';
import { dossierFacts, kindName, subjectOf } from './about-dossier.ts';
import type { Template } from './template.ts';

export const unitDeclined: Template<'unit.declined'> = (letter) => ({
  subject: subjectOf('Thành viên báo thông tin chưa đúng', letter.code),
  name: letter.name,
  blocks: [
    paragraph(
      `Thành viên “${plainWords(letter.member)}” (tên do người kê khai ghi) chưa xác nhận và báo rằng thông tin của mình trong ${kindName(letter.kind)} chưa đúng:`,
    ),
    quote(quotedWords(plainLines(letter.note))),
    dossierFacts(letter),
    paragraph(
      'Việc cần làm: mở hồ sơ trong DVCTT Desktop (màn hình “Tra cứu hồ sơ”), sửa thông tin ở bước “Kê khai thông tin thành viên” rồi bấm “Lưu”. Thư xác nhận mới sẽ được gửi cho thành viên có thông tin thay đổi.',
    ),
    paragraph(
      'Nếu không phải đơn vị bạn lập hồ sơ này: không cần làm gì. Hồ sơ chưa được ký thì không được gửi tới Kho bạc Nhà nước.',
    ),
  ],
});

/** The note comes from whoever holds the link. */
function plainLines(note: string): string {
  return note
    .split(/\r\n|[\r\n]/)
    .map((line) => plainWords(line, 1000))
    .join('\n');
}
