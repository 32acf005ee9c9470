import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { field, newDossier, saved } from './pages/draft-page.ts';
import { indicator, lineSays, openLine, queued, synced } from './pages/line-page.ts';
import { signIn, trySignIn } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

describe('an accountant whose line drops', () => {
  let world: UnitWorld;
  let open: OpenWindow;
  let name: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    world = await startUnitWorld();
    name = accountOf(world.backend, 'KTV').name;
    open = await launchWindow('browser', world.options);
  });
  afterAll(async () => {
    await open.close();
    await world.close();
  });

  const account = () => accountOf(world.backend, 'KTV');
  const row = (title: string) => open.page.getByRole('row').filter({ hasText: title });
  // The link tells how many dossiers wait for the person, too.
  const toList = () =>
    open.page
      .getByRole('navigation')
      .getByRole('link', { name: /^Hồ sơ/ })
      .click();
  /** The program is ended and started again, as after a power cut. */
  const restart = async () => {
    await open.close();
    complaints.push(...open.complaints);
    open = await launchWindow('browser', world.options);
    await open.page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
  };
  /** Titles of the unit's drafts as another machine gets them from the server. */
  const titlesElsewhere = async () => {
    const { createCore } = await import('#main/core/core.ts');
    const core = await createCore(await world.machine('elsewhere'));
    try {
      const { username, password } = account();
      await core.call('session.signIn', { username, password });
      await core.call('sync.now', {});
      const { dossiers } = await core.call('dossiers.list', { scope: 'all' });
      return dossiers.map(({ title }) => title);
    } finally {
      await core.close();
    }
  };

  it('sees that everything is on the server while there is a line', async () => {
    const { page } = open;
    await signIn(page, account());
    await synced(page);
    await newDossier(page);
    await field(page, 'Tiêu đề hồ sơ').fill('Soạn khi có mạng');
    await saved(page);
    await toList();
    await row('Soạn khi có mạng').waitFor();
    await synced(page);
    await row('Soạn khi có mạng').getByText('Chờ gửi').waitFor({ state: 'detached' });
    expect(await titlesElsewhere()).toContain('Soạn khi có mạng');
  });

  it('is told calmly that the line is gone, goes on, and sees what waits', async () => {
    const { page } = open;
    await world.stopBackend();
    await lineSays(page, /Mất mạng dữ liệu lúc \d\d:\d\d hôm nay/);
    await row('Soạn khi có mạng').getByRole('link').click();
    await field(page, 'Tiêu đề hồ sơ').fill('Sửa khi mất mạng');
    await saved(page);
    await lineSays(page, /1 thay đổi chờ gửi/);
    await toList();
    await page.getByText('Đang làm việc ngoại tuyến').waitFor();
    await row('Sửa khi mất mạng').getByText('Chờ gửi').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('finds each waiting change in the panel, by keyboard, and can hurry it', async () => {
    const { page } = open;
    const panel = await openLine(page);
    await queued(panel, 'Sửa khi mất mạng').waitFor();
    await panel.getByText('Không kết nối được máy chủ').first().waitFor();
    await panel.getByText(/Tự thử lại sau/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Thử lại ngay' }).click();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await indicator(page).innerText()).toContain('Mất mạng');
  });

  it('starts the program again without a line and finds the work as it was left', async () => {
    await restart();
    const { page } = open;
    await trySignIn(page, { ...account(), password: 'sai mật khẩu' });
    await page.getByText('Sai tên đăng nhập hoặc mật khẩu').waitFor();
    await trySignIn(page, accountOf(world.backend, 'KTT'));
    await page.getByText('Chưa từng đăng nhập trên máy này').waitFor();
    await signIn(page, account());
    await page.getByText('Đang làm việc ngoại tuyến').waitFor();
    await lineSays(page, /Mất mạng .*1 thay đổi chờ gửi/s);
    await row('Sửa khi mất mạng').getByRole('link').click();
    expect(await field(page, 'Tiêu đề hồ sơ').inputValue()).toBe('Sửa khi mất mạng');
    await field(page, 'Tiêu đề hồ sơ').fill('Sửa sau khi mở lại');
    await saved(page);
    await toList();
  });

  it('has the queue drained without a word as soon as the line is back', async () => {
    const { page } = open;
    await world.startBackend();
    await synced(page);
    await row('Sửa sau khi mở lại').getByText('Chờ gửi').waitFor({ state: 'detached' });
    await page.getByText('Đang làm việc ngoại tuyến').waitFor({ state: 'detached' });
    expect(await titlesElsewhere()).toContain('Sửa sau khi mở lại');
  });

  it('is told before and after leaving what stays safe on this machine', async () => {
    const { page } = open;
    await world.stopBackend();
    await lineSays(page, /Mất mạng/);
    await row('Sửa sau khi mở lại').getByRole('link').click();
    await field(page, 'Tiêu đề hồ sơ').fill('Gõ ngay trước khi đăng xuất');
    // Not yet stored: leaving must store it.
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 thay đổi chưa gửi được lên máy chủ').waitFor();
    await dialog.getByText(`sẽ được gửi khi ${name} đăng nhập lại`).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Ở lại' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await field(page, 'Tiêu đề hồ sơ').inputValue()).toBe('Gõ ngay trước khi đăng xuất');
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await dialog.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await page
      .getByText(`1 thay đổi chưa gửi được giữ an toàn trên máy này, sẽ gửi khi ${name} đăng nhập lại`)
      .waitFor();
  });

  it('is asked for the password again, over the screen, when the line is back without a session', async () => {
    const { page } = open;
    await signIn(page, account());
    await world.startBackend();
    // The next try of its own may be a minute away.
    await (await openLine(page)).getByRole('button', { name: 'Thử lại ngay' }).click();
    await lineSays(page, /Cần đăng nhập lại để gửi 1 thay đổi/);
    await page.keyboard.press('Escape');
    await row('Gõ ngay trước khi đăng xuất').getByRole('link').click();
    await field(page, 'Tiêu đề hồ sơ').fill('Gõ khi phiên đã hết');
    const panel = await openLine(page);
    await panel.getByRole('button', { name: 'Đăng nhập lại', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Phiên đăng nhập đã hết' });
    await dialog.getByText(name).waitFor();
    await page.keyboard.type(account().password);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await field(page, 'Tiêu đề hồ sơ').inputValue()).toBe('Gõ khi phiên đã hết');
    await saved(page);
    await synced(page);
    expect(await titlesElsewhere()).toContain('Gõ khi phiên đã hết');
  });

  it('met no refusal of the content policy and no failure behind the scenes', () => {
    expect([...complaints, ...open.complaints]).toEqual([]);
  });
});
