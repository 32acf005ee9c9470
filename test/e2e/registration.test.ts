/** A unit without an account, from its first declaration, made offline, to a change of a renewed certificate. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { startPcscd, type PcscDaemon } from '#test/support/pcscd.ts';
import { PivCard } from '#test/virtual-token/piv-card.ts';
import { VirtualReader } from '#test/virtual-token/virtual-reader.ts';
import { launchChromium } from './chromium.ts';
import { launchWindow, type OpenWindow } from './launch-window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { startSigning } from './pages/dossier-page.ts';
import { confirmationShown, pasteLink, recordCertificate, saveConfirmation } from './pages/link-page.ts';
import { officerApprove, officerOpen, officerReject, officerSignIn } from './pages/officer-page.ts';
import { chooseFirstPassword } from './pages/password-page.ts';
import { shootOnce } from './pages/pictures.ts';
import { enterPin } from './pages/pin-page.ts';
import {
  beginRegistration,
  copyRejected,
  openRegistration,
  openRegistrations,
  registrationRow,
  renewFromRefusal,
} from './pages/registration-page.ts';
import { signOut, trySignIn } from './pages/sign-in-page.ts';
import { openTokens } from './pages/tokens-page.ts';
import { addMember, codeOf, fillProject, fillUnit, next, save } from './pages/wizard-page.ts';
import { members, startRegistrationWorld, unit, type RegistrationWorld } from './registration-world.ts';

const cardPin = '246813';
const reader = new VirtualReader();
let pcscd: PcscDaemon;
let world: RegistrationWorld;
/** The accountant's machine, and the one on which those who sign work. */
let ktv: OpenWindow;
let signers: OpenWindow;
let browser: Browser;
let office: BrowserContext;
let officer: Page;
let code = '';
let second = '';
const passwords = { KTV: 'la-tre-xanh-17', CTK: 'thuyen-ra-khoi-9' };
const issued = new Map<string, { readonly username: string; readonly password: string }>();

beforeAll(async () => {
  pcscd = await startPcscd();
  world = await startRegistrationWorld();
  browser = await launchChromium();
  office = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'vi-VN' });
  officer = await office.newPage();
});
afterAll(async () => {
  await reader.eject();
  await ktv.close();
  await signers.close();
  await browser.close();
  await world.close();
  await pcscd.stop();
});

const shoot = async (page: Page, name: string) => {
  await shootOnce(page, `registration-${name}`);
};
/** Looks at a screen with axe, and keeps its picture where one is wanted. */
const inspect = async (page: Page, name: string) => {
  await shoot(page, name);
  expect(await seriousFindings(page)).toEqual([]);
};

/** The newest letter to this address whose subject or text has these words, from the demo's mailbox. */
async function letter(to: string, words: RegExp): Promise<string> {
  const page = await office.newPage();
  try {
    for (const until = Date.now() + 30_000; Date.now() < until;) {
      await page.waitForTimeout(200);
      await page.goto(`${world.backend.url}/hop-thu`);
      const rows = page.getByRole('row').filter({ hasText: to });
      const links = await rows
        .getByRole('link')
        .evaluateAll((found) => found.map((one) => one.getAttribute('href') ?? ''));
      for (const link of links) {
        await page.goto(new URL(link, world.backend.url).href);
        const text = await page.getByRole('main').innerText();
        if (words.test(text) && !seen.has(link)) {
          seen.add(link);
          return text;
        }
      }
    }
    throw new Error(`no letter to ${to} about ${String(words)}`);
  } finally {
    await page.close();
  }
}
const seen = new Set<string>();
const linkIn = (text: string) => /https?:\/\/\S+\/lien-ket\/[\w-]{43}/.exec(text)?.[0] ?? '';

