/** The phone of a simulated provider, in a window of a phone's size, against requests that the simulators really sign. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSimulators, type RunningSimulators } from '#backend/remote-ca-simulators/start-simulators.ts';
import type { Subscriber } from '#backend/remote-ca-simulators/subscribers.ts';
import { launchChromium } from './chromium.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { shootOnce } from './pages/pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvctt-phone-'));
let running: RunningSimulators;
let browser: Browser;
let page: Page;
let person: Subscriber;

beforeAll(async () => {
  running = await startSimulators({ port: 0, folder });
  const { subscriber } = await running.simulators.enrol({
    provider: 'MISA',
    username: 'quan@example.edu.vn',
    pin: '482915',
    subject: { commonName: 'Đoàn Minh Quân', identityNumber: '031082003456' },
  });
  person = subscriber;
  browser = await launchChromium();
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } });
  page = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await running.close();
  rmSync(folder, { recursive: true });
});

/** As the desktop asks through the server. */
function ask(title: string, names: readonly string[], lasts = 300) {
  return running.simulators.requests.start({
    subscriber: person,
    title,
    algorithm: { scheme: 'rsa-pkcs1', hash: 'SHA-256' },
    documents: names.map((name, at) => ({
      id: `d${at}`,
      name,
      digest: createHash('sha256').update(name).digest(),
    })),
    lasts,
  });
}
const stateOf = (id: string) => running.simulators.requests.get(id)?.state;
const card = (title: string) => page.getByRole('article', { name: title });
const pinOf = (title: string) => card(title).getByLabel('Mã PIN 6 số');

/** Both schemes: nothing serious for axe-core, nothing wider than the phone, nothing to press that a thumb misses. */
async function looksRight(name: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page), `${name} ${colorScheme}`).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), name).toBe(0);
    await shootOnce(page, `phone-${name}-${colorScheme}`, { fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  for (const button of await page.getByRole('button').all())
    expect((await button.boundingBox())?.height, name).toBeGreaterThanOrEqual(44);
}

it('is opened for a person once, and remembers them', async () => {
  await page.goto(`${running.url}/dien-thoai`);
  await looksRight('chon');
  await page
    .getByLabel('Họ tên, nhà cung cấp, tên đăng nhập')
    .selectOption({ label: 'Đoàn Minh Quân · MISA · quan@example.edu.vn' });
  await page.getByRole('button', { name: 'Mở điện thoại' }).click();
  await page.getByRole('heading', { name: 'MISA · Đoàn Minh Quân', level: 1 }).waitFor();
  await page.reload();
  await page.getByText('Chưa có yêu cầu nào').waitFor();
  await looksRight('trong');
});

it('shows a request by itself, with a large code, and keeps a PIN that is being typed when another comes', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `Giấy rút dự toán ${at + 1} <b>`);
  const first = ask('Ký 12 chứng từ, 1.250.000.000 đồng', names);
  await card('Ký 12 chứng từ, 1.250.000.000 đồng').waitFor();
  const code = card(first.title).getByText(first.code, { exact: true });
  expect(await code.evaluate((text) => parseFloat(getComputedStyle(text).fontSize))).toBeGreaterThanOrEqual(
    32,
  );
  await card(first.title).getByText('và 2 tài liệu nữa').waitFor();
  await card(first.title).getByText('Giấy rút dự toán 10 <b>').waitFor();
  await card(first.title)
    .getByText(/^[45]:\d\d$/)
    .waitFor();
  await looksRight('mot-yeu-cau');
  await pinOf(first.title).pressSequentially('482');
  const second = ask('Ký tờ khai đăng ký', ['tokhaidangkysudungdvc.pdf']);
  await card(second.title).waitFor();
  await page.getByRole('heading', { name: 'Yêu cầu đang chờ: 2' }).waitFor();
  expect(await pinOf(first.title).inputValue()).toBe('482');
  expect(await pinOf(first.title).evaluate((field) => field === document.activeElement)).toBe(true);
  running.simulators.requests.reject(second.id);
  await card(second.title).waitFor({ state: 'detached' });
  await page.getByText('Đã từ chối · Ký tờ khai đăng ký', { exact: false }).waitFor();
  expect(await pinOf(first.title).inputValue()).toBe('482');
});

it('says how often a PIN may still be wrong, and signs with the right one from the keyboard alone', async () => {
  const [request] = running.simulators.requests.of(person.id).filter(({ state }) => state === 'waiting');
  const { id = '', title = '' } = request ?? {};
  await pinOf(title).press('Enter');
  // Three digits are no PIN: the browser does not send them.
  expect(stateOf(id)).toBe('waiting');
  await pinOf(title).fill('000000');
  await pinOf(title).press('Enter');
  const refusal = page.getByRole('alert').filter({ hasText: 'Mã PIN không đúng. Còn 4 lần.' });
  await refusal.waitFor();
  expect(await refusal.evaluate((notice) => notice === document.activeElement)).toBe(true);
  await looksRight('sai-pin');
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if (await pinOf(title).evaluate((field) => field === document.activeElement)) break;
  }
  await page.keyboard.type('482915');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Đã xác nhận và ký.').waitFor();
  expect(stateOf(id)).toBe('done');
  expect(new URL(page.url()).pathname).toBe('/dien-thoai');
  await looksRight('da-ky');
  // Reloading sends no form again, and says nothing again.
  await page.reload();
  await page.getByText('Chưa có yêu cầu nào').waitFor();
  expect(await page.getByText('Đã xác nhận và ký.').count()).toBe(0);
});

it('rejects, in English too', async () => {
  const { id, title } = ask('Ký 1 chứng từ', ['UNC 7']);
  await page.getByRole('link', { name: 'English' }).click();
  await card(title).getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('status').getByText('Rejected. Nothing has been signed.').waitFor();
  expect(stateOf(id)).toBe('rejected');
  const next = ask('Ký 3 chứng từ', ['UNC 8']);
  await card(next.title).waitFor();
  // What was said of the one before would say that this one is done.
  expect(await page.getByText('Rejected. Nothing has been signed.').count()).toBe(0);
  running.simulators.requests.reject(next.id);
  await card(next.title).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Tiếng Việt' }).click();
});

it('takes a request away when its time is over, without being asked', async () => {
  const { title } = ask('Ký 2 chứng từ', ['a', 'b'], 2);
  await card(title).waitFor();
  await card(title).waitFor({ state: 'detached' });
  await page.getByText(`Hết hạn · ${title}`, { exact: false }).waitFor();
});

it('shows a one-time code, and takes it away once it is used', async () => {
  running.simulators.requests.sendCode(person);
  const code = running.simulators.requests.codeOf(person.id)?.code ?? '';
  await page.getByText(code, { exact: true }).waitFor();
  await looksRight('ma-mot-lan');
  running.simulators.requests.takeCode(person, code);
  await page.getByText(code, { exact: true }).waitFor({ state: 'detached' });
});

it('has a page of its own for a wrong address, and for a form from elsewhere', async () => {
  const astray = await page.goto(`${running.url}/dien-thoai/khong-co`);
  expect(astray?.status()).toBe(404);
  await page.getByRole('heading', { name: 'Không có trang này' }).waitFor();
  await looksRight('khong-co');
  const foreign = await fetch(`${running.url}/dien-thoai/ky`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://xau.example' },
    body: 'id=1&pin=482915',
  });
  expect([foreign.status, foreign.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
  await page.goto(`${running.url}/dien-thoai/qr`);
  await page.getByRole('img', { name: 'Quét bằng điện thoại để mở trang xác nhận' }).waitFor();
  await looksRight('qr');
});
