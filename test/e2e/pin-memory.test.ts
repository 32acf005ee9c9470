import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { countInMemory, countInResidentMemory, family } from '#test/support/process-memory.ts';
import { root } from '../../scripts/build/bundles.ts';
import { launchChromium } from './chromium.ts';
import { openDossier, startSigning } from './pages/dossier-page.ts';
import { enterPin } from './pages/pin-page.ts';
import { signIn } from './pages/sign-in-page.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

let world: UnitWorld;
let shell: ChildProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  world = await startUnitWorld();
  const { code } = await world.forwardedDossier();
  // The shell in a process of its own: this one knows the PIN, because it types it.
  shell = spawn(process.execPath, [join(root, 'out', 'cli.js'), 'window', '--shell', 'url'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DVCTT_DATA: world.options.dataFolder,
      DVCTT_BACKEND: world.options.backendUrl,
      DVCTT_PKCS11_MODULES: world.options.modules.join(':'),
    },
  });
  const url = await printedUrl(shell);
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  await signIn(page, accountOf(world.backend, 'KTT'));
  await openDossier(page, code);
  await startSigning(page);
  await enterPin(await pinFrame(), world.signers.KTT.pin);
  await page.getByText('Đã ký xong').waitFor();
});
afterAll(async () => {
  await browser.close();
  shell.kill();
  await world.close();
});

function printedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const url = /http:\S+/.exec(text)?.[0];
      if (url !== undefined) resolve(url);
    });
  });
}

async function pinFrame(): Promise<Frame> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    const frame = page.frames().find((candidate) => candidate.url().startsWith('http://localhost:'));
    if (frame !== undefined) return frame;
    await page.waitForTimeout(50);
  }
  throw new Error('no PIN prompt within 30 s');
}

/** Processes of the running program by what they are; the token host is the one that may have seen the PIN. */
function ours(part: string): number {
  const found = family(shell.pid ?? 0).find(({ command }) => command.includes(part));
  if (found === undefined) throw new Error(`no process ${part}`);
  return found.pid;
}

it('leaves the PIN in the memory of neither shell nor core nor token host once the dossier is signed', () => {
  const { pin, certificateSerial } = world.signers.KTT;
  for (const part of ['cli.js', 'core.js', 'token-host.js']) {
    const counts = countInMemory(ours(part), [pin, certificateSerial]);
    if (part === 'core.js')
      expect(counts.get(certificateSerial), 'the search finds what is there').toBeGreaterThan(0);
    expect([part, counts.get(pin)]).toEqual([part, 0]);
  }
});

it('leaves the PIN in no renderer of the browser', async () => {
  const { pin } = world.signers.KTT;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const found = renderers.map(({ id }) => countInResidentMemory(id, [pin, 'Đã ký xong']));
  expect(Math.max(...found.map((counts) => counts.get('Đã ký xong') ?? 0))).toBeGreaterThan(0);
  expect(found.map((counts) => counts.get(pin))).toEqual(found.map(() => 0));
});

it('leaves the PIN in no file of the data folder', () => {
  const entries = readdirSync(world.options.dataFolder, { recursive: true, withFileTypes: true });
  const holders = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(world.signers.KTT.pin));
  expect(holders).toEqual([]);
});
