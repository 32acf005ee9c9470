import type { Page } from 'playwright-core';

export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** From the list: “Nhập chứng từ…”. */
export async function openImport(page: Page) {
  await page.getByRole('button', { name: /^Nhập chứng từ…/ }).click();
  await page.getByRole('heading', { name: 'Nhập chứng từ từ tệp' }).waitFor();
}

/** Chooses files as with the system's dialog. */
export async function chooseFiles(page: Page, files: readonly GivenFile[]) {
  await page.locator('input[type=file]').setInputFiles(
    files.map(({ name, bytes }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    })),
  );
}

/** The preview is there. */
export async function previewed(page: Page) {
  await page.getByRole('heading', { name: 'Xem trước' }).waitFor();
}

/** Shows only rows of this kind: `Sẵn sàng`, `Cần sửa`, `Bị từ chối`, `Tất cả`. */
export async function showOnly(page: Page, state: string) {
  await page.getByRole('group', { name: 'Lọc bảng xem trước' }).getByRole('button', { name: state }).click();
}

/** What is said of what will come. */
export function plan(page: Page): Promise<string> {
  return page.locator('.take-plan').innerText();
}

/** “Tạo N hồ sơ” → the result. */
export async function make(page: Page) {
  await page.getByRole('button', { name: /^Tạo (\d+ )?hồ sơ$/ }).click();
  await page.getByRole('heading', { name: 'Hồ sơ vừa tạo' }).waitFor();
}

/** “Xuất…” for what is ticked in the list → the file. */
export async function exportChosen(page: Page, format: RegExp) {
  await page.getByRole('region', { name: 'Hồ sơ đã chọn' }).getByRole('button', { name: 'Xuất…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: format }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Xuất và lưu' }).click(),
  ]);
  return download;
}
