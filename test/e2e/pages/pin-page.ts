import type { Frame, Locator, Page } from 'playwright-core';

/** Types a PIN key by key and presses “Ký”, or the button of another purpose. */
export async function enterPin(pin: Frame | Page, digits: string, press = 'Ký') {
  const field = pin.getByLabel('Mã PIN', { exact: true });
  await field.pressSequentially(digits);
  const typed = await field.inputValue();
  if (typed !== digits) throw new Error(`${typed.length} of ${digits.length} keys came to the PIN's field`);
  // The prompt grows when its letters come: the button would move away from under the mouse.
  await pin.evaluate('document.fonts.ready');
  const button = pin.getByRole('button', { name: press, exact: true });
  await button.click();
  if (await isStillThere(field, digits)) await button.click();
}

/**
 * Whether the press came to nothing: it empties the field. A busy machine's mouse can miss a frame of another process
 * that has just moved, as a person's would, who then presses again.
 */
async function isStillThere(field: Locator, digits: string): Promise<boolean> {
  for (const until = Date.now() + 5_000; Date.now() < until;) {
    const value = await field.inputValue({ timeout: 100 }).catch(() => '');
    if (value !== digits) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}

/** Asks to stay logged in for the batch. */
export async function rememberLogin(pin: Frame | Page) {
  await pin.getByRole('checkbox', { name: 'Nhớ đăng nhập cho đợt ký này' }).check();
}

/** Fills in what a change of the PIN asks for (the PIN that stands), or an unblocking (the PUK), and presses. */
export async function replacePin(
  pin: Frame | Page,
  current: readonly [label: string, value: string],
  next: string,
) {
  const [label, value] = current;
  await pin.getByLabel(label, { exact: true }).pressSequentially(value);
  for (const name of ['Mã PIN mới', 'Nhập lại mã PIN mới']) {
    const field = pin.getByLabel(name, { exact: true });
    // It keeps what was typed when only the other PIN was wrong.
    await field.fill('');
    await field.pressSequentially(next);
  }
  await pin.locator('button.primary').click();
}
