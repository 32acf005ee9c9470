/** The parts of a declaration, in the order of the wizard's steps. */
import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import type { RegistrationChange } from '#shared/domain/registration/changes.ts';
import type { RegistrationContent, RegistrationUnit } from '#shared/domain/registration/registration.ts';
import type { Service, ServiceNode } from '#shared/domain/registration/services.ts';
import { bodyWidth, page, type Sheet } from '../sheet.ts';
import { drawTable } from './table.ts';
import type { Title } from './title.ts';

const chapterWidth = 0.34;

export function drawUnit(sheet: Sheet, unit: RegistrationUnit): void {
  sheet.row([['Tên đơn vị:', unit.name, 1]]);
  sheet.row([
    ['Mã ĐVQHNS:', unit.unitCode, chapterWidth],
    ['Mã chương:', chapterText(unit.chapter), 1 - chapterWidth],
  ]);
  sheet.row([['Địa chỉ:', unit.address, 1]]);
  sheet.row([
    ['Điện thoại:', unit.phone, chapterWidth],
    ['Email:', unit.email, 0.42],
    ['Fax:', unit.fax, 0.24],
  ]);
}

/** The tree of services with a box before each; a parent has none, as what it groups says it all. */
export function drawServices(
  sheet: Sheet,
  tree: readonly ServiceNode[],
  ticked: readonly Service[],
  indent = 0,
): void {
  for (const { label, service, children } of tree) {
    if (service === undefined) drawGroup(sheet, label.vi, indent);
    else drawTick(sheet, label.vi, ticked.includes(service), indent);
    if (children !== undefined) drawServices(sheet, children, ticked, indent + 14);
  }
}

export function drawChanges(sheet: Sheet, title: Title, changes: readonly RegistrationChange[]): void {
  const columns = [
    { head: 'STT', width: 28, align: 'center' },
    { head: 'Thông tin thay đổi', width: 148 },
    { head: 'Đã đăng ký', width: 160 },
    { head: 'Đăng ký thay đổi, bổ sung', width: bodyWidth - 336 },
  ] as const;
  drawTable(
    sheet,
    title,
    columns,
    changes.map(({ label, before, after }, at) => [
      String(at + 1),
      label.vi,
      before === '' ? [['(chưa có)', 'italic']] : before,
      after === '' ? [['(bỏ)', 'italic']] : after,
    ]),
  );
}

export function drawAccounts(sheet: Sheet, title: Title, { accounts }: RegistrationContent): void {
  const columns = [
    { head: 'STT', width: 28, align: 'center' },
    { head: 'Mã TKKT', width: 46, align: 'center' },
    { head: 'Tên tài khoản', width: bodyWidth - 306 },
    { head: 'Mã cấp NS', width: 46, align: 'center' },
    { head: 'Mã CTMT', width: 50, align: 'center' },
    { head: 'Ngày hiệu lực', width: 68, align: 'center' },
    { head: 'Ngày kết thúc', width: 68, align: 'center' },
  ] as const;
  drawTable(
    sheet,
    title,
    columns,
    accounts.map(({ account, name, budgetLevel, program, from, to }, at) => [
      String(at + 1),
      account,
      name,
      budgetLevel,
      program === '' ? '00000' : program,
      formatDate(from),
      formatDate(to),
    ]),
  );
}

export function drawProjects(sheet: Sheet, title: Title, { projects }: RegistrationContent): void {
  const columns = [
    { head: 'STT', width: 28, align: 'center' },
    { head: 'Mã ĐVQHNS/Dự án', width: 110, align: 'center' },
    { head: 'Tên ĐVQHNS/Dự án', width: bodyWidth - 138 },
  ] as const;
  drawTable(
    sheet,
    title,
    columns,
    projects.map(({ code, name }, at) => [String(at + 1), code, name]),
  );
}

/** The numbers in use; those that are taken out are named below, so that nothing is left to guess. */
export function drawNumbers(sheet: Sheet, title: Title, content: RegistrationContent): void {
  const numbers = accountNumbers(content);
  const columns = [
    { head: 'STT', width: 28, align: 'center' },
    { head: 'Số tài khoản', width: 110, align: 'center' },
    { head: 'Tên tài khoản', width: bodyWidth - 274 },
    { head: 'Ngày hiệu lực', width: 68, align: 'center' },
    { head: 'Ngày kết thúc', width: 68, align: 'center' },
  ] as const;
  const used = numbers.filter((number) => number.used);
  drawTable(
    sheet,
    title,
    columns,
    used.map(({ number, name, from, to }, at) => [
      String(at + 1),
      number,
      name,
      formatDate(from),
      formatDate(to),
    ]),
  );
  const leftOut = numbers.filter((number) => !number.used).map(({ number }) => number);
  if (leftOut.length === 0) return;
  sheet.y += 2;
  drawText(sheet, `Không đăng ký sử dụng: ${leftOut.join(', ')}.`);
}

/** A paragraph of any length, over the pages it needs. */
export function drawText(sheet: Sheet, text: string, face: 'regular' | 'italic' = 'regular'): void {
  for (const line of sheet.wrap(text, bodyWidth, { face })) {
    if (!sheet.fits(sheet.lineHeight())) sheet.newPage();
    sheet.text(line, page.left, sheet.y, { face });
    sheet.y += sheet.lineHeight();
  }
  sheet.y += 2;
}

function drawGroup(sheet: Sheet, label: string, indent: number): void {
  if (!sheet.fits(2 * sheet.lineHeight())) sheet.newPage();
  sheet.text(`${label}:`, page.left + indent, sheet.y);
  sheet.y += sheet.lineHeight() + 1;
}

function drawTick(sheet: Sheet, label: string, ticked: boolean, indent: number): void {
  const side = 9;
  const x = page.left + indent;
  const lines = sheet.wrap(label, bodyWidth - indent - side - 6);
  if (!sheet.fits(lines.length * sheet.lineHeight() + 1)) sheet.newPage();
  sheet.box(x, sheet.y + 2, side, side);
  if (ticked) sheet.text('X', x, sheet.y + 1.8, { face: 'bold', size: 8, width: side, align: 'center' });
  sheet.y += sheet.paragraph(lines, x + side + 6, sheet.y) + 1;
}

function chapterText(code: string): string {
  const name = findCode(codeLists.chapter, code)?.name;
  return name === undefined ? code : `${code} - ${name}`;
}