/** All three confirm by their letters, the two who sign with their certificates. */
async function confirmAll() {
  const { page } = signers;
  for (const role of ['KTV', 'KTT', 'CTK'] as const) {
    await pasteLink(page, linkIn(await letter(members[role].email, /xác nhận[\s\S]*\/lien-ket\//i)));
    await confirmationShown(page);
    if (role === 'KTT') await recordCertificate(page, world.tokenSerial);
    if (role === 'CTK') await recordCertificate(page, serialOf(world.cardKey.certificate));
    if (role === 'KTT') await inspect(page, 'confirmation');
    await saveConfirmation(page);
  }
}

function serialOf(der: Uint8Array): string {
  const text = execFileSync('openssl', ['x509', '-inform', 'DER', '-noout', '-serial'], { input: der });
  return text
    .toString()
    .trim()
    .replace('serial=', '')
    .replace(/^0+(?=.)/, '');
}

/** The account holder signs the dossier that stands on the screen, with the card. */
async function signWithCard(page: Page) {
  await startSigning(page);
  await enterPin(await signers.pinPage(), cardPin);
  await page.getByText('Đã ký xong').waitFor();
  await page.getByRole('button', { name: 'Xong' }).click();
}

const card = (key: RegistrationWorld['cardKey']) => new PivCard({ keys: [key], pin: cardPin });

describe('a unit without an account', () => {
  it('is declared while the server is away: every key is kept, Lưu is queued', async () => {
    await world.stopBackend();
    ktv = await launchWindow('browser', await world.machine('ktv'));
    signers = await launchWindow('browser', await world.machine('signers'));
    const { page } = ktv;
    await openRegistrations(page);
    await beginRegistration(page, 'first');
    await fillUnit(page, unit);
    await inspect(page, 'step-1');
    await next(page);
    await fillProject(page, unit);
    await inspect(page, 'step-2');
    await next(page);
    await addMember(page, members.KTV, 'Nhân viên (kế toán viên)');
    await addMember(page, members.KTT, 'Kế toán trưởng');
    await addMember(page, members.CTK, 'Chủ tài khoản');
    await inspect(page, 'step-3');
    await next(page);
    await inspect(page, 'step-4');
    await save(page);
    await page.getByText('Sẽ gửi khi có mạng').first().waitFor();
    code = await codeOf(page);
    expect(code).toMatch(new RegExp(`^${unit.code}\\d{12}$`));
    await inspect(page, 'queued');
  });

  it('is sent by itself once the server is back, and letters go out', async () => {
    await world.startBackend();
    const { page } = ktv;
    await page.getByText('Đã được lưu thành công').first().waitFor({ timeout: 90_000 });
    await page.getByText('Chờ hoàn thiện').first().waitFor();
    await inspect(page, 'saved');
  });

  it('waits for every member, and then for the account holder', async () => {
    await reader.insert(card(world.cardKey));
    await confirmAll();
    const { page } = ktv;
    await page.getByText('Chờ phê duyệt').first().waitFor({ timeout: 60_000 });
    await openRegistrations(page);
    await registrationRow(page, code).getByText('Chờ phê duyệt').waitFor();
    await inspect(page, 'list');
  });

  it('is signed with the card and sent by the link of a letter', async () => {
    const { page } = signers;
    await pasteLink(page, linkIn(await letter(members.CTK.email, /ký số[\s\S]*\/lien-ket\//i)));
    await page.getByText('Chờ phê duyệt').first().waitFor();
    await inspect(page, 'to-sign');
    await signWithCard(page);
    await page.getByText('Chờ cán bộ KBNN tiếp nhận hồ sơ').first().waitFor();
  });

  it('has signatures that pdfsig and xmlsec1 accept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-judges-'));
    try {
      const rows = await world.backend.store
        .selectFrom('registration_documents')
        .select(['id', 'signed_sha256'])
        .where('code', '=', code)
        .execute();
      expect(rows.map(({ id }) => id).toSorted()).toEqual(['hoso', 'tokhai', 'tokhaididong']);
      await officerSignIn(officer, world.backend.url, accountOf(world.backend, 'KBNN'));
      await officerOpen(officer, world.backend.url, code);
      await inspect(officer, 'officer');
      const signed = await officer
        .getByRole('link', { name: /tokhai|hoso/ })
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      const judged = { pdfsig: 0, xmlsec1: 0 };
      for (const address of new Set(signed)) {
        const answer = await office.request.get(new URL(address, world.backend.url).href);
        const bytes = await answer.body();
        const file = join(folder, 'signed');
        writeFileSync(file, bytes);
        if (bytes.subarray(0, 5).toString() === '%PDF-') {
          expect(execFileSync('pdfsig', ['-nocert', file]).toString()).toContain('Signature is Valid.');
          judged.pdfsig += 1;
        } else {
          judged.xmlsec1 += 1;
          writeFileSync(join(folder, 'root.pem'), world.backend.ca.rootPem);
          writeFileSync(join(folder, 'issuing.pem'), world.backend.ca.issuingPem);
          execFileSync('xmlsec1', [
            '--verify',
            '--enabled-key-data',
            'x509',
            '--trusted-pem',
            join(folder, 'root.pem'),
            '--untrusted-pem',
            join(folder, 'issuing.pem'),
            '--id-attr:Id',
            'hoSoDangKy',
            file,
          ]);
        }
      }
      expect(judged).toEqual({ pdfsig: 2, xmlsec1: 1 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is rejected with a reason that stands in the list, copied, corrected and signed again', async () => {
    await officerOpen(officer, world.backend.url, code);
    await officerReject(officer, 'Số điện thoại của đơn vị không liên lạc được.');
    const { page } = ktv;
    await openRegistrations(page);
    await registrationRow(page, code)
      .getByText('Số điện thoại của đơn vị không liên lạc được.')
      .waitFor({ timeout: 60_000 });
    await inspect(page, 'rejected');
    await copyRejected(page, code);
    await page.getByRole('button', { name: /ĐƠN.VỊ/ }).click();
    await page.getByLabel(/^Số điện thoại( \*)?$/).fill('02713778800');
    await page.getByRole('button', { name: /GỬI.HỒ.SƠ/ }).click();
    await save(page);
    await page.getByText('Đã được lưu thành công').first().waitFor({ timeout: 60_000 });
    second = await codeOf(page);
    expect(second).not.toBe(code);
    await confirmAll();
    const { page: signer } = signers;
    await pasteLink(signer, linkIn(await letter(members.CTK.email, /ký số[\s\S]*\/lien-ket\//i)));
    await signer.getByText('Chờ phê duyệt').first().waitFor();
    await signWithCard(signer);
  });

  it('is approved, and its people are given accounts', async () => {
    await officerOpen(officer, world.backend.url, second);
    await officerApprove(officer);
    for (const role of ['KTV', 'KTT', 'CTK'] as const) {
      const text = await letter(members[role].email, /Mật khẩu[^:\n]*:\s*\S/i);
      const username = /Tên đăng nhập:\s*(\S+)/i.exec(text)?.[1] ?? '';
      const password = /Mật khẩu[^:]*:\s*(\S+)/i.exec(text)?.[1] ?? '';
      expect([username, password]).not.toContain('');
      issued.set(role, { username, password });
    }
    expect(new Set([...issued.values()].map(({ username }) => username)).size).toBe(3);
  });

  it('lets its account holder in after a change of the one-time password, and nobody before', async () => {
    const { page } = signers;
    const account = issued.get('CTK');
    if (account === undefined) throw new Error('no account');
    await page.evaluate("location.hash = '#/dossiers'");
    await trySignIn(page, account);
    await chooseFirstPassword(page, passwords.CTK);
    await page.getByRole('heading', { name: 'Hồ sơ thanh toán' }).waitFor();
    await signOut(page);
    await trySignIn(page, account);
    await page.getByText('Sai tên đăng nhập hoặc mật khẩu').first().waitFor();
    await trySignIn(page, { ...account, password: passwords.CTK });
    await page.getByRole('heading', { name: 'Hồ sơ thanh toán' }).waitFor();
  });

  it('registers a renewed certificate in two steps, from the place where it was refused', async () => {
    const { page } = signers;
    await openTokens(page);
    await page.getByText(serialOf(world.cardKey.certificate)).first().waitFor();
    await reader.eject();
    // No hand is faster than the service that looks whether a card is there.
    await page.getByText(serialOf(world.cardKey.certificate)).first().waitFor({ state: 'detached' });
    await reader.insert(card(world.renewedKey));
    await page.getByText(serialOf(world.renewedKey.certificate)).first().waitFor();
    await renewFromRefusal(page);
    await page.getByText('Thay chứng thư số của').waitFor();
    await inspect(page, 'renewal');
    await next(page);
    await save(page);
    await page.getByText('Đã được lưu thành công').first().waitFor({ timeout: 60_000 });
    const change = await codeOf(page);
    await pasteLink(page, linkIn(await letter(members.CTK.email, /xác nhận[\s\S]*\/lien-ket\//i)));
    await confirmationShown(page);
    await recordCertificate(page, serialOf(world.renewedKey.certificate));
    await saveConfirmation(page);
    await openRegistrations(page);
    await openRegistration(page, change);
    await page.getByText('Chờ phê duyệt').first().waitFor({ timeout: 60_000 });
    await inspect(page, 'change-to-sign');
    await signWithCard(page);
    await officerOpen(officer, world.backend.url, change);
    await inspect(officer, 'officer-change');
    await officerApprove(officer);
    const row = await world.backend.store
      .selectFrom('people')
      .select('certificate_serial')
      .where('username', '=', issued.get('CTK')?.username ?? '')
      .executeTakeFirstOrThrow();
    expect(row.certificate_serial).toBe(serialOf(world.renewedKey.certificate));
  });

  it('left no complaint in any page', () => {
    expect([...ktv.complaints, ...signers.complaints]).toEqual([]);
  });
});
