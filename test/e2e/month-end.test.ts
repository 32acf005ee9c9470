/**
 * The end of a month, by the people who do it: five hundred vouchers come in as files, three of them are wrong and mended,
 * the chief accountant signs with a card that is pulled out on the way, the account holder signs and sends, the Treasury
 * looks at every signature.
 *
 * `DVCTT_MONTH_END_SIGNED`: how many of the vouchers are signed and sent, 60 when left out; `npm run soak -- month-end` signs
 * all. A virtual card makes its signatures one by one, and CI has no time for a thousand.
 */
import { performance } from 'node:perf_hooks';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { monthEndFiles } from '#test/support/month-end-files.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { judge } from '#test/support/signing-tools.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';
import { launchChromium } from './chromium.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { startMonthEndWorld, type MonthEndWorld } from './month-end-world.ts';
import { previewed, reportedStates, reviewed, signReviewed } from './pages/batch-page.ts';
import { field, line, sent } from './pages/draft-page.ts';
import {
  chooseFiles,
  make,
  openImport,
  previewed as importPreviewed,
  showOnly,
} from './pages/import-page.ts';
import { officerAccept, officerAskSupplement, officerSignIn } from './pages/officer-page.ts';
import { enterPin } from './pages/pin-page.ts';
import { signIn, signOut } from './pages/sign-in-page.ts';

const cardPin = '246813';
const imported = 500;
const perDossier = 20;
const signed = Number(process.env['DVCTT_MONTH_END_SIGNED'] ?? '60');
const dossiers = signed / perDossier;
/** Printed form and data of each voucher. */
const signatures = 2 * signed;
/** Of five hundred vouchers the card goes at number 217: its printed form is signed, its data are not. */
const pulledAt = Math.round((signed * 217) / imported);
const patience = { timeout: 60_000 + signatures * 1_500 };

