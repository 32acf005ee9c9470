import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpPerson } from '#test/integration/backend/support/http-person.ts';
import { RegisteringUnit } from '#test/integration/backend/support/registering-unit.ts';
import { accepted, passwords, TestBackend } from '#test/integration/backend/support/test-backend.ts';
import { launchChromium } from './chromium.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { shootOnce } from './pages/pictures.ts';

let test: TestBackend;
let browser: Browser;
let page: Page;
/** One to reject, one that somebody else decides, one to approve. */
let rejected: RegisteringUnit;
let contested: RegisteringUnit;
let approved: RegisteringUnit;
const hostile = `<img src=x onerror="document.title='XSS'"> & 'Hiệu phó'`;

async function sent(unitCode: string, prepare: (unit: RegisteringUnit) => void = () => undefined) {
  const unit = new RegisteringUnit(test, unitCode);
  prepare(unit);
  await unit.save();
  await unit.confirmAll();
  await unit.sign();
  return unit;
}

beforeAll(async () => {
  test = await TestBackend.start();
  rejected = await sent('3002001', (unit) => {
    unit.content = {
      ...unit.content,
      members: unit.content.members.map((member) =>
        member.id === 'ktv' ? { ...member, title: hostile } : member,
      ),
    };
  });
  contested = await sent('3002002');
  approved = await sent('3002003');
  browser = await launchChromium();
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await test.stop();
});

