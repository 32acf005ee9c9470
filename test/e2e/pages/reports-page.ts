import type { Page } from 'playwright-core';

export async function openReports(page: Page) {
  await page.getByRole('navigation').getByRole('link', { name: 'Báo cáo' }).click();
  await page.getByRole('heading', { name: 'Báo cáo', level: 1 }).waitFor();
}

/** `Tài khoản`, `Mã NDKT`, `Tháng`, `Trạng thái`. */
export async function sumUpBy(page: Page, group: string) {
  await page.getByRole('radiogroup', { name: 'Tổng hợp theo' }).getByText(group, { exact: true }).click();
  await page.getByRole('columnheader', { name: group }).waitFor();
}

/** The sum of the table: vouchers and đồng, as shown. */
export async function totals(page: Page): Promise<readonly string[]> {
  return page.locator('tfoot td').allInnerTexts();
}