describe('the end of a month', { timeout: 120_000 + signatures * 3_000 }, () => {
  const reader = new VirtualReader();
  let pcscd: PcscDaemon;
  let world: MonthEndWorld;
  let open: OpenWindow;
  let browser: Browser;
  let office: BrowserContext;
  let officer: Page;
  let card: PivCard;
  /** What was forwarded, in this order. */
  const codes: string[] = [];
  const laps: string[] = [];
  let began = 0;
  const lap = (phase: string) => {
    const now = performance.now();
    laps.push(`${phase}: ${((now - began) / 1000).toFixed(1)} s`);
    began = performance.now();
  };

  beforeAll(async () => {
    pcscd = await startPcscd();
    began = performance.now();
    world = await startMonthEndWorld();
    card = new PivCard({ keys: [world.cardKey], pin: cardPin });
    browser = await launchChromium();
    office = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'vi-VN' });
    officer = await office.newPage();
    lap('start');
  }, 600_000);
  afterAll(async () => {
    // Figures of the run, for the soak's reader.
    console.info(`${String(signed)} of ${String(imported)} vouchers signed. ${laps.join('; ')}`);
    await reader.eject();
    await open.close();
    await browser.close();
    await world.close();
    await pcscd.stop();
  });

  const files = monthEndFiles({ count: imported });
  const fault = (kind: (typeof files.faults)[number]['kind']) => {
    const found = files.faults.find((one) => one.kind === kind);
    if (found === undefined) throw new Error(`no fault of ${kind}`);
    return found;
  };

  const vouchersOf = (page: Page) => page.getByRole('navigation', { name: 'Chứng từ' });

  /** Opens the draft that holds the voucher of this number, at that voucher; other dossiers may have the words too. */
  async function openVoucher(page: Page, number: string) {
    await page.getByLabel('Tìm hồ sơ').fill(number);
    const links = page.getByRole('row').getByRole('link');
    // The search follows the typing.
    await expect.poll(async () => [1, 2, 3].includes(await links.count())).toBe(true);
    for (let at = 0; at < (await links.count()); at += 1) {
      await links.nth(at).click();
      const voucher = vouchersOf(page).getByRole('button', { name: number });
      await page
        .getByText(/^\d{19}$/)
        .first()
        .waitFor();
      await voucher.or(page.getByText('Chờ Kế toán trưởng ký')).or(vouchersOf(page)).first().waitFor();
      if ((await voucher.count()) > 0) {
        await voucher.click();
        return;
      }
      await toList(page);
    }
    throw new Error(`no draft with voucher ${number}`);
  }

  async function toList(page: Page) {
    await page
      .getByRole('link', { name: /^Hồ sơ/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Hồ sơ thanh toán' }).waitFor();
  }

  /** Sends the open draft to the chief accountant. */
  async function forward(page: Page) {
    await page.keyboard.press('Control+Enter');
    await page.getByText('Chờ Kế toán trưởng ký').first().waitFor({ timeout: 60_000 });
    codes.push(/\d{19}/.exec(page.url())?.[0] ?? '');
    await toList(page);
  }

  /** Ticks the whole queue of a signer and opens the review list. */
  async function reviewAll(page: Page) {
    await page.getByTitle(`${dossiers} hồ sơ chờ bạn`).waitFor(patience);
    await page.getByRole('checkbox', { name: /Chọn tất cả hồ sơ/ }).click();
    await page.getByRole('button', { name: `Ký ${dossiers} hồ sơ…` }).click();
    await reviewed(page);
    await page.getByText(`${signed} chứng từ của ${dossiers} hồ sơ`).waitFor();
    await previewed(page);
  }

  it('brings in five hundred vouchers from two files, and tells which three are wrong', async () => {
    open = await launchWindow('browser', world.options);
    const { page } = open;
    await signIn(page, accountOf(world.backend, 'KTV'));
    lap('window');
    await openImport(page);
    await chooseFiles(page, [files.zip, files.workbook]);
    await importPreviewed(page);
    await page.getByText(`Sẵn sàng: ${imported - 3} chứng từ`).waitFor();
    await showOnly(page, 'Cần sửa');
    for (const { number } of files.faults) await page.getByText(number, { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: /Lấy cả 3 chứng từ cần sửa/ }).check();
    await page.getByLabel('Tiêu đề hồ sơ').fill('Chi tháng 11');
    await page.getByLabel('Số chứng từ mỗi hồ sơ').fill(String(perDossier));
    await make(page);
    await page.getByText(`Đã tạo ${imported / perDossier} hồ sơ từ ${imported} chứng từ`).waitFor();
    await page.getByText('2 hồ sơ có chứng từ cần sửa').waitFor();
    await toList(page);
    lap('import');
  });

  it('lets the accountant mend the three at their fields, and send the dossiers on', async () => {
    const { page } = open;
    const account = fault('account');
    await openVoucher(page, account.number);
    await field(page, 'Tài khoản').fill(account.right);
    await sent(page);
    await forward(page);

    const total = fault('total');
    await openVoucher(page, total.number);
    await page.getByRole('button', { name: 'Xóa dòng 3' }).click();
    await vouchersOf(page)
      .getByRole('button', { name: fault('ndkt').number })
      .click();
    await line(page, 1).getByRole('combobox', { name: 'Mã NDKT' }).fill(fault('ndkt').right);
    await sent(page);
    await forward(page);
    lap('mend');

    await page.getByLabel('Tìm hồ sơ').fill('');
    // The list keeps to them from one visit to the next.
    await page.getByRole('button', { name: /^Đang soạn/ }).click();
    while (codes.length < dossiers) {
      await page.getByRole('row').getByRole('link').first().click();
      await vouchersOf(page).waitFor();
      await forward(page);
    }
    expect(new Set(codes).size).toBe(dossiers);
    expect(codes).not.toContain('');
    await signOut(page);
    lap('forward');
  });

  it('has the chief accountant sign them all with the card, though it is pulled out on the way', async () => {
    const { page } = open;
    await reader.insert(card);
    await signIn(page, accountOf(world.backend, 'KTT'));
    await reviewAll(page);
    await page.getByRole('grid', { name: 'Danh sách duyệt ký' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText(`Đã mở 2/${signed} mục đang chọn`).waitFor();
    lap('review');
    card.dropNextSignature('cut', 2 * pulledAt - 1);
    await signReviewed(page);
    await enterPin(await open.pinPage(), cardPin);
    lap('certificate and PIN');
    await page.getByRole('heading', { name: 'Đang tạm dừng' }).waitFor(patience);
    await page.getByText('Token đã bị rút ra').waitFor();
    lap('card, until it was pulled out');
    expect(card.signatures).toBe(2 * pulledAt - 1);

    await reader.insert(card);
    const pin = page.getByRole('dialog').locator('iframe').or(page.locator('iframe'));
    // Until the card has been seen again the way on says so, and is pressed once more.
    await expect
      .poll(
        async () => {
          const go = page.getByRole('button', { name: 'Tiếp tục' });
          if ((await go.count()) > 0 && (await go.isEnabled()))
            await go.click({ timeout: 2_000 }).catch(() => undefined);
          return pin.count();
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toBeGreaterThan(0);
    lap('card put back');
    await enterPin(await open.pinPage(), cardPin);
    await page.getByText(`Cả ${signed} mục đã ký và máy chủ đã nhận.`).waitFor(patience);
    lap('card, the rest');
    expect({ signatures: card.signatures, pins: card.verifications, wrong: card.mismatches }).toEqual({
      signatures,
      pins: 2,
      wrong: 0,
    });
    expect(new Set(await reportedStates(page))).toEqual(new Set(['Đã nhận']));
    await page.getByRole('button', { name: 'Xong', exact: true }).click();
    await signOut(page);
    await reader.eject();
  });

  it('has the account holder sign them all and send them to the Treasury', async () => {
    const { page } = open;
    await signIn(page, accountOf(world.backend, 'CTK'));
    await reviewAll(page);
    lap('second review');
    await signReviewed(page);
    await enterPin(await open.pinPage(), world.signers.CTK.pin);
    await page.getByText(`Cả ${signed} mục đã ký và máy chủ đã nhận.`).waitFor(patience);
    lap('software token');
    await page.getByRole('button', { name: `Gửi KBNN ${dossiers} hồ sơ đã ký đủ…` }).click();
    await page.getByRole('button', { name: `Gửi ${dossiers} hồ sơ` }).click();
    await page.getByText(`Đã gửi Kho bạc cả ${dossiers} hồ sơ.`).waitFor(patience);
    lap('submit');
    await signOut(page);
  });

  it('gives the Treasury two valid signatures of every document, pdfsig and xmlsec1 agreeing', async () => {
    await officerSignIn(officer, world.backend.url, accountOf(world.backend, 'KBNN'));
    for (const code of codes) {
      await officer.goto(`${world.backend.url}/can-bo/thanh-toan/${code}?kiem-tra=1`, patience);
      const verdicts = officer.getByRole('heading', { level: 3 });
      expect(await verdicts.filter({ hasText: 'Chữ ký hợp lệ' }).count()).toBe(2 * perDossier);
      expect(await verdicts.count()).toBe(2 * perDossier);
      expect(await officer.getByText('Người ký', { exact: true }).count()).toBe(4 * perDossier);
    }
    lap('the server verifies');
    const [mended = ''] = codes;
    await officer.goto(`${world.backend.url}/can-bo/thanh-toan/${mended}`);
    for (const kind of ['pdf', 'xml'] as const) {
      const link = officer.getByRole('link', { name: new RegExp(`${fault('account').number}.*\\.${kind}$`) });
      const address = (await link.first().getAttribute('href')) ?? '';
      const answer = await office.request.get(new URL(address, world.backend.url).href);
      const verdict = judgedElsewhere(kind, await answer.body());
      expect(verdict).toEqual([true, true]);
    }
    lap('pdfsig and xmlsec1');
  });

  /** Whether the first and the second signature are valid for tools that we did not write. */
  function judgedElsewhere(kind: 'pdf' | 'xml', bytes: Uint8Array): readonly boolean[] {
    const { rootPem, issuingPem } = world.backend.ca;
    const given = { signed: bytes, 'root.pem': rootPem, 'issuing.pem': issuingPem };
    if (kind === 'pdf') {
      const { text } = judge(given, 'pdfsig', '-nocert', 'signed');
      return Array<boolean>(text.match(/Signature Validation: Signature is Valid\./g)?.length ?? 0).fill(
        true,
      );
    }
    return [1, 2].map((place) => {
      const trust = ['--trusted-pem', 'root.pem', '--untrusted-pem', 'issuing.pem'];
      const which = ['--node-xpath', `(//*[local-name()='Signature'])[${place}]`];
      const how = ['--verify', '--enabled-key-data', 'x509', '--id-attr:Id', 'SignedProperties'];
      return judge(given, 'xmlsec1', ...how, ...trust, ...which, 'signed').ok;
    });
  }

  it('has one dossier accepted and another sent back for a supplement, which the accountant is told', async () => {
    const [accepted = '', asked = ''] = codes;
    await officer.goto(`${world.backend.url}/can-bo/thanh-toan/${accepted}`);
    await officerAccept(officer);
    await officer.goto(`${world.backend.url}/can-bo/thanh-toan/${asked}`);
    await officerAskSupplement(officer, 'Bổ sung hợp đồng của chứng từ số 3.');
    lap('decide');
    const { page } = open;
    await signIn(page, accountOf(world.backend, 'KTV'));
    await page.getByRole('button', { name: /^Cần bổ sung 1/ }).click();
    await page.getByRole('row').filter({ hasText: asked }).getByRole('link').click();
    await page.getByText('Bổ sung hợp đồng của chứng từ số 3.').first().waitFor();
    expect(open.complaints).toEqual([]);
  });
});
