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

export async function launchChromium(): Promise<Browser> {
  const executablePath = chromiumProgram();
  if (executablePath === undefined) throw new Error('no Chromium on this machine (Debian package chromium)');
  return chromium.launch({ executablePath, args: [...chromiumFlags], headless: true });
}
