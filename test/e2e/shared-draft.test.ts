import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountants } from '#test/support/budget-unit.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { conflictAt, finish, openConflict } from './pages/conflict-page.ts';
import { openDossier } from './pages/dossier-page.ts';
import { field, focused, line, newDossier, saved, sent } from './pages/draft-page.ts';
import { leaveHistory, openHistory, versions } from './pages/history-page.ts';
import { shootWindow } from './pages/pictures.ts';
import { signIn, signOut } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

describe('two accountants at one draft', () => {
  let world: UnitWorld;
  let ha: OpenWindow;
  let lan: OpenWindow;
  let code: string;
  /** Who came back second and had to decide. */
  let decider: OpenWindow;
  const shoot = ({ page }: OpenWindow, name: string) => shootWindow(page, name);
  const openAs = async (machine: string, person: 0 | 1) => {
    const options = { ...(await world.machine(machine)), shell: 'browser' as const };
    const open = await launchWindow('browser', options);
    await signIn(open.page, accountants(world.backend)[person]);
    return open;
  };

  beforeAll(async () => {
    world = await startUnitWorld();
    ha = await openAs('ha', 0);
    lan = await openAs('lan', 1);
  });
  afterAll(async () => {
    await ha.close();
    await lan.close();
    await world.close();
  });

  it('see each other’s dossier and each other, and whose it is', async () => {
    await newDossier(ha.page);
    await ha.page.keyboard.type('Tiền điện tháng 11/2026');
    await field(ha.page, 'Số chứng từ').fill('0012');
    await field(line(ha.page, 1), 'Nội dung').fill('Tiền điện tháng 11 của cả trường');
    await field(line(ha.page, 1), 'Số tiền (đồng)').fill('7550000');
    await sent(ha.page);
    code = /\d{19}/.exec(ha.page.url())?.[0] ?? '';
    await lan.page.getByText('Tiền điện tháng 11/2026').first().waitFor();
    await openDossier(lan.page, code);
    await lan.page.getByText(/Hồ sơ này do Trần Thị Thu Hà lập/).waitFor();
    expect(await lan.page.getByRole('button', { name: 'Xóa hồ sơ' }).count()).toBe(0);
    expect(await lan.page.getByRole('button', { name: 'Gửi Kế toán trưởng' }).count()).toBe(0);
    await field(line(lan.page, 1), 'Số tiền (đồng)').focus();
    await ha.page.getByText('Trần Thị Lan đang sửa dòng 1 › Số tiền (đồng)').waitFor();
    await ha.page.locator('[data-colleague="Trần Thị Lan"]').waitFor();
    expect(await seriousFindings(ha.page)).toEqual([]);
    await shoot(ha, 'presence');
    await shoot(lan, 'colleague');
  });

  it('change different fields at once, and both screens show both without losing focus or caret', async () => {
    const title = field(ha.page, 'Tiêu đề hồ sơ');
    await title.focus();
    await ha.page.evaluate(`document.activeElement.setSelectionRange(4, 4)`);
    await field(line(lan.page, 1), 'Số tiền (đồng)').fill('7650000');
    await lan.page.keyboard.press('Tab');
    await ha.page.getByText('Trần Thị Lan vừa sửa dòng 1 › Số tiền (đồng)').waitFor();
    expect(await field(line(ha.page, 1), 'Số tiền (đồng)').inputValue()).toBe('7.650.000');
    await shoot(ha, 'arrival');
    await ha.page.keyboard.type(' lưới');
    expect(await focused(ha.page)).toBe('field-title');
    expect(await title.inputValue()).toBe('Tiền lưới điện tháng 11/2026');
    await lan.page.getByRole('heading', { name: 'Tiền lưới điện tháng 11/2026' }).waitFor();
    expect(await field(lan.page, 'Tiêu đề hồ sơ').inputValue()).toBe('Tiền lưới điện tháng 11/2026');
  });

  it('keep the caret in a field that a colleague changes, and the page where it is when lines come above', async () => {
    const description = field(line(ha.page, 1), 'Nội dung');
    await description.focus();
    await ha.page.evaluate(`document.activeElement.setSelectionRange(5, 5)`);
    const before = await description.boundingBox();
    await field(line(lan.page, 1), 'Nội dung').fill('Tiền điện tháng 11 của toàn trường');
    await ha.page.getByText(/Trần Thị Lan vừa sửa dòng 1 › Nội dung/).waitFor();
    expect(await description.inputValue()).toBe('Tiền điện tháng 11 của toàn trường');
    expect(await ha.page.evaluate('document.activeElement.selectionStart')).toBe(5);
    const after = await description.boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
  });

  it('see what stands and not what they typed before, in the very field that has the focus', async () => {
    const amount = field(line(ha.page, 1), 'Số tiền (đồng)');
    await amount.fill('7700000');
    await sent(ha.page);
    await field(line(lan.page, 1), 'Số tiền (đồng)').fill('7650000');
    await expect.poll(() => amount.inputValue(), { timeout: 30_000 }).toBe('7.650.000');
    expect(await focused(ha.page)).toBe('field-vouchers-0-lines-0-amount');
  });

  it('change the same field without a line: the second to come back decides by keyboard, and both are equal', async () => {
    await world.stopBackend();
    await field(line(ha.page, 1), 'Số tiền (đồng)').fill('8000000');
    await field(ha.page, 'Số chứng từ').fill('0013');
    await saved(ha.page);
    await ha.page.getByText('Đã lưu trên máy · chờ gửi').waitFor();
    await shoot(ha, 'offline');
    await field(line(lan.page, 1), 'Số tiền (đồng)').fill('9000000');
    await field(lan.page, 'Số chứng từ').fill('0014');
    await lan.page.keyboard.press('Tab');
    await saved(lan.page);
    await world.startBackend();
    const banner = (open: OpenWindow) =>
      open.page.getByRole('heading', { name: 'Có 2 chỗ bạn và người khác sửa khác nhau' });
    await Promise.race([banner(ha).waitFor({ timeout: 90_000 }), banner(lan).waitFor({ timeout: 90_000 })]);
    const [second, first] = (await banner(lan).isVisible()) ? [lan, ha] : [ha, lan];
    decider = second;
    await shoot(second, 'banner');
    await openConflict(second.page);
    expect(await seriousFindings(second.page)).toEqual([]);
    await shoot(second, 'conflict');
    expect(await finish(second.page).isEnabled()).toBe(false);
    // The first place has the focus: 2 takes theirs, N goes on, the arrow moves to mine.
    await second.page.keyboard.press('2');
    await second.page.keyboard.press('n');
    await second.page.keyboard.press('1');
    expect(await second.page.locator('[data-undecided=true]').count()).toBe(0);
    await shoot(second, 'conflict-decided');
    await finish(second.page).click();
    await sent(second.page);
    const values = async ({ page }: OpenWindow) => [
      await field(page, 'Số chứng từ').inputValue(),
      await field(line(page, 1), 'Số tiền (đồng)').inputValue(),
    ];
    const decided = await values(second);
    const mine = second === lan ? ['0013', '9.000.000'] : ['0014', '8.000.000'];
    expect(decided).toEqual(mine);
    await expect.poll(() => values(first), { timeout: 30_000 }).toEqual(decided);
  });

  it('find both versions in the history, in words, and bring the one that lost back', async () => {
    const { page } = decider;
    await openHistory(page);
    await versions(page).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shoot(decider, 'history');
    const list = await versions(page).allInnerTexts();
    expect(list.some((text) => text.includes('Trần Thị Lan'))).toBe(true);
    expect(list.some((text) => text.includes('Trần Thị Thu Hà'))).toBe(true);
    // The kept side says in words how it differs from what stands.
    await versions(page).filter({ hasText: 'Bản không được chọn, giữ lại' }).first().click();
    await page.getByText(/Chứng từ \d+ › Số chứng từ/).waitFor();
    const kept = await page.getByRole('definition').first().innerText();
    await page.getByRole('button', { name: 'Khôi phục bản này' }).click();
    expect(await field(page, 'Số chứng từ').inputValue()).toBe(kept);
    await sent(page);
    const other = decider === lan ? ha : lan;
    await expect.poll(() => field(other.page, 'Số chứng từ').inputValue(), { timeout: 30_000 }).toBe(kept);
    await openHistory(page);
    await leaveHistory(page);
    await field(page, 'Số chứng từ').waitFor();
  });

  it('undo their own steps by keyboard, also after the program was closed, and leave the colleague’s alone', async () => {
    const number = () => field(ha.page, 'Số chứng từ');
    await number().fill('0099');
    await saved(ha.page);
    await sent(ha.page);
    await field(lan.page, 'Tên đơn vị, cá nhân nhận tiền').fill('Công ty Điện lực Hải Phòng');
    await sent(lan.page);
    await expect
      .poll(() => field(ha.page, 'Tên đơn vị, cá nhân nhận tiền').inputValue(), { timeout: 30_000 })
      .toBe('Công ty Điện lực Hải Phòng');
    await ha.close();
    ha = await openAs('ha', 0);
    await openDossier(ha.page, code);
    await number().waitFor();
    await ha.page.locator('h1').click();
    await ha.page.keyboard.press('Control+Z');
    await expect.poll(() => number().inputValue()).not.toBe('0099');
    await ha.page.getByText(/^Đã hoàn tác: .*Số chứng từ$/).waitFor();
    expect(await field(ha.page, 'Tên đơn vị, cá nhân nhận tiền').inputValue()).toBe(
      'Công ty Điện lực Hải Phòng',
    );
    await ha.page.keyboard.press('Control+Y');
    await expect.poll(() => number().inputValue()).toBe('0099');
  });

  it('are asked when both type into one field at the same moment, and nothing typed is gone', async () => {
    const title = field(ha.page, 'Tiêu đề hồ sơ');
    await title.press('End');
    const asked = ha.page.getByText('Có thay đổi chưa lưu').and(ha.page.locator('b'));
    // Ha types without a pause until the other title has arrived. Keys that a busy machine sends late would be a pause, in
    // which Ha's title is saved first; the page's own clock cannot run ahead of its typing.
    const typeOn = `new Promise((resolve) => {
      const field = document.activeElement;
      const until = Date.now() + 60_000;
      const typing = setInterval(() => {
        document.execCommand(field.value.length > 150 ? 'delete' : 'insertText', false, '1');
        const asked = [...document.querySelectorAll('b')].some((e) => e.textContent === 'Có thay đổi chưa lưu');
        if (!asked && Date.now() < until) return;
        clearInterval(typing);
        resolve();
      }, 50);
    })`;
    await Promise.all([ha.page.evaluate(typeOn), field(lan.page, 'Tiêu đề hồ sơ').fill('Tiêu đề của Lan')]);
    await asked.waitFor();
    await ha.page.keyboard.type('222222');
    const typed = await title.inputValue();
    await ha.page.getByRole('heading', { name: 'Chọn giữa hai bản sửa khác nhau' }).waitFor();
    await shoot(ha, 'typing-conflict');
    expect(await seriousFindings(ha.page)).toEqual([]);
    // Every key went into the title, none into a choice.
    expect(await ha.page.locator('[data-undecided=true]').count()).toBe(1);
    expect(await conflictAt(ha.page, 'Tiêu đề hồ sơ').innerText()).toContain(typed);
    await ha.page.keyboard.press('2');
    await finish(ha.page).click();
    await sent(ha.page);
    expect(await title.inputValue()).toBe('Tiêu đề của Lan');
    await openHistory(ha.page);
    await versions(ha.page).nth(1).click();
    await ha.page.getByRole('listitem').filter({ hasText: typed }).first().waitFor();
    await leaveHistory(ha.page);
  });

  it('can go on with a draft that its author has deleted: the edit brings it back for both', async () => {
    const { page } = ha;
    await lan.page.goto(`${lan.page.url().split('#')[0] ?? ''}#/dossiers/${code}`);
    await field(lan.page, 'Số chứng từ').waitFor();
    await page.getByRole('button', { name: 'Xóa hồ sơ' }).click();
    await lan.page.getByRole('heading', { name: 'Hồ sơ này vừa bị Trần Thị Thu Hà xóa' }).waitFor();
    await field(lan.page, 'Số chứng từ').fill('0077');
    await sent(lan.page);
    await page.getByRole('row').filter({ hasText: code }).waitFor();
    await openDossier(page, code);
    await expect.poll(() => field(page, 'Số chứng từ').inputValue(), { timeout: 30_000 }).toBe('0077');
  });

  it('lose nothing typed when somebody else signs in over an ended session', async () => {
    const { page } = lan;
    const [own, colleague] = [accountants(world.backend)[1], accountants(world.backend)[0]];
    const title = field(page, 'Tiêu đề hồ sơ');
    // Signed out in another window of this machine: what is typed here now has nowhere to be saved.
    const other = await page.context().newPage();
    await other.goto(page.url().replace(/#.*$/, ''));
    await other.getByRole('heading', { name: 'Hồ sơ thanh toán' }).waitFor();
    await signOut(other);
    await other.close();
    await title.fill('Gõ khi phiên đã hết');
    await page.getByRole('button', { name: 'Dùng tài khoản khác' }).click();
    await signIn(page, colleague);
    await openDossier(page, code);
    await title.waitFor();
    expect(await title.inputValue()).not.toBe('Gõ khi phiên đã hết');
    await signOut(page);
    await signIn(page, own);
    await page.getByText('Nội dung bạn gõ trước khi phiên hết hạn đã được lưu').waitFor();
    await openDossier(page, code);
    expect(await title.inputValue()).toBe('Gõ khi phiên đã hết');
  });

  it('met no refusal of the content policy and no failure behind the scenes', () => {
    // A server that is away is no defect of the window.
    expect([...ha.complaints, ...lan.complaints]).toEqual([]);
  });
});
