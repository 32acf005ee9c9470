/** The main window and its door to the core. */
import { join } from 'node:path';
import { BrowserWindow, dialog, ipcMain, session, shell } from 'electron';
import { windowCalls, type Core } from '#shared/contract/ipc.ts';
import { answerCall } from '../../core/process/answer.ts';
import { windowOrigin } from './addresses.ts';
import { channels } from './channels.ts';
import { askBeforeClosing, closingQuestion } from './closing.ts';
import { saveDownloads } from './downloads.ts';
import { pinRequestSchema, type PinWindows } from './pin-window.ts';
import { serveRenderer } from './protocol.ts';
import { confineContents, confineSession, isFrom } from './security.ts';
import { openSupportMail } from './support-mail.ts';

/** Opens the window. Its calls are answered while it lives; a call from anything else is refused. */
export async function openMainWindow(options: {
  readonly core: Core;
  readonly rendererFolder: string;
  readonly preloadFolder: string;
  readonly pins: PinWindows;
}): Promise<BrowserWindow> {
  const windowSession = session.fromPartition('persist:dvctt-window', { cache: false });
  confineSession(windowSession, windowOrigin, ['clipboard-sanitized-write']);
  serveRenderer(windowSession, options.rendererFolder, windowOrigin);
  saveDownloads(windowSession, windowOrigin);

  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    title: 'DVCTT Desktop',
    webPreferences: {
      preload: join(options.preloadFolder, 'preload.cjs'),
      session: windowSession,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  const home = `${windowOrigin}/index.html`;
  confineContents(window.webContents, home);
  openSupportMail(window.webContents, (address) => shell.openExternal(address));

  ipcMain.handle(channels.call, (event, name: unknown, input: unknown) => {
    const allowed =
      !window.isDestroyed() &&
      isFrom(event, window.webContents, windowOrigin) &&
      typeof name === 'string' &&
      Object.hasOwn(windowCalls, name);
    if (!allowed) return { ok: false, failure: { code: 'REQUEST_INVALID' } };
    return answerCall(options.core, name, input);
  });
  ipcMain.handle(channels.openPin, async (event, asked: unknown) => {
    if (window.isDestroyed() || !isFrom(event, window.webContents, windowOrigin)) return;
    const request = pinRequestSchema.safeParse(asked);
    if (request.success) await options.pins.open(request.data, window);
  });
  const unsubscribe = options.core.subscribe((event) => {
    if (!window.isDestroyed()) window.webContents.send(channels.event, event);
  });
  const { stay, close, buttons, ...words } = closingQuestion;
  const asksNoMore = askBeforeClosing(
    window.webContents,
    options.core,
    () =>
      dialog.showMessageBoxSync(window, {
        type: 'warning',
        ...words,
        buttons: [...buttons],
        defaultId: stay,
        cancelId: stay,
        noLink: true,
      }) === close,
  );
  window.once('closed', () => {
    unsubscribe();
    asksNoMore();
    ipcMain.removeHandler(channels.call);
    ipcMain.removeHandler(channels.openPin);
  });
  // A window whose page has crashed is loaded again: the core and the drafts are in other processes.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(home);
  return window;
}
