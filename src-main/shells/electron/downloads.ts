import type { Session } from 'electron';

/** Saves what the page itself has made (signed files) where the person says; refuses every other download. */
export function saveDownloads(session: Session, origin: string): void {
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${origin}/`)) {
      event.preventDefault();
      return;
    }
    item.setSaveDialogOptions({ title: 'Lưu tệp', defaultPath: item.getFilename() });
  });
}
