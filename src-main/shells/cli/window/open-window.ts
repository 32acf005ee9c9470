import type { CoreOptions } from '../../../core/options.ts';
import type { Printer } from '../printer.ts';
import { findBrowser, openInBrowser } from './browser-window.ts';
import { findElectron, openInElectron } from './electron-window.ts';
import { hasDisplay } from './display.ts';

export type ShellChoice = 'auto' | 'electron' | 'browser' | 'url';

/**
 * Opens the window and waits until it is closed: Electron where its binary is, else the system's Chromium, else the
 * address is printed for a browser of the person's own. What is missing is said in one line.
 */
export async function openWindow(
  options: CoreOptions,
  { shell, printer }: { readonly shell: ShellChoice; readonly printer: Printer },
): Promise<void> {
  const display = hasDisplay();
  if (shell === 'electron' || (shell === 'auto' && display)) {
    const electron = findElectron();
    if (electron !== undefined) return openInElectron(electron, options, printer);
    printer.note('Không có chương trình Electron trên máy này: mở bằng trình duyệt của hệ thống.');
  }
  const browser = shell !== 'url' && display ? findBrowser() : undefined;
  if (shell !== 'url' && !display) printer.note('Máy này không có màn hình đồ họa: chỉ in địa chỉ.');
  return openInBrowser(browser, options, printer);
}
