/** The system's Chromium, as the tests start it. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** As root Chromium has no sandbox of its own; there is no GPU, and nothing may call home. */
export const chromiumFlags: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of the system's Chromium; undefined where there is none. */
export function chromiumProgram(): string | undefined {
  return [process.env['DVCTT_CHROMIUM'] ?? '', ...programs].find((path) => path !== '' && existsSync(path));
}

/** A wait tells done from never; CI's machine has its slow half minutes. */
const patience = 60_000;

const running = new Set<Browser>();

/** What every open page and frame shows, dialogs first, as text: the cause of a wait that came to nothing. */
export async function shownEverywhere(most: number): Promise<string> {
  const frames = [...running].flatMap((browser) =>
    browser.contexts().flatMap((context) => context.pages().flatMap((page) => page.frames())),
  );
  const texts = frames.map(async (frame) => {
    const dialogs = await frame
      .locator('[role=dialog]')
      .allInnerTexts()
      .catch(() => []);
    const body = await frame.locator('body').innerText({ timeout: 2_000 }).catch(String);
    const text = [...dialogs, body].join('\n');
    return `--- ${frame.url()}\n${text.slice(0, most)}`;
  });
  return (await Promise.all(texts)).join('\n');
}

export async function launchChromium(): Promise<Browser> {
  const executablePath = chromiumProgram();
  if (executablePath === undefined) throw new Error('no Chromium on this machine (Debian package chromium)');
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags], headless: true });
  running.add(browser);
  browser.on('disconnected', () => running.delete(browser));
  browser.on('context', (context) => context.setDefaultTimeout(patience));
  return browser;
}
