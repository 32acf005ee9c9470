import { mkdir, statfs, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { ok, type Checker } from '../check.ts';

/** Free space below which saving may soon fail, in bytes. */
const scarce = 500 * 1024 * 1024;

/** Whether drafts can be written. */
export const dataFolderCheck: Checker = {
  id: 'data-folder',
  title: { vi: 'Thư mục dữ liệu', en: 'Data folder' },
  run: async ({ dataFolder }) => {
    const probe = join(dataFolder, `.probe-${randomUUID()}`);
    try {
      await mkdir(dataFolder, { recursive: true, mode: 0o700 });
      await writeFile(probe, 'dvctt', { flag: 'wx' });
      await unlink(probe);
    } catch (cause) {
      return {
        state: 'failed',
        found: `${dataFolder}: ${cause instanceof Error ? cause.message : String(cause)}`,
        remedy: {
          vi: 'Cấp quyền ghi cho thư mục dữ liệu hoặc giải phóng dung lượng ổ đĩa.',
          en: 'Allow writing to the data folder, or free some disk space.',
        },
      };
    }
    const { bavail, bsize } = await statfs(dataFolder);
    const free = bavail * bsize;
    const found = `${dataFolder} · ${Math.round(free / 1024 / 1024)} MB`;
    if (free >= scarce) return ok(found);
    return {
      state: 'warning',
      found,
      remedy: {
        vi: 'Ổ đĩa sắp đầy: giải phóng dung lượng.',
        en: 'The disk is nearly full: free some space.',
      },
    };
  },
};
