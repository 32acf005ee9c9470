import MailComposer from 'nodemailer/lib/mail-composer';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { mailOf, type MailTransport } from './transport.ts';

const sender = 'khong-tra-loi@dvctt.invalid';

/** Name of a letter's file in the mailbox folder. */
export function letterFile(folder: string, id: string): string {
  return join(folder, `${id}.eml`);
}

/** Writes letters as files that any mail program opens: the embedded default, where nobody has set up a mail server. */
export function folderTransport(folder: string): MailTransport {
  return {
    kind: 'folder',
    send: async (message) => {
      const mail = mailOf(message, sender);
      const bytes = await new MailComposer(mail).compile().build();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = letterFile(folder, message.id);
      const handle = await open(`${file}.part`, 'w', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${file}.part`, file);
    },
    close: () => undefined,
  };
}
