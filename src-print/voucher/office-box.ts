/** The framed part that the Treasury fills in by pen. */
import type { PrintedOffice } from '#shared/domain/vouchers/forms/description.ts';
import { bodyWidth, page, type Sheet } from '../sheet.ts';

const padding = 4;
/** Room for handwriting. */
const rowHeight = 17;
const headingInk = { face: 'bold', size: 10 } as const;

export function drawOffice(sheet: Sheet, { heading, rows }: PrintedOffice): void {
  const headHeight = sheet.lineHeight(headingInk) + 2;
  const height = headHeight + rows.length * rowHeight + padding;
  if (!sheet.fits(height + 4)) sheet.newPage();
  sheet.y += 4;
  sheet.box(page.left, sheet.y, bodyWidth, height);
  sheet.text(heading, page.left + padding, sheet.y + 2, headingInk);
  rows.forEach((labels, at) => {
    const y = sheet.y + headHeight + at * rowHeight;
    const width = (bodyWidth - 2 * padding) / labels.length;
    labels.forEach((label, column) => {
      const left = page.left + padding + column * width;
      sheet.text(label, left, y);
      sheet.leader(left + sheet.widthOf(`${label} `), left + width - 4, y + sheet.lineHeight() - 2.5);
    });
  });
  sheet.y += height;
}
