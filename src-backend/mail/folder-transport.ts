import MailComposer from 'nodemailer/lib/mail-composer';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
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

/** Their links hold for a week; what else they say, one-time passwords included, need not lie here for ever (ms). */
const keptFor = 30 * 86_400_000;

/** Removes letters that have lain in the mailbox folder for longer than 30 days. */
export async function sweepLetters(folder: string, now: Date): Promise<void> {
  // Without a folder no letter has been written yet.
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => /\.eml(\.part)?$/.test(each))) {
    const file = join(folder, name);
    const { mtime } = await stat(file);
    if (mtime.getTime() < now.getTime() - keptFor) await rm(file, { force: true });
  }
}
