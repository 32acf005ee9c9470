/** Notifications of the system, and the way from them back to the window. */
import { Notification, type BrowserWindow } from 'electron';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { windowOrigin } from './addresses.ts';
import { ArrivalNotice } from './arrival-notice.ts';

/** What is on the screen: a notification that nobody holds is collected, and its click with it. */
const held = new Set<Notification>();

/** Tells of dossiers that arrive while the window is out of sight; a click brings it to them. */
export function arrivalNotifications(window: BrowserWindow): ArrivalNotice {
  return new ArrivalNotice({
    isFocused: () => window.isDestroyed() || window.isFocused(),
    show: (told, clicked) => {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ ...told, silent: false });
      held.add(notification);
      notification.on('close', () => held.delete(notification));
      notification.on('click', () => {
        held.delete(notification);
        clicked();
      });
      notification.show();
    },
    open: (code) => bringTo(window, code),
    later: (work, ms) => void setTimeout(work, ms),
  });
}

/** The window's own addresses (`src-renderer/app/route.ts`): only the fragment changes, so the page stays as it is. */
function bringTo(window: BrowserWindow, code: DossierCode | undefined): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  const address = `${windowOrigin}/index.html#/dossiers${code === undefined ? '' : `/${code}`}`;
  // The same address once more would load the page anew.
  if (window.webContents.getURL() === address) return;
  // Electron rejects a navigation that another one overtakes: then the person has gone elsewhere.
  window.loadURL(address).catch(() => undefined);
}
