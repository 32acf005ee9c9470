import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCore } from '#main/core/core.ts';
import { fillVoucher } from '#main/shells/cli/demo/voucher.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { Role } from '#shared/domain/people/roles.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import {
  finishReport,
  previewed,
  reportedStates,
  reviewChosen,
  reviewed,
  signReviewed,
  tickDossiers,
} from './pages/batch-page.ts';
import { enterPin } from './pages/pin-page.ts';
import { signIn, signOut } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

const perDossier = 3;

/** A draft of so many vouchers. */
async function draft(core: Core, title: string): Promise<DossierCode> {
  const { code, version, content } = await core.call('drafts.create', {});
  const [first] = content.vouchers.map(fillVoucher);
  if (first === undefined) throw new Error('a new draft has no voucher');
  const vouchers = Array.from({ length: perDossier }, (_, at) => ({
    ...first,
    id: `${first.id}-${at}`,
    number: `${title.slice(-1)}0${at + 1}`,
    lines: first.lines.map((line) => ({ ...line, id: `${line.id}-${at}` })),
  }));
  await core.call('drafts.save', { code, baseVersion: version, content: { ...content, title, vouchers } });
  return code;
}

describe('a month’s end at the window: three dossiers, one PIN', () => {
  let world: UnitWorld;
  let open: OpenWindow;
  /** The same people at other machines. */
  const elsewhere: Core[] = [];
  let codes: readonly DossierCode[];
  /** A draft with nothing in it. */
  let unready: DossierCode;

  const at = async (role: Role) => {
    const core = await createCore({ ...(await world.machine(`elsewhere-${role}`)), shell: 'cli' });
    elsewhere.push(core);
    const { username, password } = accountOf(world.backend, role);
    await core.call('session.signIn', { username, password });
    return core;
  };

  beforeAll(async () => {
    world = await startUnitWorld();
    const accountant = await at('KTV');
    codes = [
      await draft(accountant, 'Chi thường xuyên 1'),
      await draft(accountant, 'Chi thường xuyên 2'),
      await draft(accountant, 'Chi thường xuyên 3'),
    ];
    unready = (await accountant.call('drafts.create', {})).code;
    await accountant.call('sync.now', {});
    open = await launchWindow('browser', world.options);
  });
  afterAll(async () => {
    await open.close();
    for (const core of elsewhere) await core.close();
    await world.close();
  });

  it('the accountant sends all drafts to the chief accountant in one go, and is told which one did not go and why', async () => {
    const { page } = open;
    await signIn(page, accountOf(world.backend, 'KTV'));
    await tickDossiers(page, [...codes, unready]);
    await page.getByRole('button', { name: 'Gửi Kế toán trưởng 4 hồ sơ…' }).click();
    await page.getByText('4 bản nháp, tổng 9.045.000 đồng').waitFor();
    await page.getByRole('button', { name: 'Gửi 4 hồ sơ' }).click();
    await page.getByText('Đã gửi 3 hồ sơ, còn 1 hồ sơ chưa gửi.').waitFor();
    const refused = page.getByRole('row').filter({ hasText: unready });
    await refused.getByText('Hồ sơ chưa đủ thông tin').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Xong', exact: true }).click();
    await page.getByRole('button', { name: /^Chờ KTT ký 3/ }).waitFor();
    await signOut(page);
  });

  it('the chief accountant ticks the queue by keyboard, and is told the sum of what is ticked', async () => {
    const { page } = open;
    await signIn(page, accountOf(world.backend, 'KTT'));
    await page
      .getByRole('row')
      .filter({ hasText: codes[0] ?? '' })
      .waitFor();
    await page.getByTitle('3 hồ sơ chờ bạn').waitFor();
    expect(await page.title()).toMatch(/^\(3\) /);
    await page
      .getByRole('row')
      .filter({ hasText: codes[2] ?? '' })
      .getByRole('link')
      .focus();
    await page.keyboard.press('Space');
    await page.getByText('Đã chọn 1 hồ sơ').waitFor();
    await page.keyboard.press('Control+a');
    await page.getByText('Đã chọn 3 hồ sơ').waitFor();
    await page.getByText('tổng 9.045.000 đồng').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await reviewChosen(page, 3);
  });

  it('reviews every printed form by keyboard; what was not opened is said before signing', async () => {
    const { page } = open;
    await page.getByText('9 chứng từ của 3 hồ sơ, tổng 9.045.000 đồng').waitFor();
    await previewed(page);
    await page.getByText('Đã mở 1/9 mục đang chọn').waitFor();
    await page.getByRole('grid', { name: 'Danh sách duyệt ký' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText('Đã mở 2/9 mục đang chọn').waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByText('Đã mở 3/9 mục đang chọn').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    // Space leaves the voucher at hand out, and takes it back.
    await page.keyboard.press('Space');
    await page.getByText('8 chứng từ của 3 hồ sơ').waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: /^Ký 9 mục…/ }).click();
    await page.getByText('Bạn chưa mở 6 bản in').waitFor();
    await page.keyboard.press('Escape');
  });

  it('a PIN prompt that is closed ends the batch with nothing signed, and the rest can be signed at once', async () => {
    const { page } = open;
    await signReviewed(page);
    const pin = await open.pinPage();
    await pin.getByRole('button', { name: 'Hủy' }).click();
    await page.getByRole('heading', { name: 'Đã dừng theo ý bạn' }).waitFor();
    expect(await reportedStates(page)).toEqual(Array<string>(9).fill('Chưa ký'));
    await page.getByRole('button', { name: 'Ký tiếp 9 mục còn lại' }).click();
    await reviewed(page);
    // What was opened before counts as seen.
    await page.getByText('Đã mở 3/9 mục đang chọn').waitFor();
  });

  it('with the line lost the batch pauses; a dossier returned meanwhile is reported, the others go on', async () => {
    const { page } = open;
    await (await at('KTT')).call('dossiers.return', { code: codes[2]!, note: 'Sai số hợp đồng' });
    await signReviewed(page);
    const pin = await open.pinPage();
    await pin.locator('[data-pin-state=ok]').waitFor();
    await world.stopBackend();
    await enterPin(pin, world.signers.KTT.pin);
    await page.getByRole('heading', { name: 'Đang tạm dừng' }).waitFor();
    // Another screen, and back by what stands in the masthead.
    await page.getByRole('link', { name: 'Thiết lập' }).click();
    const back = page.getByRole('link', { name: 'Đợt ký tạm dừng' });
    await back.waitFor();
    // In a small window the chip must not push the way out of it.
    await page.setViewportSize({ width: 1024, height: 700 });
    const signOutBox = await page.getByRole('button', { name: 'Đăng xuất', exact: true }).boundingBox();
    expect((signOutBox?.x ?? 0) + (signOutBox?.width ?? Infinity)).toBeLessThanOrEqual(1024);
    await page.setViewportSize({ width: 1280, height: 800 });
    await back.click();
    await world.startBackend();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page
      .getByRole('heading', { name: 'Đã ký xong' })
      .or(page.getByLabel('Nhập mã PIN'))
      .first()
      .waitFor();
    if (!(await page.getByRole('heading', { name: 'Đã ký xong' }).isVisible()))
      await enterPin(await open.pinPage(), world.signers.KTT.pin);
    await page.getByRole('heading', { name: 'Đã ký xong' }).waitFor();
    const states = await reportedStates(page);
    expect(states.filter((state) => state === 'Đã nhận')).toHaveLength(2 * perDossier);
    expect(states.filter((state) => state === 'Không thành công').length).toBeGreaterThan(0);
    expect(await seriousFindings(page)).toEqual([]);
    await finishReport(page);
    await signOut(page);
  });

  it('the account holder signs all with one PIN and sends all to the Treasury in one go', async () => {
    const { page } = open;
    await signIn(page, accountOf(world.backend, 'CTK'));
    await tickDossiers(page, codes.slice(0, 2));
    await reviewChosen(page, 2);
    await signReviewed(page);
    await enterPin(await open.pinPage(), world.signers.CTK.pin);
    await page.getByText(`Cả ${2 * perDossier} mục đã ký và máy chủ đã nhận.`).waitFor();
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tải báo cáo CSV' }).click(),
    ]);
    expect(report.suggestedFilename()).toMatch(/\.csv$/);
    await page.getByRole('button', { name: 'Gửi KBNN 2 hồ sơ đã ký đủ…' }).click();
    await page.getByRole('button', { name: 'Gửi 2 hồ sơ' }).click();
    await page.getByText('Đã gửi Kho bạc cả 2 hồ sơ.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Xong', exact: true }).click();
    await page.getByRole('button', { name: /^Chờ KBNN 2/ }).waitFor();
  });

  it('the server holds two valid signatures of every voucher that was sent', async () => {
    const holder = await at('CTK');
    for (const code of codes.slice(0, 2)) {
      const { status, documents } = await holder.call('dossiers.get', { code });
      expect(status).toBe('CHO_KBNN');
      expect(documents.map(({ signedBy }) => signedBy)).toEqual(
        Array<readonly string[]>(2 * perDossier).fill(['KTT', 'CTK']),
      );
    }
  });

  it('nothing was refused by the content policy and nothing failed unseen', () => {
    expect(open.complaints).toEqual([]);
  });
});
