import type { Page } from 'playwright-core';

/** Signs in with the form, as a person does. */
export async function signIn(page: Page, account: { readonly username: string; readonly password: string }) {
  await page.getByLabel('Tên đăng nhập').fill(account.username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.getByRole('heading', { name: 'Hồ sơ thanh toán' }).waitFor();
}

export async function signOut(page: Page) {
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await page.getByLabel('Tên đăng nhập').waitFor();
}