const goTo = (path: string) => page.goto(`${test.backend.url}${path}`);
const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
/** Both schemes, both sizes of window: nothing serious for axe-core, nothing wider than the window. */
async function looksRight(name: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page), `${name} ${colorScheme}`).toEqual([]);
    for (const [width, height] of [
      [512, 380],
      [640, 400],
      [1024, 700],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(0);
      if (width !== 640) await shootOnce(page, `${name}-${colorScheme}-${width}`, { fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
const typeSignIn = async (username: string, password: string) => {
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
};

describe('the officer’s console', () => {
  it('lets in officers alone, and says why not', async () => {
    await goTo('/can-bo');
    await heading('Đăng nhập cán bộ KBNN').waitFor();
    const username = page.getByLabel('Tên đăng nhập');
    expect(await username.evaluate((field) => field === document.activeElement)).toBe(true);
    await looksRight('dang-nhap');
    await typeSignIn('canbo.0064', 'sai mật khẩu');
    await page.getByRole('alert').getByText('SIGN_IN_REFUSED').waitFor();
    await typeSignIn('ktv.songlo', passwords['ktv.songlo']);
    await page.getByRole('alert').getByText('Trang này chỉ dành cho cán bộ KBNN').waitFor();
    await goTo('/can-bo/dang-ky/3002001261122100000');
    await heading('Đăng nhập cán bộ KBNN').waitFor();
  });

  it('has a one-time password changed before anything else, from the keyboard alone', async () => {
    await test.backend.store
      .updateTable('people')
      .set({ must_change_password: 1 })
      .where('username', '=', 'canbo.0064')
      .execute();
    await page.getByLabel('Tên đăng nhập').focus();
    await page.keyboard.type('canbo.0064');
    await page.keyboard.press('Tab');
    await page.keyboard.type(passwords['canbo.0064']);
    await page.keyboard.press('Enter');
    await heading('Đổi mật khẩu').waitFor();
    await goTo('/can-bo/thanh-toan');
    await heading('Đổi mật khẩu').waitFor();
    await looksRight('mat-khau');
    const fill = async (next: string, again: string) => {
      await page.getByLabel('Mật khẩu hiện tại').fill(passwords['canbo.0064']);
      await page.getByLabel('Mật khẩu mới', { exact: true }).fill(next);
      await page.getByLabel('Nhập lại mật khẩu mới').fill(again);
      await page.keyboard.press('Enter');
    };
    await fill('ngắn', 'ngắn');
    await page.getByRole('alert').getByText('PASSWORD_WEAK').waitFor();
    await fill('lúa chín vàng đồng', 'lúa chín vàng đòng');
    await page.getByRole('alert').getByText('không giống nhau').waitFor();
    await fill('lúa chín vàng đồng', 'lúa chín vàng đồng');
    await page.getByRole('status').getByText('Đã đổi mật khẩu').waitFor();
  });

  it('lists what waits, the oldest first, with counts, and finds it without accents', async () => {
    await heading('Hồ sơ đăng ký sử dụng dịch vụ công').waitFor();
    await page.getByRole('link', { name: 'Chờ cán bộ KBNN tiếp nhận hồ sơ (3)' }).waitFor();
    const codes = page.getByRole('rowheader').getByRole('link');
    expect(await codes.allTextContents()).toEqual([rejected.code, contested.code, approved.code]);
    await looksRight('danh-sach');
    await page.getByLabel(/Tìm theo/).fill('hoa binh 3002002');
    await page.keyboard.press('Enter');
    await page.waitForURL(/tim=hoa/);
    expect(await codes.allTextContents()).toEqual([contested.code]);
    await page.getByLabel(/Tìm theo/).fill('<script>');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /KBNN từ chối tiếp nhận \(0\)/ }).click();
    await page.getByText('Không có hồ sơ nào khớp với “<script>”').waitFor();
  });

  it('shows everything declared as text, and the server’s own finding on each signature', async () => {
    await goTo('/can-bo');
    await page.getByRole('link', { name: rejected.code }).click();
    await heading(`Hồ sơ đăng ký ${rejected.code}`).waitFor();
    await page.getByText(hostile).waitFor();
    expect(await page.title()).not.toBe('XSS');
    expect(await page.getByText('Chữ ký hợp lệ', { exact: true }).count()).toBeGreaterThanOrEqual(3);
    const { serial } = await rejected.card('ctk');
    expect(await page.getByText(serial, { exact: true }).count()).toBeGreaterThanOrEqual(3);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải tokhaidangkysudungdvc.pdf' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${rejected.code}-tokhaidangkysudungdvc.pdf`);
    await looksRight('ho-so');
  });

  it('refuses a rejection without a reason and one that is too long, and keeps what was typed', async () => {
    await page.getByRole('link', { name: 'Từ chối tiếp nhận…' }).first().click();
    await heading('Từ chối tiếp nhận hồ sơ?').waitFor();
    const reason = page.getByLabel('Lý do từ chối (bắt buộc)');
    expect(await reason.evaluate((field) => field === document.activeElement)).toBe(true);
    const reject = page.getByRole('button', { name: 'Từ chối tiếp nhận' });
    await reason.fill('   \n ');
    await reject.click();
    await page.getByText('Cần ghi lý do từ chối').waitFor();
    expect(await reason.evaluate((field) => field === document.activeElement)).toBe(true);
    await looksRight('tu-choi');
    await reason.fill('x'.repeat(1001));
    await reject.click();
    await page.getByText('tối đa 1000. Hãy viết ngắn lại').waitFor();
    expect(await reason.inputValue()).toHaveLength(1001);
    await reason.fill('Thiếu quyết định bổ nhiệm.\nSai số điện thoại.');
    await reject.click();
    const done = page.getByRole('status').getByText('Đã từ chối tiếp nhận hồ sơ');
    expect(
      await done.evaluate((text) => document.activeElement?.contains(text) && document.activeElement.tagName),
    ).toBe('DIV');
    expect(await rejected.open()).toMatchObject({
      status: 'KBNN_TU_CHOI',
      note: 'Thiếu quyết định bổ nhiệm.\nSai số điện thoại.',
    });
    const [letter] = (await rejected.letters.to(rejected.content.unit.email)).slice(-1);
    expect(letter?.text).toContain('> Sai số điện thoại.');
  });

  it('says when another officer has decided meanwhile, and changes nothing', async () => {
    await goTo(`/can-bo/dang-ky/${contested.code}/phe-duyet`);
    await heading('Phê duyệt hồ sơ?').waitFor();
    const other = await HttpPerson.signIn(test.backend.url, 'canbo.0064', 'lúa chín vàng đồng');
    const { version } = await contested.open();
    await other.send('POST', `/officer/registrations/${contested.code}/reject`, {
      mutationId: crypto.randomUUID(),
      version,
      reason: 'Trùng hồ sơ',
    });
    await page.getByRole('button', { name: 'Phê duyệt hồ sơ' }).click();
    await page.getByRole('alert').getByText('Hồ sơ không còn chờ xử lý').waitFor();
    await heading(`Hồ sơ đăng ký ${contested.code}`).waitFor();
    await page.getByText('Trùng hồ sơ').first().waitFor();
    expect((await contested.open()).status).toBe('KBNN_TU_CHOI');
  });

  it('approves once, however often the form is sent, from the keyboard alone', async () => {
    await goTo(`/can-bo/dang-ky/${approved.code}`);
    const button = page.getByRole('link', { name: 'Phê duyệt…' }).first();
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      if (await button.evaluate((link) => link === document.activeElement)) break;
    }
    await page.keyboard.press('Enter');
    await heading('Phê duyệt hồ sơ?').waitFor();
    await looksRight('phe-duyet');
    // The second press ends the navigation of the first: the page that says so in the end is what counts.
    await page.getByRole('button', { name: 'Phê duyệt hồ sơ' }).dblclick();
    await page.getByRole('status').getByText('Đã phê duyệt hồ sơ').waitFor();
    const after = await approved.open();
    expect(after.status).toBe('DA_HOAN_THANH');
    expect(after.log.filter(({ status }) => status === 'DA_HOAN_THANH')).toHaveLength(1);
    expect(await approved.letters.to(approved.content.unit.email)).toHaveLength(2);
  });

  it('gives a member a new one-time password, which the demo’s mailbox shows', async () => {
    await page.getByRole('link', { name: 'Thành viên của đơn vị và cấp lại mật khẩu' }).click();
    await heading(/Thành viên của đơn vị/).waitFor();
    await looksRight('don-vi');
    await page
      .getByRole('link', { name: /Cấp lại mật khẩu cho/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Cấp lại mật khẩu' }).click();
    await page.getByRole('status').getByText('Đã cấp mật khẩu mới').waitFor();
    await test.backend.deliverMail();
    await goTo('/hop-thu');
    await heading('Hộp thư dùng thử').waitFor();
    await looksRight('hop-thu');
    await page.getByRole('link', { name: '[DVCTT KBNN] Mật khẩu dùng một lần mới' }).first().click();
    await page.getByText('Mật khẩu dùng một lần: ').waitFor();
    await looksRight('thu');
  });

  it('takes a payment dossier in', async () => {
    const { dossier } = await test.signedByBoth();
    accepted(
      await test.ctk.send('POST', `/dossiers/${dossier.code}/submit`, {
        mutationId: crypto.randomUUID(),
        version: dossier.version,
      }),
    );
    await goTo('/can-bo');
    await page.getByRole('link', { name: 'Hồ sơ thanh toán' }).click();
    await page.getByRole('link', { name: dossier.code }).click();
    await heading(`Hồ sơ thanh toán ${dossier.code}`).waitFor();
    await page.getByText('Có; chữ ký này bao trùm bản trước khi có chữ ký được thêm sau').first().waitFor();
    expect(
      await page
        .getByRole('definition')
        .filter({ hasText: /^Không$/ })
        .count(),
    ).toBe(0);
    await looksRight('thanh-toan');
    await page.getByRole('link', { name: 'Tiếp nhận…' }).first().click();
    await page.getByRole('button', { name: 'Tiếp nhận hồ sơ' }).click();
    await page.getByRole('status').getByText('Đã tiếp nhận hồ sơ').waitFor();
  });

  it('ends with the sign-out, also for the page that the browser would go back to', async () => {
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('status').getByText('Đã đăng xuất').waitFor();
    await page.goBack();
    await heading('Đăng nhập cán bộ KBNN').waitFor();
  });
});

describe('a link from a letter', () => {
  it('says who is asked for what and hands over to the program; looking at it changes nothing', async () => {
    const unit = new RegisteringUnit(test, '3002004');
    await unit.save();
    const secret = await unit.letters.link(unit.member('ctk').email);
    for (let looks = 0; looks < 2; looks += 1) await goTo(`/lien-ket/${secret}`);
    await heading('Xác nhận thông tin thành viên').waitFor();
    await page.getByText(unit.code).waitFor();
    await page.getByText('P*** V*** Đ***').waitFor();
    expect(await page.content()).not.toContain('Phạm Văn Đức');
    const href = await page.getByRole('link', { name: 'Mở bằng DVCTT Desktop' }).getAttribute('href');
    expect(href).toBe(`dvctt://lien-ket?server=${encodeURIComponent(test.backend.url)}&secret=${secret}`);
    await page.getByText(`${test.backend.url}/lien-ket/${secret}`).waitFor();
    await looksRight('lien-ket');
    await unit.confirm('ctk');
    await page.reload();
    await page.getByRole('alert').getByText('Liên kết đã được dùng').waitFor();
    await goTo(`/lien-ket/${'A'.repeat(43)}`);
    await page.getByRole('alert').getByText('Liên kết không đúng').waitFor();
    await looksRight('lien-ket-hong');
  });
});
