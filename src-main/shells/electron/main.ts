/** The Electron shell: one window, its PIN prompts, and a core in another process. No business rule lives here. */
import './before-ready.ts';
import { join } from 'node:path';
import { app, dialog, powerMonitor, type BrowserWindow } from 'electron';
import { failureText, toFailure } from '#shared/contract/errors.ts';
import { childLauncher } from '../../core/process/child-transport.ts';
import { startCoreProcess, type CoreProcess } from '../../core/process/client.ts';
import { coreEntry } from '../../core/process/entry.ts';
import type { Log } from '../../logging/log.ts';
import { openProgramLog } from '../../logging/program-log.ts';
import { findStoreKey } from '../../store-key/key-source.ts';
import { passphraseFromFile } from '../../store-key/passphrase-file.ts';
import { rendererFolder } from '../window/renderer-folder.ts';
import { LinkDoor, listenForLinks } from './deep-link.ts';
import { openMainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { arrivalNotifications } from './notifications.ts';
import { pinWindows } from './pin-window.ts';
import { electronSafeBox } from './safe-storage.ts';
import { forgetWhenScreenLocks } from './screen-lock.ts';
import { optionsSwitch, shellOptions } from './settings.ts';
import { utilityLauncher } from './utility-transport.ts';

const options = shellOptions(app.commandLine.getSwitchValue(optionsSwitch));
// Two data folders are two programs: the lock is taken in the folder that the drafts are in.
app.setPath('userData', join(options.dataFolder, 'electron'));
// The crash reporter is never started: a dump of the PIN window could hold what was typed.

let window: BrowserWindow | undefined;
let core: CoreProcess | undefined;
/** Of this process: the core has its own in the same file. Only the one program that runs in the folder writes. */
let log: Log | undefined;

const links = new LinkDoor(() => core);

if (app.requestSingleInstanceLock()) {
  links.arrived(process.argv);
  listenForLinks(app, links, () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', closeCore);
  app.whenReady().then(open).catch(giveUp);
} else {
  app.quit();
}

async function open(): Promise<void> {
  log = openProgramLog({ dataFolder: options.dataFolder, process: 'shell' });
  setMenu();
  const entry = coreEntry();
  const node = process.env['DVCTT_NODE'];
  const launch = node === undefined || node === '' ? utilityLauncher(entry) : childLauncher({ node, entry });
  // The key goes to the core in its first message: never into an argument, the environment, a log or a window.
  const storeKey = await findStoreKey({
    dataFolder: options.dataFolder,
    passphrase: await passphraseFromFile(process.env),
    safe: electronSafeBox(),
  });
  core = await startCoreProcess({ ...options, storeKey, launch });
  core.subscribe(({ name }) => {
    if (name === 'core.restarted') log?.warn('core.restarted');
  });
  links.coreReady();
  forgetWhenScreenLocks(powerMonitor, () => core);
  const folders = { rendererFolder: rendererFolder(), preloadFolder: import.meta.dirname };
  const pins = pinWindows({ core, ...folders });
  window = await openMainWindow({ core, pins, ...folders });
  const arrivals = arrivalNotifications(window);
  core.subscribe((event) => arrivals.happened(event));
}

/** Holds the end of the program up until the core has closed its stores; the core's own deadline bounds it. */
function closeCore(event: { preventDefault(): void }): void {
  const closing = core;
  if (closing === undefined) return;
  core = undefined;
  event.preventDefault();
  void closing
    .close()
    .finally(() => log?.close())
    .finally(() => app.quit());
}

function giveUp(thrown: unknown): void {
  log?.crashed(thrown);
  const failure = toFailure(thrown);
  const { heading, explanation, remedy } = failureText(failure.code, 'vi');
  const details =
    failure.details === undefined ? '' : `\n\n${failure.code} ${JSON.stringify(failure.details)}`;
  dialog.showErrorBox(heading, `${explanation}\n${remedy}${details}`);
  app.exit(1);
}
