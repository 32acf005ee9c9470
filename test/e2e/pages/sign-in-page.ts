import type { Page } from 'playwright-core';

interface Account {
  readonly username: string;
  readonly password: string;
}

/** Fills in and sends the form; what comes of it is the test's to see. */
export async function trySignIn(page: Page, account: Account) {
  await page.getByLabel('Tên đăng nhập').fill(account.username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
}

/** Signs in with the form, as a person does. */
export async function signIn(page: Page, account: Account) {
  await trySignIn(page, account);
  await page.getByRole('heading', { name: 'Hồ sơ thanh toán' }).waitFor();
}

/** Leaves; says yes when something stays on this machine. */
export async function signOut(page: Page) {
  await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
  const form = page.getByLabel('Tên đăng nhập');
  const sure = page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất', exact: true });
  await form.or(sure).first().waitFor();
  if (await sure.isVisible()) await sure.click();
  await form.waitFor();
}
