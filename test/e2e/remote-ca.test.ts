/** Signatures that are confirmed on a phone: the window in one browser, the phone in another. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSubscriber } from '#backend/remote-ca-simulators/demo-subscribers.ts';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { forwardVouchers, startBatch, typeBatchPin, untilStill } from '#test/support/batch.ts';
import { launchChromium } from './chromium.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import {
  finishReport,
  reportedStates,
  reviewChosen,
  signReviewed,
  tickDossiers,
} from './pages/batch-page.ts';
import { openDossier, startSigning } from './pages/dossier-page.ts';
import { confirmOnPhone, pickUpPhone, rejectOnPhone, requestOf } from './pages/phone-page.ts';
import { shootOnce, shootWindow } from './pages/pictures.ts';
import { signIn } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

const hasFocus = (place: Locator) => place.evaluate((element) => element === document.activeElement);

/** Light and dark. */
async function lookBothWays(page: Page) {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page), colorScheme).toEqual([]);
  }
}

describe('an account holder who signs with the phone', () => {
  let world: UnitWorld;
  let open: OpenWindow;
  let browser: Browser;
  let phone: Page;
  let person: DemoSubscriber;
  /** One voucher each, and one of fifty. */
  let small: DossierCode;
  let second: DossierCode;
  let many: DossierCode;

  const shownCode = () => open.page.locator('.phone-code strong').innerText();
  const shoot = async (name: string) => {
    await shootWindow(open.page, name);
    await shootOnce(phone, `${name}-phone`, { fullPage: true });
  };

  beforeAll(async () => {
    world = await startUnitWorld();
    [small, second, many] = await world.as('KTV', async (core) => [
      await forwardVouchers(core, 'Ký từ xa 1', 1),
      await forwardVouchers(core, 'Ký từ xa 2', 1),
      await forwardVouchers(core, 'Ký từ xa 3', 50),
    ]);
    await world.as('KTT', async (core) => {
      const { jobId } = await startBatch(core, [small, second, many]);
      await typeBatchPin(core, jobId, world.signers.KTT.pin);
      expect((await untilStill(core, jobId)).phase).toBe('done');
    });
    const account = accountOf(world.backend, 'UQ_CTK');
    const found = world.backend.demo?.phones?.find(
      (one) => one.account === account.username && one.registered,
    );
    if (found === undefined) throw new Error('nobody of the demo signs with a phone');
    person = found;
    browser = await launchChromium();
    phone = await (
      await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' })
    ).newPage();
    await pickUpPhone(phone, world.backend.url, person);
    open = await launchWindow('browser', world.options);
    await signIn(open.page, account);
  });
  afterAll(async () => {
    await open.close();
    await browser.close();
    await world.close();
  });

  it('fetches the certificate from the provider, and the code on both screens is the same', async () => {
    const { page } = open;
    await openDossier(page, small);
    await page.getByRole('button', { name: 'Ký số', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Ký từ xa (điện thoại)').click();
    await dialog.getByLabel('Nhà cung cấp chứng thư số').selectOption(person.provider);
    await dialog.getByLabel('Tên đăng nhập chứng thư số').fill(person.username);
    const password = dialog.getByLabel('Mật khẩu chứng thư số', { exact: true });
    const fetch = dialog.getByRole('button', { name: 'Lấy thông tin chứng thư số' });
    await password.fill('không phải');
    await fetch.click();
    await dialog.getByText('REMOTE_SIGN_IN_REFUSED').waitFor();
    await shoot('remote-refused');
    await lookBothWays(page);
    // Ready to be typed over, not the user name above it.
    await expect.poll(() => hasFocus(password)).toBe(true);
    await password.fill(person.password ?? '');
    await fetch.click();
    const taken = dialog.getByText('Đã lấy 1 chứng thư số.');
    await taken.waitFor();
    // The form is gone; whoever works with the keys goes on from here.
    await expect.poll(() => hasFocus(taken)).toBe(true);
    await shoot('remote-certificate');
    await page.keyboard.press('Escape');
    await startSigning(page);
    await page.getByRole('heading', { name: 'Xác nhận trên điện thoại', exact: true }).waitFor();
    await requestOf(phone, await shownCode());
    await shoot('remote-wait');
    await lookBothWays(page);
  });

  it('is told that the phone rejected, sends again, and takes a request back', async () => {
    const { page } = open;
    await rejectOnPhone(phone, await shownCode());
    await page.getByText('Yêu cầu ký đã bị từ chối trên điện thoại').waitFor();
    await shoot('remote-rejected');
    await page.getByRole('button', { name: 'Gửi lại yêu cầu' }).click();
    await page.getByRole('heading', { name: 'Xác nhận trên điện thoại', exact: true }).waitFor();
    const before = await shownCode();
    await page.getByRole('button', { name: 'Gửi lại yêu cầu' }).click();
    await expect.poll(shownCode).not.toBe(before);
    await page.getByRole('button', { name: 'Hủy yêu cầu' }).click();
    await page
      .getByRole('heading', { name: 'Xác nhận trên điện thoại', exact: true })
      .waitFor({ state: 'detached' });
  });

  it('signs the dossier with one confirmation on the phone', async () => {
    const { page } = open;
    await page.reload();
    await startSigning(page);
    await page.getByRole('heading', { name: 'Xác nhận trên điện thoại', exact: true }).waitFor();
    await confirmOnPhone(phone, await shownCode(), person);
    await page.getByText('Đã ký xong').first().waitFor();
    await expect.poll(() => hasFocus(page.locator('[role=dialog] [data-autofocus]'))).toBe(true);
    await shoot('remote-done');
    await lookBothWays(page);
    const server = new BackendClient(world.backend.url);
    const account = accountOf(world.backend, 'UQ_CTK');
    await server.signIn(account.username, account.password);
    const { documents } = await server.report(small);
    const judged = documents.map(({ report }) => [report.indication, report.signatures.length]);
    expect(judged.length).toBeGreaterThan(1);
    expect(judged).toEqual(documents.map(() => ['valid', 2]));
  });

  it('signs fifty vouchers with one confirmation', async () => {
    const { page } = open;
    await page.reload();
    await page.goto(page.url().replace(/#.*$/, '#/'));
    await tickDossiers(page, [many]);
    await reviewChosen(page, 1);
    await signReviewed(page);
    await page.getByRole('heading', { name: 'Xác nhận trên điện thoại', exact: true }).waitFor();
    await shoot('remote-batch-wait');
    const before = await shownCode();
    await page.getByRole('button', { name: 'Gửi lại yêu cầu' }).click();
    await expect
      .poll(async () => ((await page.locator('.phone-code').count()) === 0 ? before : shownCode()))
      .not.toBe(before);
    await confirmOnPhone(phone, await shownCode(), person);
    await page.getByText('Cả 50 mục đã ký và máy chủ đã nhận.').waitFor();
    expect(new Set(await reportedStates(page))).toEqual(new Set(['Đã nhận']));
    await finishReport(page);
  });

  it('closes the program while the phone is waited for, and finds the signatures after signing in again', async () => {
    await openDossier(open.page, second);
    await startSigning(open.page);
    await open.page.getByRole('heading', { name: 'Xác nhận trên điện thoại', exact: true }).waitFor();
    const code = await shownCode();
    await open.close();
    await confirmOnPhone(phone, code, person);
    open = await launchWindow('browser', world.options);
    const { page } = open;
    await signIn(page, accountOf(world.backend, 'UQ_CTK'));
    await page.getByText('Đã xong: chữ ký đã được gửi lên máy chủ.').waitFor();
    await shoot('remote-found-again');
    expect(await seriousFindings(page)).toEqual([]);
    expect(open.complaints).toEqual([]);
  });
});
