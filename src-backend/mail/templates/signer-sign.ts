import { link, paragraph } from '../message.ts';
import { untilWhen } from '../plain-words.ts';
import { dossierFacts, kindName, whyAgain, subjectOf } from './about-dossier.ts';
import { linkAddress, type Template } from './template.ts';

export const signerSign: Template<'signer.sign'> = (letter, place) => ({
  subject: subjectOf('Đề nghị ký số và gửi hồ sơ', letter.code),
  name: letter.name,
  blocks: [
    ...whyAgain(letter.again),
    paragraph(
      `Tất cả thành viên cần xác nhận đã xác nhận xong thông tin trong ${kindName(letter.kind)} của đơn vị. Hồ sơ đang chờ Chủ tài khoản hoặc người được ủy quyền Chủ tài khoản ký số và gửi Kho bạc Nhà nước.`,
    ),
    dossierFacts(letter, ['Ký trước', untilWhen(letter.expiresAt)]),
    paragraph(
      'Đề nghị bạn cắm token (nếu ký từ xa: chuẩn bị điện thoại có ứng dụng ký số), mở liên kết dưới đây trên máy đã cài DVCTT Desktop, xem lại tờ khai rồi bấm “Ký số”.',
    ),
    link('Xem hồ sơ và ký số', linkAddress(place, letter.secret)),
    paragraph('Liên kết chỉ dành cho bạn. Không chuyển tiếp thư này cho người khác.'),
    paragraph(
      'Nếu không phải bạn, hoặc bạn không biết về hồ sơ này: không ký, bỏ qua thư và báo cho đơn vị.',
    ),
  ],
});
