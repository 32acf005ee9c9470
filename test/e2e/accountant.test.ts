import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInvoice } from '#main/shells/cli/demo/attachment.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { countDrawn } from './pages/drawing.ts';
import { field, focused, line, newDossier, paste, pickCode, saved, undo } from './pages/draft-page.ts';
import { enterPin } from './pages/pin-page.ts';
import { signIn, signOut } from './pages/sign-in-page.ts';
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
    await newDossier(page);
    await page.getByText(/Còn \d+ mục cần điền/).waitFor();
    expect(await focused(page)).toBe('field-title');
    await page.keyboard.type('Tiền điện và văn phòng phẩm tháng 11/2026');
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
    await page.getByRole('alert').getByRole('button', { name: 'Hoàn tác' }).click();
    expect(await field(line(page, 2), 'Số tiền (đồng)').inputValue()).toBe('250.000');
    const invoiceDate = field(line(page, 1), 'Ngày hóa đơn');
    await invoiceDate.fill('31/2/2026');
    await page.keyboard.press('Tab');
    await page.getByText('Ngày không đúng').waitFor();
    await invoiceDate.fill('05112026');
    await page.keyboard.press('Tab');
    expect(await invoiceDate.inputValue()).toBe('05/11/2026');
  });

  it('types a sum as 7,550,000 and gets 7.550.000, caret, keys and all', async () => {
    const { page } = open;
    const amount = field(line(page, 2), 'Số tiền (đồng)');
    for (const sum of ['7,550,000', '7.550.000', '7 550 000', '7550000']) {
      await amount.fill('');
      await amount.pressSequentially(sum);
      await page.keyboard.press('Tab');
      expect([sum, await amount.inputValue()]).toEqual([sum, '7.550.000']);
    }
    await page.getByText('8.305.000').first().waitFor();
  });

  it('cannot send a sum or a date that nobody can read, and finds it again after a reload', async () => {
    const { page } = open;
    const amount = () => field(line(page, 2), 'Số tiền (đồng)');
    for (const text of ['1.5', '12,50', '1.005.000,50', '-5', '1e6', '1234567890123456789']) {
      await amount().fill('');
      await amount().pressSequentially(text);
      await page.keyboard.press('Tab');
      expect(await amount().inputValue()).toBe(text);
      await line(page, 2).getByText('Chưa đọc được số tiền').waitFor();
      // Only line 1 counts.
      expect(await page.locator('.voucher-total b').innerText()).toBe('755.000 đồng');
    }
    const date = () => field(line(page, 2), 'Ngày hóa đơn');
    await date().fill('31/02/2026');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Hồ sơ chưa đủ thông tin').waitFor();
    const reason = (words: string) => page.getByRole('button', { name: words });
    await reason('“31/02/2026” không phải là ngày có thật').waitFor();
    await saved(page);
    await page.reload();
    await reason('“1234567890123456789” không phải là số đồng nguyên').waitFor();
    expect(await amount().inputValue()).toBe('1234567890123456789');
    await reason('“31/02/2026” không phải là ngày có thật').click();
    await page.locator('#field-vouchers-0-lines-1-invoiceDate:focus').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('2026-11-01');
    await amount().fill('250000');
    await page.keyboard.press('Tab');
    expect(await date().inputValue()).toBe('01/11/2026');
    await page.getByText('không phải là').first().waitFor({ state: 'detached' });
    await page.getByText('Một triệu không trăm linh năm nghìn đồng').waitFor();
  });

  it('keeps words that are no code instead of the old code, and takes a code with spaces around it', async () => {
    const { page } = open;
    const code = line(page, 2).getByRole('combobox', { name: 'Mã NDKT' });
    await code.fill('khong co ma nay');
    await page.keyboard.press('Tab');
    expect(await code.inputValue()).toBe('khong co ma nay');
    await line(page, 2).getByText('Chưa phải là mã').waitFor();
    await code.fill(' 6551 ');
    await page.keyboard.press('Tab');
    expect(await code.inputValue()).toBe('6551');
  });

  it('pastes rows of a spreadsheet as lines, and takes them back', async () => {
    const { page } = open;
    const description = field(line(page, 2), 'Nội dung');
    const before = await description.inputValue();
    await description.focus();
    await paste(page, 'Tiền nước\t6502\t120,000\nRác thải\t6504\t80,000\n');
    await line(page, 3).waitFor();
    expect(await description.inputValue()).toBe('Tiền nước');
    expect(await field(line(page, 3), 'Số tiền (đồng)').inputValue()).toBe('80.000');
    expect(await line(page, 3).getByRole('combobox', { name: 'Mã NDKT' }).inputValue()).toBe('6504');
    await undo(page, 'Đã dán 2 dòng');
    await line(page, 3).waitFor({ state: 'detached' });
    expect(await description.inputValue()).toBe(before);
    expect(await field(line(page, 2), 'Số tiền (đồng)').inputValue()).toBe('250.000');
  });

  it('adds the good files of a selection although one of them is refused, and sees a false PDF marked', async () => {
    const { page } = open;
    const invoice = Buffer.from(await makeInvoice('2026-11-22'));
    await page.locator('input[type=file]').setInputFiles([
      { name: 'hỏng.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 cut off') },
      { name: 'giả.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a PDF at all') },
      { name: 'tốt.pdf', mimeType: 'application/pdf', buffer: invoice },
      { name: 'tốt.pdf', mimeType: 'application/pdf', buffer: invoice },
    ]);
    await page.getByText('Đã thêm tốt.pdf với tên tốt (2).pdf').waitFor();
    await page.getByText('Không thêm được tệp hỏng.pdf').waitFor();
    expect(await page.getByText('Không phải PDF').count()).toBe(1);
    await page.getByRole('button', { name: 'Đóng thông báo về hỏng.pdf' }).click();
    await page.getByText('Không thêm được tệp hỏng.pdf').waitFor({ state: 'detached' });
    for (const name of ['giả.pdf', 'tốt.pdf', 'tốt (2).pdf'])
      await page.getByRole('button', { name: `Bỏ tệp ${name}` }).click();
    await saved(page);
  });

  it('keeps what is being typed when the session ends, and goes on after signing in again', async () => {
    const { page } = open;
    const other = await page.context().newPage();
    await other.goto(page.url().replace(/#.*$/, ''));
    await other.getByRole('heading', { name: 'Hồ sơ thanh toán' }).waitFor();
    await signOut(other);
    await other.close();
    await field(page, 'Mã số thuế').fill('0201234569-001');
    const again = page.getByRole('dialog');
    const { username, password } = accountOf(world.backend, 'KTV');
    await again.getByText(username).waitFor();
    await again.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await again.locator('button[type=submit]').click();
    await again.waitFor({ state: 'detached' });
    expect(await field(page, 'Mã số thuế').inputValue()).toBe('0201234569-001');
    await saved(page);
  });

  it('sees at once what another window of this machine changes, and may keep both when they collide', async () => {
    const { page } = open;
    const address = page.url();
    const title = field(page, 'Tiêu đề hồ sơ');
    const other = await page.context().newPage();
    await other.goto(address);
    await field(other, 'Số chứng từ').fill('0020');
    await saved(other);
    await expect.poll(() => field(page, 'Số chứng từ').inputValue()).toBe('0020');
    await field(other, 'Số chứng từ').fill('0021');
    await expect.poll(() => field(page, 'Số chứng từ').inputValue()).toBe('0021');
    // Both type before either has been stored.
    await Promise.all([
      field(other, 'Tiêu đề hồ sơ').fill('Sửa ở cửa sổ kia'),
      title.fill('Sửa ở cửa sổ này'),
    ]);
    const asked = (one: typeof page) => one.getByRole('heading', { name: 'Chọn giữa hai bản sửa khác nhau' });
    await expect
      .poll(async () => (await asked(page).isVisible()) || (await asked(other).isVisible()), {
        timeout: 20_000,
      })
      .toBe(true);
    const second = (await asked(page).isVisible()) ? page : other;
    await second.getByRole('button', { name: 'thành hồ sơ mới' }).click();
    await second.waitForURL((url) => url.href !== address);
    const kept = second === page ? 'Sửa ở cửa sổ này' : 'Sửa ở cửa sổ kia';
    await second.getByRole('heading', { name: kept }).waitFor();
    expect(await field(second, 'Số chứng từ').inputValue()).toBe('0021');
    await other.close();
    await page.goto(address);
    // The copy has either title, whoever came second.
    await title.fill('Chi điện tháng 11');
    await saved(page);
  });

  it('has no sideways scrolling and no overlapping fields on a small screen', async () => {
    const { page } = open;
    await page.setViewportSize({ width: 1024, height: 700 });
    const wide = `[document.documentElement, document.getElementById('main')].map((e) => e.scrollWidth - e.clientWidth)`;
    expect(await page.evaluate(wide)).toEqual([0, 0]);
    const overlaps = `(() => {
      const boxes = [...document.querySelectorAll('#field-vouchers-0-lines-0 :is(input, button)')].map((e) => e.getBoundingClientRect());
      return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
    })()`;
    expect(await page.evaluate(overlaps)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('stays among the lines after Ctrl+Delete, and starts a further voucher in its first field', async () => {
    const { page } = open;
    await field(line(page, 2), 'Nội dung').press('Control+Delete');
    await line(page, 2).waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('field-vouchers-0-lines-0-description');
    await undo(page, 'Đã xóa dòng 2');
    await line(page, 2).waitFor();
    await page.getByRole('button', { name: 'Thêm chứng từ' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#field-vouchers-1-number:focus').waitFor();
    await page.getByRole('button', { name: 'Bỏ chứng từ này' }).click();
    await line(page, 2).waitFor();
    await saved(page);
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
    await page.keyboard.press('F9');
    await page.getByRole('img', { name: 'Trang 1 / 1' }).waitFor();
    await page.getByRole('button', { name: 'Giao diện sáng / tối' }).click();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('is led to what is missing before the dossier can be sent, then sends it', async () => {
    const { page } = open;
    await page.keyboard.press('F9');
    await field(page, 'Số chứng từ').fill('');
    await page.getByRole('button', { name: 'Gửi Kế toán trưởng' }).click();
    await page.getByText('Hồ sơ chưa đủ thông tin').waitFor();
    expect(await focused(page)).toBe('field-vouchers-0-number');
    await page.keyboard.type('0023');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Chờ Kế toán trưởng ký').first().waitFor();
    await page.getByRole('button', { name: /C2-02a-NS_0023\.xml/ }).click();
    await page.getByText('Một triệu không trăm linh năm nghìn đồng').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows signers the name of each document that they have not opened, before they can sign', async () => {
    const { page } = open;
    await signOut(page);
    await signIn(page, accountOf(world.backend, 'KTT'));
    await page.getByRole('link', { name: /Chi điện tháng 11/ }).click();
    await page.getByRole('button', { name: 'Ký số', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Bạn chưa mở xem 2 tài liệu').waitFor();
    await dialog.getByRole('listitem').filter({ hasText: 'Hóa đơn.pdf' }).waitFor();
    await dialog.locator('input[name=certificate]:checked').waitFor();
    const sign = dialog.getByRole('button', { name: 'Ký 3 tài liệu' });
    expect(await sign.isEnabled()).toBe(false);
    await dialog.getByRole('checkbox').check();
    expect(await sign.isEnabled()).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    await sign.click();
    await enterPin(await open.pinPage(), world.signers.KTT.pin);
    await page.getByRole('button', { name: 'Xong' }).click();
    await page.getByText('Đã ký: Kế toán trưởng').first().waitFor();
    await signOut(page);
  });

  it('sees that signatures are void once the dossier was returned', async () => {
    const { page } = open;
    await signIn(page, accountOf(world.backend, 'CTK'));
    await page.getByRole('link', { name: /Chi điện tháng 11/ }).click();
    await page.getByRole('button', { name: 'Trả lại để sửa' }).click();
    await page.getByRole('dialog').getByLabel('Lý do trả lại').waitFor();
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type('Thiếu biên bản nghiệm thu');
    await page.getByRole('button', { name: 'Trả lại', exact: true }).click();
    await page.getByText('Đã ký: Kế toán trưởng – đã hết hiệu lực').first().waitFor();
    await page
      .getByRole('region', { name: 'Các bản đã ký trước' })
      .getByRole('link', { name: 'Bản 1' })
      .click();
    await page.getByText('Bản đã bị trả lại – chữ ký không còn hiệu lực').waitFor();
    await signOut(page);
  });

  it('reads the version that was signed, with its signatures, after mending it and sending it again', async () => {
    const { page } = open;
    await signIn(page, accountOf(world.backend, 'KTV'));
    await page.getByRole('link', { name: /Chi điện tháng 11/ }).click();
    await page.getByRole('region', { name: 'Các bản đã ký trước' }).getByText('Thiếu biên bản').waitFor();
    await field(page, 'Tiêu đề hồ sơ').fill('Chi điện tháng 11, đủ biên bản');
    await saved(page);
    await page.getByRole('button', { name: 'Gửi Kế toán trưởng' }).click();
    await page.getByText('Chờ Kế toán trưởng ký').first().waitFor();
    await page
      .getByRole('region', { name: 'Các bản đã ký trước' })
      .getByRole('link', { name: 'Bản 1' })
      .click();
    await page.getByText('Bản cũ – chữ ký không còn hiệu lực cho bản hiện tại').waitFor();
    await page
      .getByRole('group', { name: 'Bản này → bản hiện tại (1 chỗ khác)' })
      .getByText('đủ biên bản')
      .waitFor();
    await page.getByText('Hợp lệ', { exact: true }).waitFor();
    await page.getByRole('img', { name: 'Trang 1 / 1' }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tải về' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^ban-cu-1-.*\.pdf$/);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Quay lại hồ sơ' }).click();
    await page.getByText('Chưa ký').first().waitFor();
    await signOut(page);
  });

  it('draws no more for a letter in a voucher of 200 lines than in one of a single line', async () => {
    const { page } = open;
    const drawn = await countDrawn(page);
    await signIn(page, accountOf(world.backend, 'KTV'));
    await newDossier(page);
    const description = field(line(page, 1), 'Nội dung');
    const drawnByTyping = async () => {
      await description.focus();
      await saved(page);
      await drawn();
      await page.keyboard.type('0123456789');
      await saved(page);
      return drawn();
    };
    await description.focus();
    await page.keyboard.type('Khoản chi');
    const alone = await drawnByTyping();
    await paste(
      page,
      Array.from({ length: 200 }, (_, at) => `Khoản chi ${at}\t6501\t${at + 1}.000`).join('\n'),
    );
    await page.getByRole('heading', { name: '(200)' }).waitFor();
    // Lines that are drawn for each letter are drawn each time; what a busy machine saves in more pieces, not.
    let among = Infinity;
    for (let tries = 0; tries < 4 && among >= alone * 1.5; tries += 1) {
      among = Math.min(among, await drawnByTyping());
    }
    expect(await description.inputValue()).toContain('0123456789');
    // A line more drawn for each letter would be hundreds.
    expect(among).toBeLessThan(alone * 1.5);
  });

  it('is told quietly while the server cannot be reached, and goes on drafting', async () => {
    const { page } = open;
    await saved(page);
    await world.backend.close();
    await field(page, 'Tiêu đề hồ sơ').fill('Soạn khi mất mạng');
    await saved(page);
    await page.getByText('Đang soạn ngoại tuyến').waitFor({ timeout: 60_000 });
  });

  it('met no refusal of the content policy and no failure behind the scenes', () => {
    expect(open.complaints).toEqual([]);
  });
});
