import type { Locator, Page } from 'playwright-core';

/** The screen that takes a link, by its address: the same for who has signed in and who has not. */
export async function openLinkScreen(page: Page) {
  await page.evaluate("location.hash = '#/link'");
  await page.getByRole('heading', { name: 'Mở liên kết từ thư' }).waitFor();
}

/** Pastes a link from a letter and opens it; what comes of it is the test's to see. */
export async function pasteLink(page: Page, link: string) {
  await openLinkScreen(page);
  await page.getByLabel('Liên kết trong thư').fill(link);
  await page.getByRole('button', { name: 'Mở liên kết', exact: true }).click();
}

/** The member's own screen is there. */
export async function confirmationShown(page: Page) {
  await page.getByRole('heading', { name: 'Xác nhận thông tin thành viên' }).waitFor();
}

/** One of the member's data by its label. */
export function memberFact(page: Page, field: string): Locator {
  return page.locator(`.member-facts [data-field="${field}"]`);
}

/** “Lấy thông tin Serial Chứng thư số”, the certificate of this serial where there is a choice, “Ghi”. */
export async function recordCertificate(page: Page, serial: string) {
  await page.getByRole('button', { name: 'Lấy thông tin Serial Chứng thư số' }).click();
  const shown = memberFact(page, 'serial').filter({ hasText: serial });
  const choice = page.getByRole('radio', { name: new RegExp(serial) });
  await shown.or(choice).first().waitFor();
  if ((await choice.count()) > 0) await choice.check();
  await shown.waitFor();
  await page.getByRole('button', { name: 'Ghi', exact: true }).click();
  await page.getByText('Đã ghi. Bấm Lưu để xác nhận.').waitFor();
}

/** “Lưu”, which confirms; the result is on the screen when this returns. */
export async function saveConfirmation(page: Page) {
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.getByRole('heading', { name: 'Bạn đã xác nhận' }).waitFor();
}

/** “Thông tin của tôi chưa đúng”, with what is wrong. */
export async function declineConfirmation(page: Page, note: string) {
  await page.getByRole('button', { name: 'Thông tin của tôi chưa đúng' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nội dung chưa đúng').fill(note);
  await dialog.getByRole('button', { name: 'Gửi cho người kê khai' }).click();
  await page.getByRole('heading', { name: 'Bạn đã báo thông tin chưa đúng' }).waitFor();
}
