import type { Locator, Page } from 'playwright-core';

/** A place of the conflict screen by the words of its name. */
export function conflictAt(page: Page, place: string): Locator {
  return page.getByRole('radiogroup', { name: `Chọn cho ${place}` });
}

/** From the draft to its conflict by the banner. */
export async function openConflict(page: Page) {
  await page.getByRole('button', { name: 'Xem và chọn' }).click();
  await page.getByRole('heading', { name: 'Chọn giữa hai bản sửa khác nhau' }).waitFor();
}

export function finish(page: Page): Locator {
  return page.getByRole('button', { name: 'Xong, lưu lựa chọn' });
}
