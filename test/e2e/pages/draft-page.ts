import type { Locator, Page } from 'playwright-core';

/** A text field of the voucher by its exact label, within a part of the form. */
export function field(within: Page | Locator, label: string): Locator {
  return within.getByRole('textbox', { name: label, exact: true });
}

/** Starts a dossier with one voucher of the form (its number, or words of its name; mẫu 13 at first). */
export async function newDossier(page: Page, form = '') {
  await page.keyboard.press('Alt+N');
  await page.getByRole('dialog').getByRole('combobox').fill(form);
  await page.keyboard.press('Enter');
  await page.locator('#field-title:focus').waitFor();
}

/** Adds an empty voucher of a form, or what else the words find first. */
export async function addVoucher(page: Page, words: string) {
  await page.keyboard.press('Alt+V');
  await page.getByRole('dialog').getByRole('combobox').fill(words);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
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

/** Waits until everything typed is stored on this machine. */
export async function saved(page: Page) {
  await page.getByText(/Đã lưu (trên máy|và đã gửi)/).waitFor();
}

/** Waits until the server has everything typed. */
export async function sent(page: Page) {
  await page.getByText(/Đã lưu và đã gửi/).waitFor();
}

/** Id of the field that takes the next key. */
export async function focused(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement.id');
}

/** Takes back what a message in the corner speaks of. */
export async function undo(page: Page, message: string) {
  const notice = page.getByRole('alert').filter({ hasText: message });
  await notice.getByRole('button', { name: 'Hoàn tác' }).click();
}

/** Pastes text into the field that has the focus, as from a spreadsheet. */
export async function paste(page: Page, text: string) {
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  })()`);
}
