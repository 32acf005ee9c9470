import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { traceRowSchema } from '#shared/contract/trace.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { checkLine, downloaded, examined, helpDrawer } from './pages/doctor-page.ts';
import { enterPin } from './pages/pin-page.ts';
import { signIn, trySignIn } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

let world: UnitWorld;
let open: OpenWindow;
/** What left the window as files, to be searched for the PIN. */
const exported: string[] = [];

beforeAll(async () => {
  world = await startUnitWorld();
  open = await launchWindow('browser', world.options);
});
afterAll(async () => {
  await open.close();
  await world.close();
});

const goTo = (screen: string) =>
  open.page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${screen}`);

describe('one who has not signed in and whose program makes trouble', () => {
  it('reads the page of help of a failure over the form, and finds the form as it was', async () => {
    const { page } = open;
    await trySignIn(page, { ...accountOf(world.backend, 'KTV'), password: 'sai mật khẩu' });
    await page.getByText('SIGN_IN_REFUSED').waitFor();
    await page.getByRole('button', { name: 'Trang trợ giúp' }).click();
    const drawer = helpDrawer(page);
    await drawer.getByRole('heading', { name: 'Làm lần lượt' }).waitFor();
    await drawer.getByText('SIGN_IN_REFUSED').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Tên đăng nhập').inputValue()).toBe(
      accountOf(world.backend, 'KTV').username,
    );
    expect(await page.getByLabel('Mật khẩu', { exact: true }).inputValue()).toBe('sai mật khẩu');
  });

  it('finds another page by words without accents, from the keyboard alone', async () => {
    const { page } = open;
    await page.keyboard.press('F1');
    const drawer = helpDrawer(page);
    await drawer.getByLabel('Tìm trong trợ giúp').waitFor();
    await page.keyboard.type('pin da khoa');
    const hit = drawer.getByRole('button', { name: /PIN_LOCKED/ });
    await hit.first().waitFor();
    await hit.first().press('Enter');
    await drawer.getByText('CKR_PIN_LOCKED').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('is told check by check what was found, and what to do first', async () => {
    const { page } = open;
    await page.getByRole('link', { name: 'Chẩn đoán' }).click();
    await page.getByRole('heading', { name: 'Token và đầu đọc' }).waitFor();
    await examined(page);
    await checkLine(page, 'tokens').getByText('Đạt', { exact: true }).waitFor();
    await checkLine(page, 'backend').getByText('Đạt', { exact: true }).waitFor();
    expect(await page.locator('[data-check]').count()).toBeGreaterThan(15);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('sees a failure when the server is gone, and none when it is back and looked for again', async () => {
    const { page } = open;
    await world.stopBackend();
    await page.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await checkLine(page, 'backend').getByText('Hỏng', { exact: true }).waitFor();
    await examined(page);
    await page.getByRole('alert').getByText('Làm trước tiên').waitFor();
    await world.startBackend();
    await page.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await checkLine(page, 'backend').getByText('Đạt', { exact: true }).waitFor();
    await examined(page);
  });

  it('starts a trace, lists tokens and exports which calls were made', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'Nhật ký PKCS#11…' }).click();
    await page.getByRole('button', { name: 'Bắt đầu ghi' }).click();
    await page.getByText('Đang ghi.').waitFor();
    await page.getByRole('button', { name: 'Liệt kê token ngay' }).click();
    await page.getByRole('row').filter({ hasText: 'C_GetSlotList' }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});

describe('one who has typed a PIN in between', () => {
  it('tries the private key from the doctor’s own button', async () => {
    const { page } = open;
    await goTo('dossiers');
    await signIn(page, accountOf(world.backend, 'KTT'));
    await goTo('doctor');
    await page.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await examined(page);
    await checkLine(page, 'private-key').getByRole('button', { name: 'Ký thử với mã PIN…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').check();
    await dialog.locator('button[type=submit]').click();
    await enterPin(await open.pinPage(), world.signers.KTT.pin, 'Ký thử');
    await dialog.getByText('Khóa bí mật hoạt động').waitFor();
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    await examined(page);
    await checkLine(page, 'private-key').getByText('Đạt', { exact: true }).waitFor();
  });

  it('exports a trace in which the login stands and the PIN does not', async () => {
    const { page } = open;
    await goTo('trace');
    await page.getByLabel('Lời gọi hoặc mã CKR').fill('login');
    await page.getByRole('row').filter({ hasText: 'C_Login' }).first().waitFor();
    const json = await downloaded(page, () => page.getByRole('button', { name: 'Xuất JSON' }).click());
    const { rows } = z
      .object({ rows: z.array(traceRowSchema) })
      .parse(JSON.parse(json.bytes.toString('utf8')));
    expect(rows.map(({ call }) => call)).toEqual(expect.arrayContaining(['C_Login', 'C_Sign']));
    const text = await downloaded(page, () => page.getByRole('button', { name: 'Xuất văn bản' }).click());
    expect(text.bytes.toString('utf8')).toContain('C_Login');
    exported.push(json.bytes.toString('latin1'), text.bytes.toString('latin1'));
    await page.getByRole('button', { name: 'Dừng ghi' }).click();
    await page.getByRole('button', { name: 'Bắt đầu ghi' }).waitFor();
  });

  it('reads every file of the bundle before it is saved, and saves a zip that opens', async () => {
    const { page } = open;
    await goTo('support');
    await page.getByLabel('Tóm tắt bằng lời của bạn').fill('Token không nhận & máy chậm');
    await page.getByRole('button', { name: 'Lập tệp và xem trước' }).click();
    const tabs = page.getByRole('tab');
    await tabs.first().waitFor();
    const shown = new Map<string, string>();
    for (const tab of await tabs.all()) {
      await tab.click();
      const name = (await tab.locator('.support-file > span').first().textContent()) ?? '';
      shown.set(name, (await page.getByRole('tabpanel').locator('pre').textContent()) ?? '');
    }
    expect(await seriousFindings(page)).toEqual([]);
    const zip = await downloaded(page, () => page.getByRole('button', { name: 'Lưu tệp zip…' }).click());
    execFileSync('unzip', ['-tq', zip.path]);
    const names = execFileSync('unzip', ['-Z1', zip.path], { encoding: 'utf8' }).trim().split('\n');
    expect(names).toEqual([...shown.keys()]);
    for (const [name, text] of shown) {
      const inside = execFileSync('unzip', ['-p', zip.path, name], { encoding: 'utf8' });
      expect([name, inside]).toEqual([name, text === '(tệp trống)' ? '' : text]);
      exported.push(inside);
    }
    expect(shown.get('trace.json')).toContain('C_Login');
    const mail = new URL((await page.getByRole('link', { name: 'Soạn thư' }).getAttribute('href')) ?? '');
    expect(mail.pathname).toBe('hotrocntt@vst.gov.vn');
    expect(mail.searchParams.get('subject')).toMatch(/^DVCTT-\d{4}-Token không nhận & máy chậm$/);
  });

  it('finds the PIN in nothing that left the window', () => {
    expect(exported.length).toBeGreaterThan(4);
    for (const text of exported) expect(text.includes(world.signers.KTT.pin)).toBe(false);
  });

  it('met no refusal of the content policy and no failure behind the scenes', () => {
    expect(open.complaints.filter((complaint) => !/ERR_CONNECTION_REFUSED/.test(complaint))).toEqual([]);
  });
});
