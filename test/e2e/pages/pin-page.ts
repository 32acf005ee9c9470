import type { Frame, Page } from 'playwright-core';

/** Types a PIN key by key and presses “Ký”, or the button of another purpose. */
export async function enterPin(pin: Frame | Page, digits: string, press = 'Ký') {
  const field = pin.getByLabel('Mã PIN', { exact: true });
  await field.pressSequentially(digits);
  const typed = await field.inputValue();
  if (typed !== digits) throw new Error(`${typed.length} of ${digits.length} keys came to the PIN's field`);
  // The prompt grows when its letters come: the button would move away from under the mouse.
  await pin.evaluate('document.fonts.ready');
  await pin.getByRole('button', { name: press, exact: true }).click();
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
