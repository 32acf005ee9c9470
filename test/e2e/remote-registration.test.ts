/** A unit that registers without any token: its signers' certificates are at providers, their phones confirm. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultName } from '#backend/remote-ca-simulators/faults.ts';
import { giveKey } from '#main/store-key/given-key.ts';
import { simulatorsOf } from '#test/support/remote-phone.ts';
import { declare, openDesk, schoolOf, send, type Desk } from '../integration/registration/desk.ts';
import { confirmAs, linkTo, memberOf, trustIn } from '../integration/registration/signing-unit.ts';
import { launchChromium } from './chromium.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { startSigning } from './pages/dossier-page.ts';
import { confirmationShown, memberFact, pasteLink, saveConfirmation } from './pages/link-page.ts';
import { confirmOnPhone, pickUpPhone } from './pages/phone-page.ts';
import { shootOnce } from './pages/pictures.ts';

const school = schoolOf();
const content = {
  ...school,
  members: school.members.map((member) =>
    member.signatureForm === 'none' ? member : { ...member, signatureForm: 'remote' as const },
  ),
};
const [ktt, ctk] = [memberOf(content, 'KTT'), memberOf(content, 'CTK')];
const password = 'mật khẩu ở nhà cung cấp';
/** How far the server's clock, and so the providers', is ahead (ms). */
let ahead = 0;

