/** The PIN prompt: a small modal window in a session, a site and a process of its own, destroyed after use. */
import { join } from 'node:path';
import { BrowserWindow, ipcMain, session } from 'electron';
import { z } from 'zod';
import { pinCalls, type Core } from '#shared/contract/ipc.ts';
import { answerCall } from '../../core/process/answer.ts';
import { endsPrompt } from '../window/prompt-end.ts';
import { pinOrigin } from './addresses.ts';
import { channels } from './channels.ts';
import { serveRenderer } from './protocol.ts';
import { confineContents, confineSession, isFrom } from './security.ts';

const ofJob = z.object({ jobId: z.string() });

/** What the window asks for; language and colours that are not known fall back to those of the system. */
export const pinRequestSchema = z.strictObject({
  jobId: z.string().min(1).max(64),
  lang: z.enum(['vi', 'en']).catch('vi'),
  scheme: z.enum(['light', 'dark']).optional().catch(undefined),
});
export type PinRequest = z.output<typeof pinRequestSchema>;

export interface PinWindows {
  /** Opens the prompt of a job over its parent; resolves when it has closed. One at a time: a second one waits. */
  open(request: PinRequest, parent: BrowserWindow): Promise<void>;
}

export function pinWindows(options: {
  readonly core: Core;
  readonly rendererFolder: string;
  readonly preloadFolder: string;
}): PinWindows {
  // Without `persist:` nothing of this session is ever written to disk.
  const pinSession = session.fromPartition('dvctt-pin', { cache: false });
  pinSession.setSpellCheckerEnabled(false);
  confineSession(pinSession, pinOrigin, []);
  serveRenderer(pinSession, options.rendererFolder, pinOrigin);
  let open: { readonly window: BrowserWindow; readonly jobId: string; over: boolean } | undefined;

  ipcMain.handle(channels.pinCall, async (event, name: unknown, input: unknown) => {
    const job = ofJob.safeParse(input);
    const prompt = open;
    const allowed =
      prompt !== undefined &&
      isFrom(event, prompt.window.webContents, pinOrigin) &&
      typeof name === 'string' &&
      Object.hasOwn(pinCalls, name) &&
      job.success &&
      job.data.jobId === prompt.jobId;
    if (!allowed) return { ok: false, failure: { code: 'REQUEST_INVALID' } };
    const result = await answerCall(options.core, name, input);
    prompt.over ||= endsPrompt(name, result);
    return result;
  });
  ipcMain.handle(channels.pinClose, (event) => {
    if (open !== undefined && isFrom(event, open.window.webContents, pinOrigin)) open.window.destroy();
  });

  let last: Promise<void> = Promise.resolve();
  const show = async ({ jobId, lang, scheme }: PinRequest, parent: BrowserWindow) => {
    if (parent.isDestroyed()) return;
    const window = new BrowserWindow({
      parent,
      modal: true,
      width: 520,
      height: 620,
      useContentSize: true,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      show: false,
      autoHideMenuBar: true,
      title: 'Nhập mã PIN',
      webPreferences: {
        preload: join(options.preloadFolder, 'pin-preload.cjs'),
        session: pinSession,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        devTools: false,
      },
    });
    window.removeMenu();
    // Keeps the window out of screenshots and shared screens where the system can.
    window.setContentProtection(true);
    const query = new URLSearchParams({ job: jobId, lang, ...(scheme === undefined ? {} : { scheme }) });
    const home = `${pinOrigin}/pin.html?${query.toString()}`;
    confineContents(window.webContents, home);
    const prompt = { window, jobId, over: false };
    open = prompt;
    try {
      await new Promise<void>((resolve) => {
        window.once('closed', resolve);
        window.once('ready-to-show', () => window.show());
        // A page that crashed or never loaded must not leave a modal window that cannot be closed.
        window.webContents.once('render-process-gone', () => window.destroy());
        void window.loadURL(home).catch(() => window.destroy());
      });
    } finally {
      open = undefined;
    }
    // Closing it by the title bar is “Huỷ”.
    if (!prompt.over) await answerCall(options.core, 'pin.cancel', { jobId });
  };

  return {
    open(request, parent) {
      last = last.then(() => show(request, parent));
      return last;
    },
  };
}
