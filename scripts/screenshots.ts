/**
 * `npm run screenshots [-- FOLDER]`: walks the running app through the main job and takes pictures: those of the
 * README (docs/screenshots, 1280×800, light), or all sizes and themes into a folder for looking at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { accountOf } from '../src-main/shells/cli/demo/people.ts';
import { launchChromium } from '../test/e2e/chromium.ts';
import { launchWindow } from '../test/e2e/launch-window.ts';
import { accountants } from '../test/support/budget-unit.ts';
import { examined } from '../test/e2e/pages/doctor-page.ts';
import { openTokens } from '../test/e2e/pages/tokens-page.ts';
import { openConflict } from '../test/e2e/pages/conflict-page.ts';
import { openDossier, startSigning } from '../test/e2e/pages/dossier-page.ts';
import { field, line, newDossier, saved, sent } from '../test/e2e/pages/draft-page.ts';
import { pickUpPhone, requestOf } from '../test/e2e/pages/phone-page.ts';
import { openHistory, versions } from '../test/e2e/pages/history-page.ts';
import { enterPin } from '../test/e2e/pages/pin-page.ts';
import { signIn, signOut } from '../test/e2e/pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from '../test/e2e/unit-world.ts';
import { root } from './build/bundles.ts';

const everything = process.argv[2];
const folder = everything ?? join(root, 'docs', 'screenshots');
const sizes = [
  { width: 1280, height: 800 },
  { width: 1024, height: 700 },
] as const;

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(600);
  if (everything === undefined) {
    await page.screenshot({ path: join(folder, `${name}.png`) });
    return;
  }
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(sizes[0]);
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const world = await startUnitWorld();
  const { code } = await world.forwardedDossier();
  const open = await launchWindow('browser', world.options);
  const { page } = open;
  try {
    await page.getByLabel('Tên đăng nhập').waitFor();
    await shoot(page, 'sign-in');

    await signIn(page, accountOf(world.backend, 'KTV'));
    await page.getByRole('button', { name: 'Tạo hồ sơ' }).first().click();
    await page.getByText('Số tiền', { exact: false }).first().waitFor();
    await shoot(page, 'editor');
    await page.getByRole('link', { name: 'Danh sách hồ sơ' }).click();
    await signOut(page);

    await signIn(page, accountOf(world.backend, 'KTT'));
    await shoot(page, 'list');
    await openDossier(page, code);
    await page.locator('canvas').first().waitFor();
    await shoot(page, 'dossier');
    await page.getByRole('button', { name: 'Ký số', exact: true }).click();
    await page.locator('input[name=certificate]').first().waitFor();
    await shoot(page, 'certificates');
    await page.keyboard.press('Escape');
    await startSigning(page);
    await (await open.pinPage()).getByLabel('Mã PIN', { exact: true }).waitFor();
    await shoot(page, 'pin');
    await enterPin(await open.pinPage(), world.signers.KTT.pin);
    await page.getByText('Đã ký xong').waitFor();
    await shoot(page, 'signed');
    await page.getByRole('button', { name: 'Xong' }).click();
    await openTokens(page);
    await shoot(page, 'tokens');
    await page.getByRole('link', { name: 'Chẩn đoán', exact: true }).click();
    await examined(page);
    await shoot(page, 'doctor');
  } finally {
    await open.close();
  }
  await onThePhone(world, code);
  await sharedDraft(world);
  await world.close();
}

/** The second signature without a token: the certificate at the provider, the wait, the phone. */
async function onThePhone(world: UnitWorld, code: string): Promise<void> {
  const account = accountOf(world.backend, 'UQ_CTK');
  const person = world.backend.demo?.phones?.find(
    (one) => one.account === account.username && one.registered,
  );
  if (person === undefined) throw new Error('nobody of the demo signs with a phone');
  const open = await launchWindow('browser', world.options);
  const browser = await launchChromium();
  try {
    const { page } = open;
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' });
    await pickUpPhone(phone, world.backend.url, person);
    await signIn(page, account);
    await openDossier(page, code);
    await page.getByRole('button', { name: 'Ký số', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Ký từ xa (điện thoại)').click();
    await dialog.getByLabel('Tên đăng nhập chứng thư số').fill(person.username);
    await dialog.getByLabel('Mật khẩu chứng thư số', { exact: true }).fill(person.password ?? '');
    await dialog.getByRole('button', { name: 'Lấy thông tin chứng thư số' }).click();
    await dialog.locator('input[name=certificate]').first().waitFor();
    await shoot(page, 'remote-certificate');
    await page.keyboard.press('Escape');
    await startSigning(page);
    await page.getByRole('heading', { name: 'Xác nhận trên điện thoại', exact: true }).waitFor();
    await requestOf(phone, await page.locator('.phone-code strong').innerText());
    await shoot(page, 'remote-wait');
    await phone.screenshot({ path: join(folder, 'remote-phone.png') });
    await page.getByRole('button', { name: 'Hủy yêu cầu' }).click();
  } finally {
    await browser.close();
    await open.close();
  }
}

/** Two accountants change one amount without a line: the queue, the conflict and the history of that draft. */
async function sharedDraft(world: UnitWorld): Promise<void> {
  const [ha, lan] = await Promise.all(
    (['ha', 'lan'] as const).map(async (machine, person) => {
      const window = await launchWindow('browser', { ...(await world.machine(machine)), shell: 'browser' });
      const account = accountants(world.backend)[person];
      if (account === undefined) throw new Error('the unit has two accountants');
      await signIn(window.page, account);
      return window;
    }),
  );
  if (ha === undefined || lan === undefined) throw new Error('two windows were opened');
  try {
    await newDossier(ha.page);
    await ha.page.keyboard.type('Tiền điện tháng 11/2026');
    await field(ha.page, 'Số chứng từ').fill('0012');
    await field(line(ha.page, 1), 'Nội dung').fill('Tiền điện tháng 11 của cả trường');
    await field(line(ha.page, 1), 'Số tiền (đồng)').fill('7550000');
    await sent(ha.page);
    await lan.page.getByText('Tiền điện tháng 11/2026').first().waitFor();
    await openDossier(lan.page, /\d{19}/.exec(ha.page.url())?.[0] ?? '');
    await world.stopBackend();
    await field(line(ha.page, 1), 'Số tiền (đồng)').fill('8000000');
    await saved(ha.page);
    await field(line(lan.page, 1), 'Số tiền (đồng)').fill('7650000');
    await saved(lan.page);
    await lan.page.getByText('Đã lưu trên máy · chờ gửi').waitFor();
    await lan.page.keyboard.press('Alt+D');
    await shoot(lan.page, 'queue');
    await lan.page.keyboard.press('Escape');
    await world.startBackend();
    await tryNow(ha.page);
    await sent(ha.page);
    await tryNow(lan.page);
    await openConflict(lan.page);
    await shoot(lan.page, 'conflict');
    await lan.page.goBack();
    await openHistory(lan.page);
    await versions(lan.page).nth(1).click();
    await shoot(lan.page, 'history');
  } finally {
    await ha.close();
    await lan.close();
  }
}

async function tryNow(page: Page): Promise<void> {
  await page.keyboard.press('Alt+D');
  await page.getByRole('button', { name: 'Thử lại ngay' }).click();
  await page.keyboard.press('Escape');
}

await main();
