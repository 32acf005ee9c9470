import type { Frame, Page } from 'playwright-core';

/** Types a PIN key by key and presses “Ký”. */
export async function enterPin(pin: Frame | Page, digits: string) {
  const field = pin.getByLabel('Mã PIN', { exact: true });
  await field.pressSequentially(digits);
  await pin.getByRole('button', { name: 'Ký', exact: true }).click();
}
