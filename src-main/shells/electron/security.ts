/** Guards of a window: it stays on its own page, opens nothing, is given no permission and reaches no network. */
import type { Session, WebContents } from 'electron';
import { originOf } from './addresses.ts';

/** Whether a frame may go to an address: its own origin only. */
export function mayNavigate(address: string, origin: string): boolean {
  return originOf(address) === origin;
}

/** Whether a session may load an address: our own scheme, and what the page itself has made. */
export function mayLoad(address: string, origin: string): boolean {
  return originOf(address) === origin || address.startsWith(`blob:${origin}/`) || address.startsWith('data:');
}

/** The one permission given: to copy text that the person has selected, from the main window. */
export function mayUse(
  permission: string,
  origin: string,
  allowed: readonly string[],
  asking: string,
): boolean {
  return originOf(asking) === origin && allowed.includes(permission);
}

/** Whether a message comes from the top frame of exactly this window, still on its own origin. */
export function isFrom(
  event: { readonly sender: object; readonly senderFrame: { readonly url: string } | null },
  contents: { readonly mainFrame: object },
  origin: string,
): boolean {
  const frame = event.senderFrame;
  return (
    event.sender === contents &&
    frame !== null &&
    frame === contents.mainFrame &&
    originOf(frame.url) === origin
  );
}

/** Keeps a page at `home`: no navigation to another origin, no further window, no web view. */
export function confineContents(contents: WebContents, home: string): void {
  const origin = originOf(home);
  contents.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event.url, origin)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!mayNavigate(event.url, origin)) event.preventDefault();
  });
  // Chromium asks nobody before about:blank, which inherits our origin: brought back at once.
  contents.on('did-navigate', (_event, address) => {
    if (!mayNavigate(address, origin)) void contents.loadURL(home).catch(() => undefined);
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Refuses permissions, devices and every address that is not our own, for all pages of a session. */
export function confineSession(session: Session, origin: string, allowed: readonly string[]): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayUse(permission, origin, allowed, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, asking) =>
    mayUse(permission, origin, allowed, asking),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !mayLoad(details.url, origin) && !details.url.startsWith('devtools:') }),
  );
}
