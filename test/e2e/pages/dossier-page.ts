import type { Page } from 'playwright-core';

/** Opens a dossier from the list. */
export async function openDossier(page: Page, code: string) {
  await page.getByRole('row').filter({ hasText: code }).getByRole('link').click();
  await page.getByText(code).first().waitFor();
}

/** “Ký số” → the one usable certificate → consent to what was not opened → the PIN prompt is asked for. */
export async function startSigning(page: Page) {
  await page.getByRole('button', { name: 'Ký số', exact: true }).click();
  const sign = page.getByRole('button', { name: /^Ký \d+ tài liệu$/ });
  await sign.waitFor();
  const consent = page.getByRole('checkbox', { name: /đồng ý ký cả \d+ tài liệu chưa mở/ });
  // The certificates of a slow driver and the list of what was not opened come in their own time.
  for (const until = Date.now() + 20_000; Date.now() < until && !(await sign.isEnabled());) {
    if ((await consent.count()) > 0) await consent.check();
    await page.waitForTimeout(50);
  }
  await sign.click();
}
