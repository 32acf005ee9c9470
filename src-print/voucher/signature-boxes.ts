/** Foot of the form: the Treasury's control on the left, the unit's two signatures on the right. */
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { bodyWidth, page, type Sheet } from '../sheet.ts';

/** Room for stamps and the marks of visible signatures. */
const signingRoom = 62;

export function drawSignatureBoxes(sheet: Sheet, voucher: Voucher): void {
  const height = 4 * sheet.lineHeight() + signingRoom;
  if (!sheet.fits(height + 8)) sheet.newPage();
  sheet.y += 8;
  const half = bodyWidth / 2;
  drawSide(sheet, page.left, half, {
    date: 'Ngày …… tháng …… năm ………',
    title: 'KHO BẠC NHÀ NƯỚC',
    signers: [
      ['Kế toán', '(Ký, ghi họ tên)'],
      ['Kế toán trưởng', '(Ký, ghi họ tên)'],
      ['Giám đốc', '(Ký, ghi họ tên)'],
    ],
  });
  drawSide(sheet, page.left + half, half, {
    date: dateInWords(voucher.date),
    title: 'ĐƠN VỊ RÚT DỰ TOÁN',
    signers: [
      ['Kế toán trưởng', '(Ký số)'],
      ['Chủ tài khoản', '(Ký số)'],
    ],
  });
  sheet.rule(page.left + half, sheet.y, page.left + half, sheet.y + height);
  sheet.y += height;
}

interface Side {
  readonly date: string;
  readonly title: string;
  readonly signers: readonly (readonly [title: string, hint: string])[];
}

function drawSide(sheet: Sheet, x: number, width: number, side: Side): void {
  const line = sheet.lineHeight();
  sheet.text(side.date, x, sheet.y, { face: 'italic', width, align: 'center' });
  sheet.text(side.title, x, sheet.y + line, { face: 'bold', width, align: 'center' });
  const share = width / side.signers.length;
  side.signers.forEach(([title, hint], at) => {
    const left = x + at * share;
    sheet.text(title, left, sheet.y + 2 * line + 2, {
      face: 'bold',
      size: 10.5,
      width: share,
      align: 'center',
    });
    sheet.text(hint, left, sheet.y + 3 * line + 1, {
      face: 'italic',
      size: 9,
      width: share,
      align: 'center',
    });
  });
}

function dateInWords(date: string): string {
  const [year, month, day] = date.split('-');
  if (year === undefined || month === undefined || day === undefined) return 'Ngày …… tháng …… năm ………';
  return `Ngày ${day} tháng ${month} năm ${year}`;
}
