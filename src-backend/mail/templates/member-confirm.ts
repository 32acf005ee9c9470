import { link, paragraph } from '../message.ts';
import { plainWords, untilWhen } from '../plain-words.ts';
import { dossierFacts, kindName, whyAgain, subjectOf } from './about-dossier.ts';
import { linkAddress, type Template } from './template.ts';

export const memberConfirm: Template<'member.confirm'> = (letter, place) => ({
  subject: subjectOf('Đề nghị xác nhận thông tin thành viên', letter.code),
  name: letter.name,
  blocks: [
    ...whyAgain(letter.again),
    paragraph(
      `Đơn vị “${plainWords(letter.unitName)}” (tên do người kê khai ghi) đã kê khai bạn là thành viên tham gia dịch vụ công trực tuyến của Kho bạc Nhà nước, trong ${kindName(letter.kind)}.`,
    ),
    dossierFacts(letter, ['Xác nhận trước', untilWhen(letter.expiresAt)]),
    paragraph(
      'Đề nghị bạn mở liên kết dưới đây trên máy đã cài DVCTT Desktop, kiểm tra thông tin của mình rồi xác nhận. Nếu chức danh của bạn có ký số, hãy cắm token trước khi bấm “Lấy thông tin Serial Chứng thư số”; nếu ký từ xa, chuẩn bị tài khoản ở nhà cung cấp và điện thoại.',
    ),
    link('Xem và xác nhận thông tin', linkAddress(place, letter.secret)),
    paragraph(
      'Nếu thông tin chưa đúng: mở liên kết, chọn “Thông tin của tôi chưa đúng” và ghi rõ chỗ sai; đơn vị sẽ sửa và gửi lại thư cho bạn.',
    ),
    paragraph('Liên kết chỉ dành cho bạn. Không chuyển tiếp thư này cho người khác.'),
    paragraph(
      'Nếu không phải bạn, hoặc bạn không biết về việc đăng ký này: không mở liên kết và bỏ qua thư. Khi chưa có xác nhận của bạn, hồ sơ không được gửi tới Kho bạc Nhà nước.',
    ),
  ],
});
