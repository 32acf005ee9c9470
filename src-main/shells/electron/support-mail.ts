/** The one door out of the window: a letter to the Treasury's support, begun in the person's own mail program. */
import type { WebContents } from 'electron';
import { supportAddress } from '../../diagnostics/bundle/mail.ts';

/** Whether a link is a letter to support with subject and text, and nothing else: no other recipient, no file. */
export function isSupportMail(address: string): boolean {
  if (address.length > 4000 || !URL.canParse(address)) return false;
  const { protocol, pathname, searchParams } = new URL(address);
  return (
    protocol === 'mailto:' &&
    pathname === supportAddress &&
    [...searchParams.keys()].every((name) => name === 'subject' || name === 'body')
  );
}

/** Hands a letter to support over to the system when the page goes to it; the page itself stays where it is. */
export function openSupportMail(contents: WebContents, open: (address: string) => Promise<void>): void {
  contents.on('will-frame-navigate', (event) => {
    // The system may have no mail program: the screen has the letter's parts to copy.
    if (isSupportMail(event.url)) void open(event.url).catch(() => undefined);
  });
}
