import type { Page } from 'playwright-core';

/** Signs an officer in to the console of the backend at this address. */
export async function officerSignIn(
  page: Page,
  url: string,
  account: { readonly username: string; readonly password: string },
) {
  await page.goto(`${url}/can-bo`);
  await page.getByLabel('Tên đăng nhập').fill(account.username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Opens a dossier of the queue by its code. */
export async function officerOpen(page: Page, url: string, code: string) {
  await page.goto(`${url}/can-bo`);
  await page
    .getByRole('link', { name: new RegExp(code) })
    .first()
    .click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

export async function officerReject(page: Page, reason: string) {
  await page
    .getByRole('link', { name: /Từ chối tiếp nhận/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: /Lý do/ }).fill(reason);
  await page.getByRole('button', { name: /Từ chối/ }).click();
  await page.getByText('Đã từ chối tiếp nhận hồ sơ').waitFor();
}

export async function officerApprove(page: Page) {
  await page
    .getByRole('link', { name: /Phê duyệt/ })
    .first()
    .click();
  await page.getByRole('button', { name: /Phê duyệt/ }).click();
  await page
    .getByText(/Đã phê duyệt/)
    .first()
    .waitFor();
}

/** Takes in the payment dossier that stands on the screen. */
export async function officerAccept(page: Page) {
  await page
    .getByRole('link', { name: /^Tiếp nhận/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Tiếp nhận' }).click();
  await page.getByText('Đã tiếp nhận hồ sơ').waitFor();
}

/** Asks the unit for a supplement of the payment dossier that stands on the screen. */
export async function officerAskSupplement(page: Page, what: string) {
  await page
    .getByRole('link', { name: /^Yêu cầu bổ sung/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: /bổ sung/ }).fill(what);
  await page.getByRole('button', { name: 'Yêu cầu bổ sung' }).click();
  await page.getByText('Đã yêu cầu bổ sung hồ sơ').waitFor();
}
