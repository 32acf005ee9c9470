import type { Locator, Page } from 'playwright-core';

/** A text field of the voucher by its exact label, within a part of the form. */
export function field(within: Page | Locator, label: string): Locator {
  return within.getByRole('textbox', { name: label, exact: true });
}

/** Picks a code by words of its name, as an accountant searches it. */
export async function pickCode(within: Page | Locator, label: string, words: string, code: string) {
  const box = within.getByRole('combobox', { name: label, exact: true });
  await box.fill(words);
  await box.page().getByRole('option').filter({ hasText: code }).click();
}

export function line(page: Page, row: number): Locator {
  return page.getByRole('group', { name: `Dòng ${row}`, exact: true });
}

/** Waits until everything typed is stored. */
export async function saved(page: Page) {
  await page.getByText(/Đã lưu lúc/).waitFor();
}
