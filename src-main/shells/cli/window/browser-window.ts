import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startCoreProcess } from '../../../core/process/client.ts';
import type { CoreOptions } from '../../../core/options.ts';
import { findStoreKey } from '../../../store-key/key-source.ts';
import { passphraseFromFile } from '../../../store-key/passphrase-file.ts';
import { writeLaunchPage } from '../../browser/launch-page.ts';
import { startBrowserShell } from '../../browser/shell.ts';
import { rendererFolder } from '../../window/renderer-folder.ts';
import type { Printer } from '../printer.ts';
import { untilStopped } from '../until-stopped.ts';

const browsers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

export function findBrowser(): string | undefined {
  return browsers[process.platform]?.find((path) => existsSync(path));
}

/** Serves the window on this machine and shows it in an application window of the browser, or prints its address. */
export async function openInBrowser(
  browser: string | undefined,
  options: CoreOptions,
  printer: Printer,
): Promise<void> {
  const { dataFolder } = options;
  const storeKey = await findStoreKey({ dataFolder, passphrase: await passphraseFromFile(process.env) });
  const core = await startCoreProcess({ ...options, storeKey, shell: 'browser' });
  const left = Promise.withResolvers<undefined>();
  const shell = await startBrowserShell({
    core,
    rendererFolder: rendererFolder(),
    onLeft: () => left.resolve(undefined),
  });
  let launch: ReturnType<typeof writeLaunchPage> | undefined;
  let window: ChildProcess | undefined;
  try {
    if (browser === undefined) {
      printer.say(`Mở địa chỉ này trong trình duyệt trên máy này (chỉ dùng được một lần):\n  ${shell.url}`);
    } else {
      printer.say('Mở cửa sổ trong trình duyệt. Đóng cửa sổ hoặc nhấn Ctrl+C để kết thúc.');
      const profile = join(options.dataFolder, 'browser-profile');
      mkdirSync(profile, { recursive: true, mode: 0o700 });
      // The address carries the launch secret, and everyone on a terminal server can read a command line.
      launch = writeLaunchPage(profile, shell.url);
      window = showIn(browser, launch.address, profile, () => left.resolve(undefined));
    }
    await Promise.race([left.promise, untilStopped()]);
  } finally {
    window?.kill();
    if (launch !== undefined) rmSync(launch.file, { force: true });
    await shell.close();
    await core.close();
  }
}

/** A profile of its own: no extension of the person's everyday browser can look into this window. */
function showIn(browser: string, url: string, profile: string, onClosed: () => void): ChildProcess {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const flags = [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    // A translated page is not the page that is signed.
    '--disable-features=Translate',
  ];
  const child = spawn(browser, [...sandbox, ...flags, `--user-data-dir=${profile}`, `--app=${url}`], {
    stdio: 'ignore',
  });
  child.once('error', onClosed);
  child.once('exit', onClosed);
  return child;
}
