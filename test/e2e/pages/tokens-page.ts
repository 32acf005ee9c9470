import type { Locator, Page } from 'playwright-core';

/** The screen of tokens by the masthead. */
export async function openTokens(page: Page) {
  await page.getByRole('navigation').getByRole('link', { name: 'Token & chứng thư số', exact: true }).click();
  await page.getByRole('heading', { name: 'Token & chứng thư số' }).waitFor();
}

/** The card of one token by its label. */
export function tokenCard(page: Page, label: string): Locator {
  return page.getByRole('article', { name: label, exact: true });
}

/** The dialog that is open. */
export function dialog(page: Page): Locator {
  return page.getByRole('dialog');
}

/** The chip in the masthead that says that a token stands open. */
export function openTokenChip(page: Page): Locator {
  return page.getByRole('button', { name: /Đóng token/ });
}
