import type { Locator, Page } from 'playwright-core';

export async function openHistory(page: Page) {
  await page.getByRole('link', { name: 'Lịch sử', exact: true }).click();
  await page.getByRole('heading', { name: 'Lịch sử của hồ sơ' }).waitFor();
}

/** The versions, newest first. */
export function versions(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Các bản' }).getByRole('button');
}

export async function leaveHistory(page: Page) {
  await page.getByRole('link', { name: 'Quay lại hồ sơ' }).click();
}
