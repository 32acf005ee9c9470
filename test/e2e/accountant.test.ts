import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInvoice } from '#main/shells/cli/demo/attachment.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { field, line, pickCode, saved } from './pages/draft-page.ts';
import { signIn } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

describe('the accountant at the window', () => {
  let world: UnitWorld;
  let open: OpenWindow;

  beforeAll(async () => {
    world = await startUnitWorld();
    open = await launchWindow('browser', world.options);
  });
  afterAll(async () => {
    await open.close();
    await world.close();
  });

  it('can read and use the sign-in screen and the empty list with a screen reader', async () => {
    const { page } = open;
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await signIn(page, accountOf(world.backend, 'KTV'));
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('fills in a voucher by keyboard and sees the total in words while typing', async () => {
    const { page } = open;
    await page.keyboard.press('Alt+N');
    await field(page, 'Tiêu đề hồ sơ').fill('Tiền điện và văn phòng phẩm tháng 11/2026');
    await field(page, 'Số chứng từ').fill('0021');
    const first = line(page, 1);
    await field(first, 'Nội dung').fill('Tiền điện tháng 11/2026');
    await pickCode(first, 'Mã NDKT', 'tien dien', '6501');
    await first.getByRole('combobox', { name: 'Mã ngành KT' }).fill('073');
    await first.getByRole('combobox', { name: 'Mã nguồn' }).fill('13');
    await field(first, 'Số tiền (đồng)').pressSequentially('755000');
    await page.keyboard.press('Enter');
    // The new line has taken the codes of the one above, and the focus.
    await page.keyboard.type('Văn phòng phẩm');
    await field(line(page, 2), 'Số tiền (đồng)').pressSequentially('250000');
    await page.getByText('Một triệu không trăm linh năm nghìn đồng').waitFor();
    await field(page, 'Tên đơn vị, cá nhân nhận tiền').fill('Công ty TNHH Văn phòng phẩm Hải Âu');
    await field(page, 'Mã số thuế').fill('0201234569');
    await field(page, 'Số tài khoản nhận tiền').fill('0031000123456');
    await field(page, 'Tại ngân hàng / KBNN').fill('Vietcombank CN Hải Phòng');
    expect(await line(page, 2).getByRole('combobox', { name: 'Mã NDKT' }).inputValue()).toBe('6501');
    await saved(page);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('gets a deleted line back, and is told of a date that does not exist', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'Xóa dòng 2' }).click();
    await line(page, 2).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    expect(await field(line(page, 2), 'Số tiền (đồng)').inputValue()).toBe('250.000');
    const invoiceDate = field(line(page, 1), 'Ngày hóa đơn');
    await invoiceDate.fill('31/2/2026');
    await page.keyboard.press('Tab');
    await page.getByText('Ngày không đúng').waitFor();
    await invoiceDate.fill('05112026');
    await page.keyboard.press('Tab');
    expect(await invoiceDate.inputValue()).toBe('05/11/2026');
  });

  it('finds everything typed and attached again after the window was reloaded', async () => {
    const { page } = open;
    const invoice = Buffer.from(await makeInvoice('2026-11-22'));
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'Hóa đơn.pdf', mimeType: 'application/pdf', buffer: invoice });
    await page.getByRole('button', { name: 'Hóa đơn.pdf', exact: true }).waitFor();
    await field(page, 'Số chứng từ').fill('0022');
    await page.getByText('Có thay đổi chưa lưu').waitFor({ state: 'detached' });
    await saved(page);
    await page.reload();
    await page.getByRole('button', { name: 'Hóa đơn.pdf', exact: true }).waitFor();
    expect(await field(page, 'Số chứng từ').inputValue()).toBe('0022');
    expect(await field(line(page, 1), 'Ngày hóa đơn').inputValue()).toBe('05/11/2026');
    expect(await field(line(page, 2), 'Nội dung').inputValue()).toBe('Văn phòng phẩm');
  });

  it('sees the printed form, in the dark scheme too', async () => {
    const { page } = open;
    await page.keyboard.press('F8');
    await page.getByRole('img', { name: 'Trang 1 / 1' }).waitFor();
    await page.getByRole('button', { name: 'Giao diện sáng / tối' }).click();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('is led to what is missing before the dossier can be sent, then sends it', async () => {
    const { page } = open;
    await page.keyboard.press('F8');
    await field(page, 'Số chứng từ').fill('');
    await page.getByRole('button', { name: 'Gửi Kế toán trưởng' }).click();
    await page.getByText('Hồ sơ chưa đủ thông tin').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('field-vouchers-0-number');
    await page.keyboard.type('0023');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Chờ Kế toán trưởng ký').first().waitFor();
    await page.getByRole('button', { name: /C2-02a-NS_0023\.xml/ }).click();
    await page.getByText('Một triệu không trăm linh năm nghìn đồng').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('met no refusal of the content policy and no failure behind the scenes', () => {
    expect(open.complaints).toEqual([]);
  });
});
