import type { Page } from 'playwright-core';

/** The screen that stands before everything else after the first sign-in. */
export async function firstPasswordShown(page: Page) {
  await page.getByRole('heading', { name: 'Đặt mật khẩu của riêng bạn' }).waitFor();
}

/** Enters the new password twice and sends it; the one-time password was typed on the sign-in form. */
export async function chooseFirstPassword(page: Page, next: string) {
  await firstPasswordShown(page);
  await enterNew(page, next);
}

/** The change by one's own will, from the settings. */
export async function changePassword(page: Page, current: string, next: string) {
  await page.getByRole('navigation').getByRole('link', { name: 'Thiết lập', exact: true }).click();
  await page.getByRole('link', { name: 'Đổi mật khẩu', exact: true }).click();
  await page.getByLabel('Mật khẩu hiện tại', { exact: true }).fill(current);
  await enterNew(page, next);
}

async function enterNew(page: Page, next: string) {
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(next);
  await page.getByLabel('Nhập lại mật khẩu mới', { exact: true }).fill(next);
  await page.getByRole('button', { name: 'Đặt mật khẩu mới', exact: true }).click();
}
