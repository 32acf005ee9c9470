import type { Locator, Page } from 'playwright-core';

/** Long enough for a pause between two tries of the line. */
const patience = { timeout: 75_000 };

export function indicator(page: Page): Locator {
  return page.locator('.line-indicator');
}

/** Waits until the indicator in the masthead says this. */
export async function lineSays(page: Page, words: RegExp) {
  await indicator(page).filter({ hasText: words }).waitFor(patience);
}

/** Waits until everything is on the server. */
export async function synced(page: Page) {
  await indicator(page)
    .filter({ hasText: /Đã đồng bộ/, hasNotText: /chờ gửi/ })
    .waitFor(patience);
}

/** Opens the panel of the line by its keys. */
export async function openLine(page: Page): Promise<Locator> {
  await page.keyboard.press('Alt+D');
  const panel = page.getByRole('dialog', { name: 'Đồng bộ với máy chủ' });
  await panel.waitFor();
  return panel;
}

/** One change of the queue by the title of its dossier. */
export function queued(panel: Locator, title: string): Locator {
  return panel.getByRole('listitem').filter({ hasText: title });
}
