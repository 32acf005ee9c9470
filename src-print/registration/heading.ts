/** Head of the first page: the unit and the national heading, the code as QR and text, the title, to whom it is sent. */
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import type { RegistrationUnit } from '#shared/domain/registration/registration.ts';
import { bodyWidth, page, type Sheet } from '../sheet.ts';
import { drawQr } from './qr.ts';

/** Shown where the code would stand while there is none. */
export const previewMark = 'Bản xem trước, chưa có mã hồ sơ';

const leftWidth = 226;
/** Room on both sides of the title, so that it stays in the middle of the page. */
const sideWidth = 88;

export interface Heading {
  readonly code: string | undefined;
  readonly title: readonly string[];
  readonly unit: RegistrationUnit;
}

export function drawHeading(sheet: Sheet, { code, title, unit }: Heading): void {
  const top = sheet.y;
  const bottom = Math.max(drawUnitName(sheet, unit, top), drawNation(sheet, top)) + 8;
  const underMark = drawMark(sheet, code, bottom);
  const underTitle = drawTitle(sheet, title, bottom + 12);
  sheet.y = Math.max(underMark, underTitle) + 4;
  const office = findCode(codeLists.treasury, unit.treasuryCode)?.name;
  const to = `Kính gửi: ${office ?? 'Kho bạc Nhà nước'}${unit.treasuryCode === '' ? ' …………………' : ` (mã ${unit.treasuryCode})`}`;
  sheet.text(to, page.left, sheet.y, { face: 'bold', size: 12, align: 'center' });
  sheet.y += sheet.lineHeight({ size: 12 }) + 6;
}

/** The national heading of official papers (Nghị định 30/2020/NĐ-CP, Phụ lục I). */
function drawNation(sheet: Sheet, top: number): number {
  const x = page.left + leftWidth;
  const width = bodyWidth - leftWidth;
  const motto = 'Độc lập - Tự do - Hạnh phúc';
  const ink = { face: 'bold', size: 12.5 } as const;
  sheet.text('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x, top, {
    face: 'bold',
    size: 12,
    width,
    align: 'center',
  });
  sheet.text(motto, x, top + 15, { ...ink, width, align: 'center' });
  const mottoWidth = sheet.widthOf(motto, ink);
  const left = x + (width - mottoWidth) / 2;
  sheet.rule(left, top + 31, left + mottoWidth, top + 31);
  return top + 32;
}

function drawUnitName(sheet: Sheet, unit: RegistrationUnit, top: number): number {
  const ink = { face: 'bold', size: 11 } as const;
  const name = unit.name.trim() === '' ? 'ĐƠN VỊ: ……………………………' : unit.name.toUpperCase();
  const line = { ...ink, width: leftWidth, align: 'center' } as const;
  const height = sheet.paragraph(sheet.wrap(name, leftWidth - 8, ink), page.left, top, line);
  const middle = page.left + leftWidth / 2;
  sheet.rule(middle - 30, top + height + 2, middle + 30, top + height + 2);
  sheet.text(`Mã ĐVQHNS: ${unit.unitCode === '' ? '………………' : unit.unitCode}`, page.left, top + height + 6, {
    width: leftWidth,
    align: 'center',
  });
  return top + height + 6 + sheet.lineHeight();
}

/** The code and its QR on the right, or the mark of a preview. Returns the lower edge. */
function drawMark(sheet: Sheet, code: string | undefined, top: number): number {
  const right = page.left + bodyWidth;
  if (code === undefined) {
    const ink = { face: 'bold', size: 9.5 } as const;
    const lines = sheet.wrap(previewMark, sideWidth - 12, ink);
    const height = lines.length * sheet.lineHeight(ink) + 10;
    const x = right - sideWidth + 6;
    sheet.box(x, top + 6, sideWidth - 6, height, true);
    sheet.paragraph(lines, x, top + 11, { ...ink, width: sideWidth - 6, align: 'center' });
    return top + 6 + height;
  }
  const side = drawQr(sheet, code, right, top);
  // As wide as the QR with its white border, so it stands in the middle under it.
  const under = { size: 8, width: sideWidth + 15, align: 'center' } as const;
  return top + side - 7 + sheet.paragraph(['Mã hồ sơ', code], right - sideWidth, top + side - 7, under);
}

function drawTitle(sheet: Sheet, title: readonly string[], top: number): number {
  const ink = { face: 'bold', size: 14 } as const;
  const width = bodyWidth - 2 * sideWidth;
  const lines = title.flatMap((line) => sheet.wrap(line, width, ink));
  return top + sheet.paragraph(lines, page.left + sideWidth, top, { ...ink, width, align: 'center' });
}
