import type { Locator, Page } from 'playwright-core';
import { field } from './draft-page.ts';

export interface Declared {
  readonly name: string;
  readonly identityNumber: string;
  readonly email: string;
}

/** A text or a code by its label; labels of mandatory fields carry a mark. */
const typed = (within: Page | Locator, label: string) =>
  within.getByLabel(new RegExp(`^${label}( \\*)?$`)).first();

async function fill(within: Page | Locator, values: Readonly<Record<string, string>>) {
  for (const [label, value] of Object.entries(values)) {
    const box = typed(within, label);
    await box.fill(value);
    // A list of codes that stands open would cover the next field.
    await box.press('Tab');
  }
}

export async function next(page: Page) {
  await page.getByRole('button', { name: 'Tiếp tục', exact: true }).click();
}

/** Step 1. */
export async function fillUnit(page: Page, unit: { readonly code: string; readonly name: string }) {
  await fill(page, {
    'Kính gửi KBNN': '0064',
    'Mã ĐVQHNS': unit.code,
    'Tên đơn vị': unit.name,
    'Mã chương': '622',
    'Số điện thoại': '02713778899',
    Email: 'bql@phuoclong.vn',
    'Địa chỉ': 'Số 6 đường Độc Lập, thị xã Phước Long',
  });
}

/** Step 2: one account and the unit itself. */
export async function fillProject(page: Page, unit: { readonly code: string; readonly name: string }) {
  await page.getByRole('button', { name: 'Thêm tài khoản' }).click();
  await fill(page, {
    'Mã TKKT, dòng 1': '9523',
    'Tên tài khoản, dòng 1': 'Chi thường xuyên giao tự chủ',
    'Mã cấp NS, dòng 1': '3',
  });
  await page.getByRole('button', { name: `Thêm chính đơn vị (${unit.code})` }).click();
  await page.getByText(`9523.3.${unit.code}`).first().waitFor();
}

/** Step 3: one member, written down with “Ghi”. */
export async function addMember(page: Page, member: Declared, role: string) {
  await page
    .getByRole('button', { name: /^Thêm thành viên/ })
    .first()
    .click();
  const form = page.getByRole('region', { name: 'Thông tin thành viên', exact: true });
  await form.waitFor();
  await fill(form, {
    'Họ tên': member.name,
    'Số CMND/thẻ căn cước/hộ chiếu': member.identityNumber,
    'Ngày cấp': '04/07/2021',
    'Nơi cấp': 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
    Email: member.email,
    'Điện thoại': '0983889930',
  });
  await form.getByRole('radio', { name: role, exact: true }).check();
  const title = field(form, 'Chức danh tham gia DVC');
  if ((await title.inputValue()) === '') await title.fill(role);
  const all = form.getByRole('checkbox', { name: 'Chọn tất cả' });
  if (!(await all.isChecked())) await all.check();
  await form.getByRole('button', { name: 'Ghi', exact: true }).click();
  await page.getByText(`Đã ghi ${member.name} vào danh sách thành viên.`).waitFor();
}

/** “Lưu” or “Lưu lại” on the last step. */
export async function save(page: Page) {
  await page.getByRole('button', { name: /^Lưu/ }).last().click();
}

/** The code that the dossier was given. */
export async function codeOf(page: Page): Promise<string> {
  const heading = page.getByText(/\d{19}/).first();
  await heading.waitFor();
  return /\d{19}/.exec(await heading.innerText())?.[0] ?? '';
}
