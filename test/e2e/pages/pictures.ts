/** Pictures of what a test sees, for people to look at: kept in the folder DVCTT_SHOTS, none without it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = process.env['DVCTT_SHOTS'];
const usual = { width: 1280, height: 800 };
const small = { width: 1024, height: 700 };

/** The page as it stands; what is below its fold too when asked for. */
export async function shootOnce(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
}

/** The window in both sizes and both schemes; it is as the tests have it after that, light and 1280×800. */
export async function shootWindow(page: Page, name: string): Promise<void> {
  if (folder === undefined) return;
  const wear = (scheme: string) =>
    page.evaluate(`document.documentElement.dataset.mantineColorScheme = '${scheme}'`);
  for (const size of [usual, small]) {
    await page.setViewportSize(size);
    for (const scheme of ['light', 'dark']) {
      await wear(scheme);
      await shootOnce(page, `${name}-${size.width}-${scheme}`);
    }
  }
  await wear('light');
  await page.setViewportSize(usual);
}
