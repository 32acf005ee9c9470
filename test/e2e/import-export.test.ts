import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { sumDong, formatDong } from '#shared/domain/money/dong.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import { monthEndFiles } from '#test/support/month-end-files.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import {
  chooseFiles,
  exportChosen,
  make,
  openImport,
  plan,
  previewed,
  showOnly,
} from './pages/import-page.ts';
import { openReports, sumUpBy, totals } from './pages/reports-page.ts';
import { signIn } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

const month = monthEndFiles({ count: 60 });

describe('vouchers from files, and their sums', () => {
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

  it('shows what the files hold and what is wrong where, before anything is made', async () => {
    const { page } = open;
    await openImport(page);
    expect(await seriousFindings(page)).toEqual([]);
    await chooseFiles(page, [month.zip, month.workbook, { name: 'rác.zip', bytes: Buffer.from('no zip') }]);
    await previewed(page);
    const chips = page.getByRole('group', { name: 'Lọc bảng xem trước' });
    expect(await chips.getByRole('button').allInnerTexts()).toEqual([
      'Tất cả 61',
      'Sẵn sàng 57',
      'Cần sửa 3',
      'Bị từ chối 1',
    ]);
    expect(await seriousFindings(page)).toEqual([]);
    await showOnly(page, 'Cần sửa');
    for (const { number } of month.faults) await page.getByText(number, { exact: true }).waitFor();
    await page.getByText(/Lỗi · dòng 1 › Mã NDKT/).waitFor();
    await showOnly(page, 'Bị từ chối');
    await page.getByText('rác.zip', { exact: true }).last().waitFor();
    await showOnly(page, 'Tất cả');
    expect(await plan(page)).toMatch(/^57 chứng từ → 1 hồ sơ/);
  });

  it('reads again when a file is left out, and makes drafts that one button deletes again', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'Bỏ tệp rác.zip' }).click();
    await page.getByRole('button', { name: /^Bị từ chối 0/ }).waitFor();
    await page.getByLabel('Số chứng từ mỗi hồ sơ').fill('25');
    await page.getByRole('checkbox', { name: /Lấy cả 3 chứng từ cần sửa/ }).check();
    expect(await plan(page)).toMatch(/^60 chứng từ → 3 hồ sơ/);
    await make(page);
    await page.getByText('Đã tạo 3 hồ sơ từ 60 chứng từ').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Xóa cả 3 hồ sơ vừa tạo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Xóa cả 3 hồ sơ vừa tạo' }).click();
    await previewed(page);
    await make(page);
    await page.getByRole('button', { name: 'Mở hồ sơ cần sửa đầu tiên' }).click();
    // The voucher at fault is marked in the list, and named by its number where the faults are told.
    const faulty = page.getByRole('navigation', { name: 'Chứng từ' }).locator('.voucher-entry:has(.lacks)');
    await faulty.first().waitFor();
    const name = await faulty.first().locator('.name').innerText();
    await page.getByRole('button', { name }).filter({ hasText: ': ' }).first().waitFor();
    await page.getByRole('button', { name: /phải điền hoặc sửa: tới mục kế tiếp/ }).click();
    await page.locator('.voucher-entry[aria-current=true]').filter({ hasText: name }).waitFor();
  });

  it('exports the ticked dossiers as a workbook', async () => {
    const { page } = open;
    await page.keyboard.press('Alt+L');
    await page
      .getByRole('checkbox', { name: /^Chọn hồ sơ/ })
      .first()
      .check();
    const download = await exportChosen(page, /^Excel/);
    expect(download.suggestedFilename()).toMatch(/^chung-tu_.*\.xlsx$/);
    const bytes = await buffer(createReadStream(await download.path()));
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('sums the same vouchers up to the đồng, whatever they are grouped by', async () => {
    const { page } = open;
    await openReports(page);
    await page.getByRole('heading', { name: 'Bảng số liệu' }).waitFor();
    const counted = month.vouchers.filter(({ formId }) => formId !== '20');
    const sum = formatDong(sumDong(counted.map(voucherTotal)));
    for (const group of ['Mã NDKT', 'Tháng', 'Trạng thái', 'Tài khoản']) {
      await sumUpBy(page, group);
      expect(await totals(page)).toEqual([String(counted.length), sum, '100,0 %']);
    }
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('Kỳ', { exact: true }).selectOption('Năm trước');
    await page.getByText('Không có chứng từ nào trong kỳ này').waitFor();
    expect(open.complaints).toEqual([]);
  });
});
