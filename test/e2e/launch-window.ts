/** One way to open the real window for a test, in either shell: real core process, real shell, real Chromium. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { startCoreProcess } from '#main/core/process/client.ts';
import type { CoreOptions } from '#main/core/options.ts';
import { startBrowserShell } from '#main/shells/browser/shell.ts';
import { root } from '../../scripts/build/bundles.ts';
import { launchChromium } from './chromium.ts';
import { endDisplay } from './electron/display.ts';
import { launchElectron } from './electron/runtime.ts';

export type WindowKind = 'browser' | 'electron';

export interface OpenWindow {
  readonly page: Page;
  /** The PIN prompt: a frame of another site in the browser, a window of its own in Electron. */
  pinPage(): Promise<Frame | Page>;
  /** What the pages complained of: refused by the content policy, uncaught errors. Empty is right. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const out = join(root, 'out');
const size = { width: 1280, height: 800 };

function listenTo(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
}

/** Opens the window on a core with these options; needs what `npm run build` makes. */
export function launchWindow(kind: WindowKind, options: CoreOptions): Promise<OpenWindow> {
  return kind === 'browser' ? inBrowser(options) : inElectron(options);
}

async function inBrowser(options: CoreOptions): Promise<OpenWindow> {
  const core = await startCoreProcess({ ...options, shell: 'browser' });
  const shell = await startBrowserShell({ core, rendererFolder: join(out, 'renderer') });
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: size, locale: 'vi-VN', acceptDownloads: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  listenTo(page, complaints);
  await page.goto(shell.url);
  await page.waitForURL(`${shell.origins.window}/**`);
  return {
    page,
    complaints,
    async pinPage() {
      const frameOf = () => page.frames().find((frame) => frame.url().startsWith(shell.origins.pin));
      for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
        const frame = frameOf();
        if (frame !== undefined) return frame;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('no PIN prompt within 30 s');
    },
    async close() {
      await browser.close();
      await shell.close();
      await core.close();
    },
  };
}

async function inElectron(options: CoreOptions): Promise<OpenWindow> {
  mkdirSync(options.dataFolder, { recursive: true });
  const optionsFile = join(options.dataFolder, 'shell-options.json');
  writeFileSync(optionsFile, JSON.stringify({ ...options, shell: 'electron' }), { mode: 0o600 });
  const app = await launchElectron({ out, optionsFile });
  const complaints: string[] = [];
  const pageOf = async (origin: string) => {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      const found = app.windows().find((window) => window.url().startsWith(origin));
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no window at ${origin} within 30 s`);
  };
  app.on('window', (window) => listenTo(window, complaints));
  const page = await pageOf('app://window');
  return {
    page,
    complaints,
    pinPage: () => pageOf('app://pin'),
    async close() {
      await app.close();
      endDisplay();
    },
  };
}
