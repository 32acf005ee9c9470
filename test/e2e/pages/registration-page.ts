import type { Locator, Page } from 'playwright-core';

/** “Tra cứu hồ sơ đăng ký” by the masthead, or by the sign-in screen where nobody has signed in. */
export async function openRegistrations(page: Page) {
  const masthead = page.getByRole('navigation').getByRole('link', { name: 'Đăng ký DVC', exact: true });
  const door = page.getByRole('link', { name: 'Đơn vị chưa có tài khoản? Đăng ký sử dụng DVC' });
  await masthead.or(door).first().click();
  await page.getByRole('heading', { name: 'Tra cứu hồ sơ đăng ký' }).waitFor();
}

/** Begins a dossier from the list; the wizard is open when this returns. */
export async function beginRegistration(page: Page, kind: 'first' | 'change') {
  const name = kind === 'first' ? 'Đăng ký sử dụng DVC' : 'Đăng ký thay đổi, bổ sung';
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForURL(/#\/registrations\/[\w-]+$/);
}

/** The row of the list that shows a text: a code, a unit. */
export function registrationRow(page: Page, text: string): Locator {
  return page.getByRole('row').filter({ hasText: text });
}

/** Opens a dossier of the list by its row. */
export async function openRegistration(page: Page, text: string) {
  await registrationRow(page, text).getByRole('link').first().click();
  await page.waitForURL(/#\/registrations\/[\w-]+$/);
}

export async function searchRegistrations(page: Page, words: string) {
  await page.getByLabel('Tìm hồ sơ đăng ký').fill(words);
}

/** “Sao chép” of a rejected dossier in the list; the copy is open when this returns. */
export async function copyRejected(page: Page, code: string) {
  await page.getByRole('button', { name: `Sao chép hồ sơ ${code}` }).click();
  await page.waitForURL(/#\/registrations\/[\w-]+$/);
}

/** The button beside a refusal CERT_NOT_REGISTERED; the change dossier is open when this returns. */
export async function renewFromRefusal(page: Page) {
  await page
    .getByRole('button', { name: /^Chứng thư số của tôi đã gia hạn/ })
    .first()
    .click();
  await page.waitForURL(/#\/registrations\/[\w-]+$/);
}
