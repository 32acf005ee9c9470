import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';

/** Waits until every check has answered. */
export async function examined(page: Page) {
  await page.getByText(/^Kiểm tra lúc \d\d\/\d\d\/\d{4} \d\d:\d\d$/).waitFor();
  await page.getByText(/Đang kiểm tra: /).waitFor({ state: 'detached' });
}

/** The line of one check by its id. */
export function checkLine(page: Page, id: string): Locator {
  return page.locator(`[data-check="${id}"]`);
}

/** The drawer of help. */
export function helpDrawer(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Trợ giúp' });
}

/** What a click hands to the person as a download: its name, where it lies, and its bytes. */
export async function downloaded(page: Page, click: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, bytes: readFileSync(path) };
}
