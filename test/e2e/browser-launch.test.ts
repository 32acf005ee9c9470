import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLaunchPage } from '#main/shells/browser/launch-page.ts';
import { startBrowserShell, type BrowserShell } from '#main/shells/browser/shell.ts';
import { giveKey } from '#main/store-key/given-key.ts';
import { StoreKey } from '#main/store-key/store-key.ts';
import { rendererFolder } from '#main/shells/window/renderer-folder.ts';
import { TinyCore, tinyOptions } from '#test/integration/shells/tiny-core.ts';
import { launchChromium } from './chromium.ts';

describe('the real window in the system’s browser', () => {
  let folder: string;
  let shell: BrowserShell;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dvctt-launch-'));
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Starts a shell of its own around a tiny core, runs the work, ends the shell. */
  async function withShell(work: (core: TinyCore) => Promise<void>): Promise<void> {
    const core = new TinyCore(tinyOptions, await StoreKey.open(await giveKey(folder), folder));
    shell = await startBrowserShell({ core, rendererFolder: rendererFolder() });
    try {
      await work(core);
    } finally {
      await shell.close();
    }
  }

  it('opens by a page that only this person can read, and stays open after a reload', () =>
    withShell(async () => {
      const { file, address } = writeLaunchPage(folder, shell.url);
      expect(statSync(file).mode & 0o077).toBe(0);
      const page = await browser.newPage();
      await page.goto(address);
      await page.waitForURL(`${shell.origins.window}/`);
      await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
      expect(page.url()).not.toContain('#');
      await page.close();
    }));

  it('tells a second visitor of the launch link to open the program again', () =>
    withShell(async () => {
      const first = await browser.newPage();
      await first.goto(shell.url);
      await first.waitForURL(`${shell.origins.window}/`);
      // Another browser profile: it does not share the first one's cookie.
      const stranger = await browser.newContext();
      const second = await stranger.newPage();
      await second.goto(shell.url);
      await second.getByText('Liên kết này đã được dùng').waitFor();
      await second.goto(shell.origins.window);
      await second.getByText('không thuộc phiên làm việc nào').waitFor();
      await stranger.close();
      await first.close();
    }));

  it('runs under its content policy without a complaint', () =>
    withShell(async () => {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      await page.goto(shell.url);
      await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
      expect(complaints).toEqual([]);
      await page.close();
    }));

  it('shows a failed sign-in in words', () =>
    withShell(async () => {
      const page = await browser.newPage();
      await page.goto(shell.url);
      await page.getByLabel('Tên đăng nhập').fill('lan');
      await page.getByLabel('Mật khẩu').fill('sai');
      await page.getByRole('button', { name: 'Đăng nhập' }).click();
      await page.getByText('Sai tên đăng nhập hoặc mật khẩu').waitFor();
      await page.close();
    }));

  it('cannot read the PIN page that it shows, which the browser runs in another process', () =>
    withShell(async () => {
      const page = await browser.newPage();
      await page.goto(shell.url);
      await page.waitForURL(`${shell.origins.window}/`);
      const outcome = await page.evaluate(async (pinOrigin) => {
        const answer = await fetch('/shell/pin-ticket', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-dvctt': '1' },
          body: JSON.stringify({ jobId: 'job-1' }),
        });
        const { url } = (await answer.json()) as { url: string };
        const frame = document.createElement('iframe');
        frame.src = url;
        const loaded = new Promise((resolve) => (frame.onload = resolve));
        document.body.append(frame);
        await loaded;
        let text: string;
        try {
          text = String(frame.contentWindow?.document.body.innerText);
        } catch (thrown) {
          text = thrown instanceof Error ? thrown.name : 'unknown';
        }
        const asked = await fetch(`${pinOrigin}/pin/call/pin.cancel`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-dvctt-ticket': new URL(url).hash.slice(8) },
          body: JSON.stringify({ jobId: 'job-1' }),
        }).then(
          () => 'answered',
          () => 'blocked',
        );
        return { text, asked };
      }, shell.origins.pin);
      expect(outcome).toEqual({ text: 'SecurityError', asked: 'blocked' });
      const frame = page.frames().find((candidate) => candidate.url().startsWith(shell.origins.pin));
      expect(frame?.url()).toBe(`${shell.origins.pin}/pin.html`);
      const cdp = await browser.newBrowserCDPSession();
      const { targetInfos } = await cdp.send('Target.getTargets');
      // A frame that Chromium runs in the process of its page is no target of its own.
      expect(
        targetInfos.some((target) => target.type === 'iframe' && target.url.startsWith(shell.origins.pin)),
      ).toBe(true);
      await page.close();
    }));

  it('refuses to be framed by any page', () =>
    withShell(async () => {
      const page = await browser.newPage();
      await page.setContent(
        `<iframe src="${shell.origins.window}/start"></iframe><iframe src="${shell.origins.pin}/pin.html"></iframe>`,
      );
      await page.waitForTimeout(500);
      const texts = await Promise.all(
        page
          .frames()
          .slice(1)
          .map((frame) =>
            frame
              .locator('body')
              .innerText()
              .catch(() => ''),
          ),
      );
      expect(texts.join('')).not.toMatch(/DVCTT|PIN/);
      await page.close();
    }));
});
