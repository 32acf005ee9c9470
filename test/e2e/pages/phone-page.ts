import type { Locator, Page } from 'playwright-core';
import type { DemoSubscriber } from '#backend/remote-ca-simulators/demo-subscribers.ts';

/** Opens the phone of that person at that provider. */
export async function pickUpPhone(
  page: Page,
  url: string,
  { provider, username, name }: Pick<DemoSubscriber, 'provider' | 'username' | 'name'>,
) {
  await page.goto(`${url}/dien-thoai`);
  await page
    .getByLabel('Họ tên, nhà cung cấp, tên đăng nhập')
    .selectOption({ label: `${name} · ${provider} · ${username}` });
  await page.getByRole('button', { name: 'Mở điện thoại' }).click();
  await page.getByRole('heading', { name: 'Yêu cầu đang chờ' }).waitFor();
}

/** The request with this code, which comes by itself; one that was taken back may stand beside it until it ends. */
export async function requestOf(page: Page, code: string): Promise<Locator> {
  const request = page.getByRole('article').filter({ hasText: code });
  await request.waitFor();
  return request;
}

export async function confirmOnPhone(page: Page, code: string, { pin }: Pick<DemoSubscriber, 'pin'>) {
  const request = await requestOf(page, code);
  await request.getByLabel('Mã PIN 6 số').fill(pin);
  await request.getByRole('button', { name: 'Xác nhận ký' }).click();
  await page.getByText('Đã xác nhận và ký.').waitFor();
}

export async function rejectOnPhone(page: Page, code: string) {
  const request = await requestOf(page, code);
  await request.getByRole('button', { name: 'Từ chối' }).click();
  await page.getByText('Đã từ chối. Không có gì được ký.').waitFor();
}