describe('a unit without tokens', () => {
  let desk: Desk;
  let open: OpenWindow;
  let browser: Browser;
  let phone: Page;
  let code: string;

  const enrol = async (member: typeof ktt, provider: 'VNPT' | 'MISA') => {
    const username = provider === 'MISA' ? member.email : member.identityNumber;
    const { subscriber, key } = await simulatorsOf(desk.backend).enrol({
      provider,
      username,
      password,
      secondFactor: provider === 'MISA',
      subject: {
        commonName: member.name,
        organisation: content.unit.name,
        identityNumber: member.identityNumber,
      },
    });
    return { provider, username, name: member.name, pin: subscriber.pin, serial: key.serial };
  };
  const fault = (name: FaultName | 'none') =>
    simulatorsOf(desk.backend).faults.order({ provider: 'MISA', fault: name });
  const inspect = async (name: string) => {
    const { page } = open;
    await shootOnce(page, `remote-registration-${name}`);
    expect(await seriousFindings(page), name).toEqual([]);
  };
  const shownCode = () => open.page.locator('.phone-code strong').innerText();
  const waiting = () => open.page.getByRole('heading', { name: 'Xác nhận trên điện thoại', exact: true });

  /** “Lấy thông tin chứng thư số”, up to what the provider answers. */
  const askProvider = async ({
    provider,
    username,
  }: {
    readonly provider: string;
    readonly username: string;
  }) => {
    const { page } = open;
    const other = page.getByRole('button', { name: 'Lấy từ tài khoản hoặc nhà cung cấp khác' });
    const fields = page.getByRole('group', { name: 'Lấy thông tin chứng thư số từ nhà cung cấp' });
    await other.or(fields).first().waitFor();
    if ((await fields.count()) === 0) await other.click();
    await fields.getByLabel('Nhà cung cấp chứng thư số').selectOption(provider);
    await fields.getByLabel('Tên đăng nhập chứng thư số').fill(username);
    await fields.getByLabel('Mật khẩu chứng thư số', { exact: true }).fill(password);
    await fields.getByRole('button', { name: 'Lấy thông tin chứng thư số' }).click();
  };

  beforeAll(async () => {
    desk = await openDesk({ now: () => new Date(Date.now() + ahead) });
    const declaring = await desk.start('office');
    const declared = await send(declaring, await declare(declaring, content));
    code = declared.code ?? '';
    await confirmAs(declaring, desk, { member: memberOf(content, 'KTV') });
    const dataFolder = join(desk.folder, 'window');
    await trustIn(dataFolder, desk.backend);
    open = await launchWindow('browser', {
      dataFolder,
      backendUrl: desk.line.url,
      modules: [],
      shell: 'browser',
      policy: 'compat',
      storeKey: await giveKey(dataFolder),
    });
    browser = await launchChromium();
    phone = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' });
  });
  afterAll(async () => {
    await open.close();
    await browser.close();
    await desk.close();
  });

  it('gets serial and validity of its chief accountant from the provider', async () => {
    const { page } = open;
    const person = await enrol(ktt, 'VNPT');
    await pasteLink(page, await linkTo(desk, ktt.email));
    await confirmationShown(page);
    await page.getByRole('button', { name: 'Lấy thông tin chứng thư số' }).click();
    await askProvider(person);
    await memberFact(page, 'serial').filter({ hasText: person.serial }).waitFor();
    await inspect('fetched');
    await page.getByRole('button', { name: 'Ghi', exact: true }).click();
    await saveConfirmation(page);
  });

  it('gives the provider’s one-time code where it asks for one', async () => {
    const { page } = open;
    const person = await enrol(ctk, 'MISA');
    await pickUpPhone(phone, desk.backend.url, person);
    await pasteLink(page, await linkTo(desk, ctk.email));
    await confirmationShown(page);
    await page.getByRole('button', { name: 'Lấy thông tin chứng thư số' }).click();
    await askProvider(person);
    const given = page.getByRole('textbox', { name: 'Mã xác thực' });
    await given.waitFor();
    await inspect('second-factor');
    const sent =
      /\b\d{6}\b/.exec(
        await phone
          .getByText(/\b\d{6}\b/)
          .first()
          .innerText(),
      )?.[0] ?? '';
    await given.fill(sent === '000000' ? '000001' : '000000');
    await page.keyboard.press('Enter');
    await page.getByText('REMOTE_CODE_WRONG').waitFor();
    await given.fill(sent);
    await page.keyboard.press('Enter');
    await memberFact(page, 'serial').filter({ hasText: person.serial }).waitFor();
    await page.getByRole('button', { name: 'Ghi', exact: true }).click();
    await saveConfirmation(page);
  });

  it('is told when the provider does not answer, and signs later with what is on the screen', async () => {
    const { page } = open;
    await pasteLink(page, await linkTo(desk, ctk.email));
    await page.getByText('Chờ phê duyệt').first().waitFor();
    fault('down');
    await startSigning(page);
    await page.getByText('REMOTE_PROVIDER_DOWN').waitFor({ timeout: 15_000 });
    await inspect('provider-down');
    fault('none');
  });

  it('is told when nobody has confirmed in time, and sends the request again', async () => {
    const { page } = open;
    await page.keyboard.press('Escape');
    await startSigning(page);
    await waiting().waitFor();
    const before = await shownCode();
    ahead = 20 * 60_000;
    await page.getByText('Quá thời gian xác nhận trên điện thoại').waitFor();
    await inspect('expired');
    ahead = 0;
    await page.getByRole('button', { name: 'Gửi lại yêu cầu' }).click();
    await waiting().waitFor();
    expect(await shownCode()).not.toBe(before);
  });

  it('signs declarations and data with one confirmation, and sends them', async () => {
    const { page } = open;
    const pin = simulatorsOf(desk.backend)
      .subscribers.list('MISA')
      .find(({ username }) => username === ctk.email)?.pin;
    await confirmOnPhone(phone, await shownCode(), { pin: pin ?? '' });
    await page.getByText('Đã ký xong').first().waitFor();
    await inspect('signed');
    await page.getByRole('button', { name: 'Xong' }).click();
    await page.getByText('Chờ cán bộ KBNN tiếp nhận hồ sơ').first().waitFor();
    const row = await desk.backend.store
      .selectFrom('registrations')
      .select('status')
      .where('code', '=', code)
      .executeTakeFirst();
    expect(row?.status).toBe('CHO_KBNN');
    expect(open.complaints).toEqual([]);
  });
});
