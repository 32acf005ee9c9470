import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PinBridge, WindowBridge } from '#shared/contract/ipc.ts';
import { startTinyProgram, type TinyProgram } from './tiny-program.ts';
import { whyNoElectron } from './runtime.ts';

declare global {
  interface Window {
    dvctt: WindowBridge;
    dvcttPin: PinBridge;
  }
}

/** A bridge as an attacker's script sees it: no types in the way. */
interface Untyped {
  call(name: unknown, input: unknown): Promise<{ ok: boolean; failure?: { code: string } }>;
}

/** Address and title of the main window as Electron itself knows them. */
const shown = (program: TinyProgram) =>
  program.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return { url: contents?.getURL(), title: contents?.getTitle() };
  });

const reason = whyNoElectron();
if (reason !== undefined) process.stderr.write(`Electron security tests skipped: ${reason}\n`);

describe.skipIf(reason !== undefined)('the Electron shell', () => {
  let program: TinyProgram;
  beforeAll(async () => {
    program = await startTinyProgram();
  });
  afterAll(async () => {
    await program.close();
  });

  it('shows the window from app:// and runs its scripts', async () => {
    expect(program.page.url()).toBe('app://window/index.html');
    expect(await program.page.title()).toBe('window');
    expect(await program.page.evaluate(() => document.documentElement.dataset['ran'])).toBe('yes');
  });

  it('answers the window’s calls from the core process, failures as values', async () => {
    const answers = await program.page.evaluate(async () => [
      await window.dvctt.call('app.info', {}),
      await window.dvctt.call('session.signIn', { username: 'lan', password: 'x' }),
    ]);
    expect(answers[0]).toMatchObject({ ok: true, output: { shell: 'electron' } });
    expect(answers[1]).toEqual({
      ok: false,
      failure: { code: 'SIGN_IN_REFUSED', details: { username: 'lan' } },
    });
  });

  it('sends the core’s events to the window', async () => {
    const name = await program.page.evaluate(
      () =>
        new Promise((resolve) => {
          window.dvctt.subscribe((event) => resolve(event.name));
          void window.dvctt.call('session.signOut', {});
        }),
    );
    expect(name).toBe('tokens.changed');
  });

  it('gives the page no Node and no Electron', async () => {
    const found = await program.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', 'dvcttPin'].filter(
        (name) => name in window,
      ),
    );
    expect(found).toEqual([]);
    expect(await program.page.evaluate(() => Object.keys(window.dvctt).sort())).toEqual([
      'call',
      'openPinPrompt',
      'subscribe',
    ]);
  });

  it('runs the page in Chromium’s sandbox, isolated from its preload', async () => {
    const preferences = await program.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in Electron's public types, and the only way to see what the window really got.
      const known = contents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = known.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
  });

  it.each(['https://example.com/', 'file:///etc/passwd', 'app://pin/pin.html', 'data:text/html,x'])(
    'stays on its page when told to go to %s',
    async (address) => {
      await program.page.evaluate((to) => {
        document.title = 'still here';
        location.assign(to);
      }, address);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await shown(program)).toEqual({ url: 'app://window/index.html', title: 'still here' });
    },
  );

  it('hands a letter to support to the system’s mail program, and no other letter', async () => {
    await program.app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (address) => {
        opened.push(address);
        return Promise.resolve();
      };
    });
    const letter = 'mailto:hotrocntt@vst.gov.vn?subject=DVCTT-0064-Loi&body=x';
    for (const address of ['mailto:evil@example.com?subject=a', `${letter}&cc=evil@example.com`, letter]) {
      await program.page.evaluate((href) => {
        const link = document.createElement('a');
        link.href = href;
        document.body.append(link);
        link.click();
      }, address);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const opened = await program.app.evaluate(() => Reflect.get(globalThis, 'opened') as unknown);
    expect(opened).toEqual([letter]);
    expect((await shown(program)).url).toBe('app://window/index.html');
  });

  it('opens no further window', async () => {
    const opened = await program.page.evaluate(() => window.open('https://example.com/') === null);
    expect(opened).toBe(true);
    expect(program.app.windows()).toHaveLength(1);
  });

  it('denies the camera, notifications, location and reading the clipboard', async () => {
    const states = await program.page.evaluate(async () => {
      const media = await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      );
      const location = await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        ),
      );
      const clipboard = await navigator.clipboard.readText().then(
        () => 'granted',
        () => 'denied',
      );
      return { media, location, clipboard, notification: await Notification.requestPermission() };
    });
    expect(states).toEqual({
      media: 'denied',
      location: 'denied',
      clipboard: 'denied',
      notification: 'denied',
    });
  });

  it('lets the page reach no network, load no foreign script and run no text as code', async () => {
    const outcomes = await program.page.evaluate(async () => {
      const tried = (work: () => Promise<unknown>) =>
        work().then(
          () => 'reached',
          () => 'blocked',
        );
      const script = (src: string) =>
        tried(
          () =>
            new Promise((resolve, reject) => {
              const element = document.createElement('script');
              element.onload = resolve;
              element.onerror = reject;
              element.src = src;
              document.head.append(element);
            }),
        );
      return {
        fetch: await tried(() => fetch('http://127.0.0.1:9/')),
        pin: await tried(() => fetch('app://pin/pin.html')),
        file: await tried(() => fetch('file:///etc/passwd')),
        data: await script('data:text/javascript,1'),
        code: await tried(() => Promise.resolve().then((): unknown => (0, eval)('1'))),
      };
    });
    expect(outcomes).toEqual({
      fetch: 'blocked',
      pin: 'blocked',
      file: 'blocked',
      data: 'blocked',
      code: 'blocked',
    });
  });

  it('serves nothing outside the built window', async () => {
    const statuses = await program.page.evaluate(() =>
      Promise.all(
        ['/../core.js', '/%2e%2e/core.js', '/assets/..%2f..%2fcore.js', '/pin.html', '/nothing.js'].map(
          async (path) => (await fetch(path)).status,
        ),
      ),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });

  it('refuses PIN calls, the shell’s own calls, unknown calls and unknown fields from the window', async () => {
    const codes = await program.page.evaluate(async () => {
      // The bridge's types forbid these; an attacker's script is not typed.
      const bridge = window.dvctt as unknown as Untyped;
      const answers = await Promise.all([
        bridge.call('pin.cancel', { jobId: 'job-1' }),
        bridge.call('shell.screenLocked', {}),
        bridge.call('constructor', {}),
        bridge.call({ toString: () => 'app.info' }.toString, {}).catch(() => ({
          ok: false,
          failure: { code: 'REQUEST_INVALID' },
        })),
        bridge.call('app.info', { extra: 1 }),
      ]);
      return answers.map((answer) => (answer.ok ? 'answered' : answer.failure?.code));
    });
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'REQUEST_INVALID'));
  });

  it('refuses calls from any other window, even one with our own preload and page', async () => {
    const preload = join(program.folder, 'out', 'electron', 'preload.cjs');
    // The next test waits for a window too: this one must have been announced by then.
    const announced = program.app.waitForEvent('window');
    const answer = await program.app.evaluate(async ({ BrowserWindow, session }, path) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: {
          preload: path,
          sandbox: true,
          session: session.fromPartition('persist:dvctt-window'),
        },
      });
      await other.loadURL('app://window/index.html');
      const result: unknown = await other.webContents.executeJavaScript("window.dvctt.call('app.info', {})");
      other.destroy();
      return result;
    }, preload);
    await announced;
    expect(answer).toEqual({ ok: false, failure: { code: 'REQUEST_INVALID' } });
  });

  it('asks for the PIN in a window, a session and a process of its own, which is destroyed afterwards', async () => {
    const prompt = program.app.waitForEvent('window');
    const closed = program.page.evaluate(() => window.dvctt.openPinPrompt('job-1'));
    const page = await prompt;
    await page.waitForLoadState();
    expect(page.url()).toMatch(/^app:\/\/pin\/pin\.html\?job=job-1&lang=vi/);
    const facts = await program.app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      const pin = windows.find((window) => window.webContents.getURL().startsWith('app://pin/'));
      const main = windows.find((window) => window.webContents.getURL().startsWith('app://window/'));
      return {
        modal: pin?.isModal(),
        ownProcess: pin?.webContents.getOSProcessId() !== main?.webContents.getOSProcessId(),
        ownSession: pin?.webContents.session !== main?.webContents.session,
        onDisk: pin?.webContents.session.storagePath,
      };
    });
    expect(facts).toEqual({ modal: true, ownProcess: true, ownSession: true, onDisk: null });
    const seen = await page.evaluate(async () => {
      // As above: a script in the PIN page is not typed either.
      const bridge = window.dvcttPin as unknown as Untyped;
      return {
        names: Object.keys(window).filter((name) => name.startsWith('dvctt')),
        ownJob: (await bridge.call('pin.cancel', { jobId: 'job-1' })).ok,
        otherJob: (await bridge.call('pin.cancel', { jobId: 'job-2' })).ok,
        windowCall: (await bridge.call('app.info', { jobId: 'job-1' })).ok,
        shellCall: (await bridge.call('shell.screenLocked', { jobId: 'job-1' })).ok,
      };
    });
    expect(seen).toEqual({
      names: ['dvcttPin'],
      ownJob: true,
      otherJob: false,
      windowCall: false,
      shellCall: false,
    });
    await page.evaluate(() => window.dvcttPin.close()).catch(() => undefined);
    await closed;
    expect(await program.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('tells the core when the screen is locked, without any page asking for it', async () => {
    const told = program.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          window.dvctt.subscribe((event) => {
            if (event.name === 'logins.changed') resolve(event.name);
          });
        }),
    );
    // The page listens once it has answered this.
    await program.page.evaluate(() => document.title);
    await program.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    expect(await told).toBe('logins.changed');
  });

  it('comes back to its page from about:blank', async () => {
    // The page goes away under the very call that sends it away.
    await program.page
      .evaluate(() => {
        delete document.documentElement.dataset['ran'];
        document.title = 'left';
        location.assign('about:blank');
      })
      .catch(() => undefined);
    await expect
      .poll(() => shown(program).catch(() => undefined))
      .toEqual({ url: 'app://window/index.html', title: 'window' });
    await program.page.waitForFunction(() => document.documentElement.dataset['ran'] === 'yes');
  });

  it('keeps the window when the core dies, and answers again by itself', async () => {
    const before = await program.page.evaluate(() => window.dvctt.call('app.info', {}));
    const outcome = await program.page.evaluate(async () => {
      const restarted = new Promise<void>((resolve) =>
        window.dvctt.subscribe((event) => {
          if (event.name === 'core.restarted') resolve();
        }),
      );
      const crashed = await window.dvctt.call('session.signIn', { username: 'crash', password: 'x' });
      await restarted;
      return { crashed, after: await window.dvctt.call('app.info', {}) };
    });
    expect(outcome.crashed).toEqual({ ok: false, failure: { code: 'CORE_RESTARTED' } });
    expect(outcome.after.ok).toBe(true);
    expect(outcome.after).not.toEqual(before);
  });
});

describe.skipIf(reason !== undefined)('the Electron shell with its own Node', () => {
  it('runs the core in a utility process, which comes back when it dies', async () => {
    const program = await startTinyProgram({ ownNode: true });
    try {
      const pid = await program.app.evaluate(
        ({ app }) => app.getAppMetrics().find((metric) => metric.name === 'dvctt-core')?.pid,
      );
      const before = await program.page.evaluate(() => window.dvctt.call('app.info', {}));
      expect(before).toMatchObject({ ok: true, output: { version: String(pid) } });
      const crashed = await program.page.evaluate(() =>
        window.dvctt.call('session.signIn', { username: 'crash', password: 'x' }),
      );
      expect(crashed).toEqual({ ok: false, failure: { code: 'CORE_RESTARTED' } });
      const after = await program.page.evaluate(() => window.dvctt.call('app.info', {}));
      expect(after.ok).toBe(true);
      expect(after).not.toEqual(before);
    } finally {
      await program.close();
    }
  });
});
