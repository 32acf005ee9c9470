/** Head of C2-02a/NS: the area kept free, the title with its boxes, form number and voucher number. */
import { form13 } from '#shared/domain/vouchers/form-13-fields.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { bodyWidth, page, type Sheet } from '../sheet.ts';

const sideWidth = 112;

export function drawHeading(sheet: Sheet, voucher: Voucher): void {
  const top = sheet.y;
  sheet.box(page.left, top, sideWidth - 16, 40, true);
  sheet.text('Không ghi vào', page.left, top + 7, { size: 10, width: sideWidth - 16, align: 'center' });
  sheet.text('khu vực này', page.left, top + 20, { size: 10, width: sideWidth - 16, align: 'center' });
  const right = drawFormNumber(sheet, voucher, top);
  const middle = drawTitle(sheet, voucher, top);
  sheet.y = Math.max(right, middle) + 8;
}

function drawFormNumber(sheet: Sheet, voucher: Voucher, top: number): number {
  const x = page.left + bodyWidth - sideWidth;
  let y = top;
  const write = (text: string, face: 'regular' | 'bold' | 'italic', size: number) => {
    const lines = sheet.wrap(text, sideWidth, { face, size });
    y += sheet.paragraph(lines, x, y, { face, size, width: sideWidth, align: 'center' });
  };
  write(`Mẫu số ${form13.id}`, 'bold', 11);
  write(`Ký hiệu: ${form13.symbol}`, 'bold', 11);
  write('(Nghị định 347/2025/NĐ-CP)', 'italic', 8.5);
  write(`Số: ${voucher.number === '' ? '……………' : voucher.number}`, 'regular', 11);
  write(`Năm ngân sách: ${voucher.date === '' ? '………' : voucher.date.slice(0, 4)}`, 'regular', 11);
  return y;
}

function drawTitle(sheet: Sheet, voucher: Voucher, top: number): number {
  const x = page.left + sideWidth;
  const width = bodyWidth - 2 * sideWidth;
  sheet.text(form13.title.vi.toUpperCase(), x, top + 2, { face: 'bold', size: 14.5, width, align: 'center' });
  const rows = [
    [
      ['Thực chi', voucher.purpose === 'THUC_CHI'],
      ['Tạm ứng', voucher.purpose === 'TAM_UNG'],
    ],
    [
      ['Chuyển khoản', voucher.method === 'CHUYEN_KHOAN'],
      ['Tiền mặt', voucher.method === 'TIEN_MAT'],
    ],
    [
      ['Chính thức', voucher.allocation === 'CHINH_THUC'],
      ['Tạm cấp', voucher.allocation === 'TAM_CAP'],
    ],
  ] as const;
  rows.forEach((row, at) => {
    row.forEach(([label, ticked], column) => {
      const rightEdge = x + width * (column === 0 ? 0.5 : 0.82);
      const labelWidth = sheet.widthOf(`${label} `, { size: 10.5 }) + 9;
      sheet.checkBox(label, ticked, rightEdge - labelWidth, top + 24 + at * 14);
    });
  });
  return top + 24 + rows.length * 14;
}
