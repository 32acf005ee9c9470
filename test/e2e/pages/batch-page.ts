import type { Page } from 'playwright-core';

/** Ticks these dossiers in the list. */
export async function tickDossiers(page: Page, codes: readonly string[]) {
  for (const code of codes) await page.getByRole('checkbox', { name: `Chọn hồ sơ ${code}` }).check();
}

/** “Ký N hồ sơ…” → the review list. */
export async function reviewChosen(page: Page, count: number) {
  await page.getByRole('button', { name: `Ký ${count} hồ sơ…` }).click();
  await reviewed(page);
}

/** The review list is there. */
export async function reviewed(page: Page) {
  await page.getByRole('grid', { name: 'Danh sách duyệt ký' }).waitFor();
}

/** The printed form of the row at hand is drawn. */
export async function previewed(page: Page) {
  await page.getByRole('region', { name: 'Xem bản sẽ ký' }).locator('canvas').first().waitFor();
}

/** “Ký N mục…” → the one usable certificate → consent to what was not opened → the PIN prompt is asked for. */
export async function signReviewed(page: Page) {
  await page.getByRole('button', { name: /^Ký \d+ mục…/ }).click();
  const dialog = page.getByRole('dialog');
  const sign = dialog.getByRole('button', { name: /^Ký \d+ mục$/ });
  await sign.waitFor();
  const consent = dialog.getByRole('checkbox', { name: /đồng ý ký cả \d+ bản in chưa mở/ });
  // The certificates of a slow driver and the list of what was not opened come in their own time.
  for (const until = Date.now() + 20_000; Date.now() < until && !(await sign.isEnabled());) {
    if ((await consent.count()) > 0) await consent.check();
    await page.waitForTimeout(50);
  }
  await sign.click();
}

/** Rows of the report: what stands in the column of states. */
export async function reportedStates(page: Page): Promise<readonly string[]> {
  const rows = page
    .getByRole('region', { name: 'Kết quả từng chứng từ' })
    .last()
    .locator('tbody tr[data-index]');
  await rows.first().waitFor();
  return rows.locator('td:last-child .badge:first-child').allInnerTexts();
}

export async function finishReport(page: Page) {
  await page.getByRole('button', { name: 'Xong', exact: true }).click();
  await page.getByRole('heading', { name: 'Hồ sơ thanh toán' }).waitFor();
}
