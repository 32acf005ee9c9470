/** Foot of a declaration: what the account holder vouches for, and the room for the signature. */
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';
import { bodyWidth, page, type Sheet } from '../sheet.ts';
import { drawText } from './sections.ts';

/** Room for the mark of a visible signature. */
const signingRoom = 72;
const width = 240;

export function drawSignature(sheet: Sheet, madeAt: Date): void {
  const height = 4 * sheet.lineHeight() + signingRoom;
  // The promise and the signature below it belong on one page.
  if (!sheet.fits(height + 3 * sheet.lineHeight() + 8)) sheet.newPage();
  sheet.y += 8;
  drawText(
    sheet,
    'Đơn vị cam kết các thông tin kê khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung đã kê khai.',
    'italic',
  );
  const x = page.left + bodyWidth - width;
  const line = sheet.lineHeight();
  const [year = '', month = '', day = ''] = vietnamDate(madeAt).split('-');
  const date = `Ngày ${day} tháng ${month} năm ${year}`;
  sheet.text(date, x, sheet.y, { face: 'italic', width, align: 'center' });
  sheet.text('CHỦ TÀI KHOẢN', x, sheet.y + line, { face: 'bold', width, align: 'center' });
  sheet.text('(hoặc người được ủy quyền chủ tài khoản)', x, sheet.y + 2 * line, {
    face: 'italic',
    size: 10,
    width,
    align: 'center',
  });
  sheet.text('(Ký số)', x, sheet.y + 3 * line, { face: 'italic', size: 10, width, align: 'center' });
  sheet.y += height;
}
