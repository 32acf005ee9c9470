/** Draws one voucher as its form describes it, on the sheet's pages from here on. */
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { PrintBlock } from '#shared/domain/vouchers/forms/description.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { bodyWidth, page, type Sheet } from '../sheet.ts';
import { drawHeading } from './heading.ts';
import { drawLines } from './lines-table.ts';
import { drawOffice } from './office-box.ts';
import { drawSignatureBoxes } from './signature-boxes.ts';
import { shownValue } from './shown-value.ts';

export function drawForm(sheet: Sheet, voucher: Voucher, dossierCode: DossierCode): void {
  const form = formOf(voucher);
  drawHeading(sheet, form, voucher);
  for (const block of form.print.before) drawBlock(sheet, block, voucher);
  sheet.y += 3;
  drawLines(sheet, form, voucher);
  sheet.y += 6;
  for (const block of form.print.after) drawBlock(sheet, block, voucher);
  if (form.print.office !== undefined) drawOffice(sheet, form.print.office);
  drawSignatureBoxes(sheet, form, voucher);
  drawFooters(sheet, dossierCode);
}

function drawBlock(sheet: Sheet, { heading, rows }: PrintBlock, voucher: Voucher): void {
  // Kept together when its texts are of common length.
  const usual = (rows.length + (heading === undefined ? 0 : 1)) * (sheet.lineHeight() + 2.5);
  if (!sheet.fits(usual)) sheet.newPage();
  if (heading !== undefined) {
    sheet.text(heading, page.left, sheet.y + 1, { face: 'bold', size: 10.5 });
    sheet.y += sheet.lineHeight() + 2.5;
  }
  for (const row of rows) {
    sheet.row(row.map(({ label, value, share }) => [label, shownValue(voucher, value), share]));
  }
}

function drawFooters(sheet: Sheet, dossierCode: DossierCode): void {
  const y = page.height - page.bottom + 14;
  const size = 9;
  sheet.eachPage((number, count) => {
    sheet.rule(page.left, y - 4, page.left + bodyWidth, y - 4);
    sheet.text(`Mã hồ sơ: ${dossierCode}`, page.left, y, { size });
    sheet.text(`Trang ${String(number)}/${String(count)}`, page.left, y, { size, align: 'right' });
  });
}
