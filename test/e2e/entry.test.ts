import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { addVoucher, field, focused, line, newDossier, paste, saved } from './pages/draft-page.ts';
import { shootWindow } from './pages/pictures.ts';
import { signIn } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

describe('entry of vouchers of any form', () => {
  let world: UnitWorld;
  let open: OpenWindow;

  beforeAll(async () => {
    world = await startUnitWorld();
    open = await launchWindow('browser', world.options);
    await signIn(open.page, accountOf(world.backend, 'KTV'));
  });
  afterAll(async () => {
    await open.close();
    await world.close();
  });

  const shoot = (name: string) => shootWindow(open.page, name);

  it('goes from a new dossier to “Gửi Kế toán trưởng” with nothing but the keyboard', async () => {
    const { page } = open;
    const { keyboard } = page;
    /** Presses Tab (or Shift+Tab) until the element has the focus: no mouse, and no help from the test. */
    const tabTo = async (id: string, key: 'Tab' | 'Shift+Tab' = 'Tab') => {
      for (let pressed = 0; pressed < 60; pressed += 1) {
        if ((await focused(page)) === id) return;
        await keyboard.press(key);
      }
      throw new Error(`Tab does not lead to ${id}`);
    };
    const tabToButton = async (name: string) => {
      for (let pressed = 0; pressed < 60; pressed += 1) {
        if ((await page.evaluate('document.activeElement.textContent')) === name) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to “${name}”`);
    };
    const type = async (...texts: readonly string[]) => {
      for (const text of texts) {
        await keyboard.type(text);
        await keyboard.press('Tab');
      }
    };
    await newDossier(page, '13');
    await type('Tiền điện tháng 11/2026');
    await tabTo('field-vouchers-0-number');
    await type('0041');
    // Date, allocation, purpose and method are right as they are.
    for (let skipped = 0; skipped < 4; skipped += 1) await keyboard.press('Tab');
    expect(await focused(page)).toBe('field-vouchers-0-lines-0-description');
    for (const text of ['Tiền điện', '', '', '6501', '', '073', '13']) {
      await keyboard.type(text);
      await keyboard.press('Enter');
    }
    expect(await focused(page)).toBe('field-vouchers-0-lines-0-amount');
    await keyboard.type('7550000');
    await keyboard.press('Enter');
    expect(await focused(page)).toBe('field-vouchers-0-lines-1-description');
    await keyboard.type('Tiền nước');
    // The codes are those of the line above; Ctrl+D takes its sum as well.
    await tabTo('field-vouchers-0-lines-1-amount');
    await keyboard.press('Control+D');
    expect(await field(line(page, 2), 'Số tiền (đồng)').inputValue()).toBe('7.550.000');
    await keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('field-vouchers-0-lines-0-amount');
    await page.getByText('Mười lăm triệu một trăm nghìn đồng').waitFor();
    await tabTo('field-vouchers-0-payee-name');
    await type('Công ty Điện lực Hải Phòng', '0200340211', '0031000123456', 'Vietcombank CN Hải Phòng');
    await saved(page);
    await page
      .getByText('Hồ sơ đủ điều kiện để gửi')
      .or(page.getByText(/mục nên xem lại/))
      .first()
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shoot('form-13-filled');
    await tabToButton('Lưu vào sổ');
    await keyboard.press('Enter');
    await page.getByText('Đã lưu Công ty Điện lực Hải Phòng vào sổ').waitFor();
    await tabToButton('Lưu làm mẫu');
    await keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Tên mẫu').and(page.locator(':focus')).waitFor();
    await keyboard.press('Control+A');
    await keyboard.type('Điện nước hằng tháng');
    await keyboard.press('Enter');
    await page.getByText('Đã lưu mẫu “Điện nước hằng tháng”').waitFor();
    await keyboard.press('Control+Enter');
    await page.getByText('Chờ Kế toán trưởng ký').first().waitFor();
  });

  it('fills a payee from the book, and warns when the account is another than last time', async () => {
    const { page } = open;
    await newDossier(page, '17');
    const name = field(page, 'Tên đơn vị, cá nhân nhận tiền');
    await name.focus();
    await page.keyboard.type('dien luc');
    await page.getByRole('option').filter({ hasText: '0031000123456' }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await shoot('payee-book-suggestions');
    await page.keyboard.press('Enter');
    expect(await name.inputValue()).toBe('Công ty Điện lực Hải Phòng');
    expect(await field(page, 'Số tài khoản nhận tiền').inputValue()).toBe('0031000123456');
    await field(page, 'Số tài khoản nhận tiền').fill('9999000123456');
    await page.getByText('Số tài khoản khác lần trước').waitFor();
    await field(page, 'Số tài khoản nhận tiền').fill('0031000123456');
    await page.getByText('Số tài khoản khác lần trước').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Sổ đơn vị nhận tiền' }).click();
    const book = page.getByRole('dialog');
    await book.getByText('Công ty Điện lực Hải Phòng').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shoot('payee-book');
    await page.keyboard.press('Escape');
    await book.waitFor({ state: 'detached' });
  });

  it('begins a voucher from a template and from an earlier one, and offers its number without putting it there', async () => {
    const { page } = open;
    await addVoucher(page, 'dien nuoc hang');
    await page.locator('#field-vouchers-1-number:focus').waitFor();
    expect(await field(line(page, 2), 'Nội dung').inputValue()).toBe('Tiền nước');
    const number = field(page, 'Số chứng từ');
    expect(await number.inputValue()).toBe('');
    await page.getByText('Số tiếp theo: 0042').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await number.inputValue()).toBe('0042');
    await saved(page);
    await page.keyboard.press('Alt+V');
    await page.getByRole('dialog').getByRole('combobox').fill('0041');
    await page.getByRole('option').filter({ hasText: 'số 0041' }).waitFor();
    await shoot('add-voucher');
    await page.keyboard.press('Enter');
    await page.locator('#field-vouchers-2-number:focus').waitFor();
    await page.getByText('Số tiếp theo: 0043').waitFor();
    expect(await field(line(page, 1), 'Nội dung').inputValue()).toBe('Tiền điện');
  });

  it('lists the beneficiaries of a voucher, pasted from Excel, beside what they must add up to', async () => {
    const { page } = open;
    // The list that is added belongs to the voucher on the screen.
    await field(page, 'Số chứng từ').fill('0043');
    await addVoucher(page, 'danh sach');
    expect(await field(page, 'Kèm theo chứng từ số').inputValue()).toBe('0043');
    await field(page, 'Số danh sách').fill('DS01');
    await field(line(page, 1), 'Họ tên / tên đơn vị thụ hưởng').focus();
    await paste(
      page,
      'Họ tên / tên đơn vị thụ hưởng\tSố tài khoản\tTại ngân hàng\tSố tiền\nNguyễn Văn An\t0031000111\tVCB\t8.000.000\nLê Thị Bình\t0031000222\tVCB\t7.000.000',
    );
    await page.getByText('chênh lệch −100.000').waitFor();
    await shoot('form-20-list');
    await field(line(page, 2), 'Số tiền (đồng)').fill('7100000');
    await page.getByText('Chứng từ 0043: 15.100.000 · khớp').waitFor();
    await saved(page);
  });

  it('leads from one thing to mend to the next with F8', async () => {
    const { page } = open;
    // From somewhere that is nothing to mend: a busy machine moves the focus a little later.
    await page.getByRole('link', { name: 'Danh sách hồ sơ' }).focus();
    const nowhere = await focused(page);
    await page.keyboard.press('F8');
    await expect.poll(() => focused(page)).not.toBe(nowhere);
    const first = await focused(page);
    await page.keyboard.press('F8');
    await expect.poll(() => focused(page)).not.toBe(first);
    await page.keyboard.press('Shift+F8');
    await expect.poll(() => focused(page)).toBe(first);
  });

  it('divides a voucher between budget and payee with one key', async () => {
    const { page } = open;
    await newDossier(page, '14');
    await field(line(page, 1), 'Số tiền (đồng)').fill('11000000');
    await field(page, 'Số tiền nộp NSNN (đồng)').fill('1000000');
    await page.getByText('Còn lại: 10.000.000 đồng').waitFor();
    await page.keyboard.press('Alt+R');
    expect(await field(page, 'Thanh toán cho đơn vị hưởng (đồng)').inputValue()).toBe('10.000.000');
    await page.getByText('Đã chia hết').waitFor();
    await saved(page);
  });

  it('draws only the lines in sight of ten thousand, and leads to the last of them', async () => {
    const { page } = open;
    // Every line pasted takes these from the one above.
    await line(page, 1).getByRole('combobox', { name: 'Mã ngành KT' }).fill('073');
    await line(page, 1).getByRole('combobox', { name: 'Mã nguồn' }).fill('13');
    await field(line(page, 1), 'Nội dung').focus();
    await paste(
      page,
      Array.from(
        { length: 10_000 },
        (_, at) => `Khoản chi ${at}\t${at === 9999 ? '0000' : '6501'}\t1.000`,
      ).join('\n'),
    );
    await page.getByRole('heading', { name: '(10.000)' }).waitFor();
    await page.locator('.voucher-total b').filter({ hasText: '10.000.000 đồng' }).waitFor();
    expect(await page.locator('.line-row').count()).toBeLessThan(100);
    await saved(page);
    await page.getByRole('button', { name: /dòng 10000: / }).click();
    await page.locator('#field-vouchers-0-lines-9999-ndkt:focus').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('6501');
    await saved(page);
    // A row in use is kept, and its neighbours are reached with the arrows.
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focused(page)).toBe('field-vouchers-0-lines-9998-ndkt');
    expect(await page.locator('.line-row').count()).toBeLessThan(100);
    await shoot('ten-thousand');
  });

  it('shows every form without sideways scrolling, readable for a screen reader', async () => {
    const { page } = open;
    const wide = `[document.documentElement, document.getElementById('main')].map((e) => e.scrollWidth - e.clientWidth)`;
    await newDossier(page, '13');
    for (const [at, form] of forms.entries()) {
      await addVoucher(page, form.id);
      await page.locator(`#field-vouchers-${at + 1}-number:focus`).waitFor();
      await page.getByRole('heading', { name: `${form.title.vi} – mẫu ${form.id}` }).waitFor();
      expect(await page.locator('.line-row').count()).toBe(1);
      await page.setViewportSize({ width: 1024, height: 700 });
      expect([form.id, await page.evaluate(wide)]).toEqual([form.id, [0, 0]]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await shoot(`form-${form.id}`);
    }
    expect(await seriousFindings(page)).toEqual([]);
    await saved(page);
  });

  it('met no refusal of the content policy and no failure behind the scenes', () => {
    expect(open.complaints).toEqual([]);
  });
});
