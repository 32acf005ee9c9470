import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import { accountants, draftDossier } from '#test/support/budget-unit.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { openDossier } from './pages/dossier-page.ts';
import { field, saved, sent } from './pages/draft-page.ts';
import { signIn } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

describe('an accountant whose line is down while a colleague sends the dossier', () => {
  let world: UnitWorld;
  let line: FaultyLine;
  let lan: OpenWindow;
  let late: DossierCode;

  beforeAll(async () => {
    world = await startUnitWorld();
    line = await FaultyLine.open({ target: world.backend.url });
    const options = { ...(await world.machine('lan')), backendUrl: line.url, shell: 'browser' as const };
    lan = await launchWindow('browser', options);
    await signIn(lan.page, accountants(world.backend)[1]);
  });
  afterAll(async () => {
    await lan.close();
    await line.close();
    await world.close();
  });

  it('is told that it was sent as it stood, and finds the late edit in its history to start anew from', async () => {
    const { page } = lan;
    const { code } = await world.as('KTV', draftDossier);
    await page.getByText('Tiền điện tháng 11').first().waitFor();
    await openDossier(page, code);
    await sent(page);
    line.pull();
    await field(page, 'Tiêu đề hồ sơ').fill('Tiêu đề sửa muộn');
    await saved(page);
    await world.as('KTV', async (core) => {
      await core.call('sync.now', {});
      return core.call('dossiers.forward', { code });
    });
    line.plugIn();
    await page.getByRole('heading', { name: 'Hồ sơ được gửi đi ký trong khi bạn đang sửa' }).waitFor({
      timeout: 90_000,
    });
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Mở bản của tôi trong Lịch sử' }).click();
    await page.getByText('Tiêu đề sửa muộn').first().waitFor();
    expect(await page.getByRole('button', { name: 'Khôi phục bản này' }).count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lập hồ sơ mới từ bản này' }).click();
    await page.waitForURL((url) => !url.href.includes(code));
    expect(await field(page, 'Tiêu đề hồ sơ').inputValue()).toBe('Tiêu đề sửa muộn');
    // What was sent is as it was.
    const stands = await world.as('KTT', (core) => core.call('dossiers.get', { code }));
    expect(stands.title).toBe('Tiền điện tháng 11');
    late = code;
  });

  it('is offered the late edit again when the dossier has been returned, and can bring it in', async () => {
    const { page } = lan;
    await world.as('KTT', (core) => core.call('dossiers.return', { code: late, note: 'Sửa lại tiêu đề' }));
    await page.getByRole('link', { name: 'Hồ sơ', exact: true }).click();
    await page.getByText('Hồ sơ đã trở lại: mở hồ sơ rồi bấm').waitFor({ timeout: 60_000 });
    await openDossier(page, late);
    await page.getByRole('heading', { name: /Sửa đổi của bạn lúc .* chưa có trong hồ sơ/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Đưa vào hồ sơ' }).click();
    await expect.poll(() => field(page, 'Tiêu đề hồ sơ').inputValue()).toBe('Tiêu đề sửa muộn');
    await page.getByRole('heading', { name: /chưa có trong hồ sơ/ }).waitFor({ state: 'detached' });
  });
});
