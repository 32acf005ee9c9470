/** Foot of the form: who signs for the Treasury and who for the unit, side by side as the form orders them. */
import type { FormDescription, PrintedSide } from '#shared/domain/vouchers/forms/description.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { bodyWidth, page, type Sheet } from '../sheet.ts';

/** Room for stamps and the marks of visible signatures. */
const signingRoom = 56;
const dateInk = { face: 'italic' } as const;
const titleInk = { face: 'bold' } as const;
const signerInk = { face: 'bold', size: 10.5 } as const;
const hintInk = { face: 'italic', size: 9 } as const;

interface LaidSide {
  readonly width: number;
  readonly date: readonly string[];
  readonly title: readonly string[];
  readonly signers: PrintedSide['signers'];
}

export function drawSignatureBoxes(sheet: Sheet, form: FormDescription, voucher: Voucher): void {
  const sides = layOut(sheet, form.print.signatures, voucher);
  const line = sheet.lineHeight();
  const headLines = Math.max(...sides.map(({ date, title }) => date.length + title.length));
  const height = (headLines + 2) * line + signingRoom;
  if (!sheet.fits(height + 8)) sheet.newPage();
  sheet.y += 8;
  let x: number = page.left;
  sides.forEach((side, at) => {
    if (at > 0) sheet.rule(x, sheet.y, x, sheet.y + height);
    drawSide(sheet, side, x, headLines);
    x += side.width;
  });
  sheet.y += height;
}

/** Two sides share the page by halves; more of them by the number of their signers. */
function layOut(sheet: Sheet, sides: readonly PrintedSide[], voucher: Voucher): readonly LaidSide[] {
  const signers = sides.reduce((sum, side) => sum + side.signers.length, 0);
  return sides.map((side) => {
    const width = bodyWidth * (sides.length <= 2 ? 1 / sides.length : side.signers.length / signers);
    return {
      width,
      date: side.date === 'none' ? [] : sheet.wrap(dateOf(side, voucher), width - 6, dateInk),
      title: sheet.wrap(side.title, width - 6, titleInk),
      signers: side.signers,
    };
  });
}

function drawSide(sheet: Sheet, side: LaidSide, x: number, headLines: number): void {
  const line = sheet.lineHeight();
  const { width } = side;
  sheet.paragraph(side.date, x, sheet.y, { ...dateInk, width, align: 'center' });
  sheet.paragraph(side.title, x, sheet.y + side.date.length * line, { ...titleInk, width, align: 'center' });
  const share = width / side.signers.length;
  const top = sheet.y + headLines * line;
  side.signers.forEach(([title, hint], at) => {
    const left = x + at * share;
    sheet.text(title, left, top + 2, { ...signerInk, width: share, align: 'center' });
    sheet.text(hint, left, top + line + 1, { ...hintInk, width: share, align: 'center' });
  });
}

function dateOf(side: PrintedSide, voucher: Voucher): string {
  const [year, month, day] = side.date === 'voucher' ? voucher.date.split('-') : [];
  if (year === undefined || month === undefined || day === undefined) return 'Ngày …… tháng …… năm ………';
  return `Ngày ${day} tháng ${month} năm ${year}`;
}
