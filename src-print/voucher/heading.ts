/** Head of the form: the area kept free, the title with its boxes, form number and voucher number. */
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { bodyWidth, page, type Sheet } from '../sheet.ts';

const sideWidth = 112;
const titleInk = { face: 'bold', size: 14.5 } as const;
const boxInk = { size: 10.5 } as const;

export function drawHeading(sheet: Sheet, form: FormDescription, voucher: Voucher): void {
  const top = sheet.y;
  sheet.box(page.left, top, sideWidth - 16, 40, true);
  sheet.text('Không ghi vào', page.left, top + 7, { size: 10, width: sideWidth - 16, align: 'center' });
  sheet.text('khu vực này', page.left, top + 20, { size: 10, width: sideWidth - 16, align: 'center' });
  const right = drawFormNumber(sheet, form, voucher, top);
  const middle = drawTitle(sheet, form, voucher, top);
  sheet.y = Math.max(top + 40, right, middle) + 8;
}

function drawFormNumber(sheet: Sheet, form: FormDescription, voucher: Voucher, top: number): number {
  const x = page.left + bodyWidth - sideWidth;
  let y = top;
  const write = (text: string, face: 'regular' | 'bold' | 'italic', size: number) => {
    const lines = sheet.wrap(text, sideWidth, { face, size });
    y += sheet.paragraph(lines, x, y, { face, size, width: sideWidth, align: 'center' });
  };
  write(`Mẫu số ${form.id}`, 'bold', 11);
  if (form.symbol !== '') write(`Ký hiệu: ${form.symbol}`, 'bold', 11);
  write('(Nghị định 347/2025/NĐ-CP)', 'italic', 8.5);
  write(`Số: ${voucher.number === '' ? '……………' : voucher.number}`, 'regular', 11);
  write(`Năm ngân sách: ${voucher.date === '' ? '………' : voucher.date.slice(0, 4)}`, 'regular', 11);
  return y;
}

function drawTitle(sheet: Sheet, form: FormDescription, voucher: Voucher, top: number): number {
  const x = page.left + sideWidth;
  const width = bodyWidth - 2 * sideWidth;
  const broken = form.print.title ?? [form.title.vi.toUpperCase()];
  const title = broken.flatMap((line) => sheet.wrap(line, width - 12, titleInk));
  let y = top + 2 + sheet.paragraph(title, x, top + 2, { ...titleInk, width, align: 'center' }) + 5;
  for (const row of form.print.choices) {
    drawBoxes(
      sheet,
      row.map(({ label, field, is }) => [label, voucher[field] === is] as const),
      { x, y, width },
    );
    y += 14;
  }
  return y;
}

/** One row of check boxes; two stand in columns, so that the boxes of the rows below each other line up. */
function drawBoxes(
  sheet: Sheet,
  boxes: readonly (readonly [label: string, ticked: boolean])[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): void {
  const widths = boxes.map(([label]) => sheet.widthOf(`${label} `, boxInk) + 9);
  const gap = 16;
  const used = widths.reduce((sum, one) => sum + one, gap * (boxes.length - 1));
  let left = x + (width - used) / 2;
  boxes.forEach(([label, ticked], at) => {
    const own = widths[at] ?? 0;
    const rightEdge = boxes.length === 2 ? x + width * (at === 0 ? 0.5 : 0.82) : left + own;
    sheet.checkBox(label, ticked, rightEdge - own, y);
    left += own + gap;
  });
}
