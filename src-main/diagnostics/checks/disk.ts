import { randomUUID } from 'node:crypto';
import { access, constants, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checker } from '../check.ts';
import { diskRoom, type DiskRoom } from '../disk-room.ts';
import { failedWith, ok, worstOf, type Outcome } from '../outcome.ts';
import { both } from '../words.ts';

/** Free space below which saving may soon fail, in bytes, and free entries for files. */
const scarceBytes = 500 * 1024 * 1024;
const scarceFiles = 1_000;

/** Whether drafts can be written. */
export const diskCheck: Checker = {
  id: 'disk',
  title: both('Ổ đĩa và thư mục dữ liệu', 'Disk and data folder'),
  looked: ({ dataFolder }) =>
    both(
      `Thư mục ${dataFolder}: ghi được, dung lượng, nơi đặt (một tệp thử được ghi rồi xóa)`,
      `The folder ${dataFolder}: writing, space, place (a test file is written and removed)`,
    ),
  run: async ({ dataFolder, machine }) => {
    const refused = await refusalToWrite(dataFolder).catch((cause: unknown) => unwritable(dataFolder, cause));
    const room = await diskRoom(dataFolder, machine.platform).catch(() => undefined);
    if (room === undefined) return refused ?? unwritable(dataFolder, undefined);
    return worstOf([...(refused === undefined ? [] : [refused]), judgeRoom(room), judgePlace(room)]);
  },
};

/** Writing is the only proof: flags and rights tell less than they seem to. Resolves when all is well. */
async function refusalToWrite(folder: string): Promise<undefined> {
  const { folder: existing } = await diskRoom(folder);
  if (existing !== folder) {
    await access(existing, constants.W_OK);
    return undefined;
  }
  const probe = join(folder, `.probe-${randomUUID()}`);
  try {
    await writeFile(probe, 'dvctt', { flag: 'wx' });
  } finally {
    // A full disk leaves an empty file behind.
    await unlink(probe).catch(() => undefined);
  }
  return undefined;
}

function unwritable(folder: string, cause: unknown): Outcome {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = cause instanceof Error ? cause.message : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return failedWith({ code: 'DISK_FULL' }, `${folder}: ${code}`);
  return {
    ...failedWith({ code: 'STORE_UNREADABLE' }, `${folder}: ${message}`),
    meaning:
      code === 'EROFS'
        ? both(
            'Ổ đĩa này chỉ cho đọc nên không lưu được bản nháp.',
            'This disk is read-only, so drafts cannot be saved.',
          )
        : both(
            'Không ghi được vào thư mục dữ liệu nên không lưu được bản nháp.',
            'The data folder cannot be written to, so drafts cannot be saved.',
          ),
    remedy: both(
      'Cấp quyền ghi cho thư mục dữ liệu, hoặc chọn thư mục khác (DVCTT_DATA).',
      'Allow writing to the data folder, or choose another (DVCTT_DATA).',
    ),
    action: 'open-data-folder',
  };
}

function judgeRoom({ folder, freeBytes, freeFiles }: DiskRoom): Outcome {
  const free = Math.round(freeBytes / 1024 / 1024);
  const found = both(`${folder} · còn trống ${free} MB`, `${folder} · ${free} MB free`);
  if (freeFiles !== undefined && freeFiles < scarceFiles) {
    return {
      ...failedWith(
        { code: 'DISK_FULL' },
        both(
          `${found.vi}, chỉ còn chỗ cho ${freeFiles} tệp`,
          `${found.en}, room for ${freeFiles} files only`,
        ),
        'warning',
      ),
      meaning: both(
        'Hệ thống tệp sắp hết chỗ cho tệp mới (inode).',
        'The file system is nearly out of entries for files (inodes).',
      ),
      remedy: both('Xóa bớt tệp nhỏ không dùng.', 'Remove small files that are not used.'),
    };
  }
  if (freeBytes >= scarceBytes) return ok(found);
  return {
    ...failedWith({ code: 'DISK_FULL' }, found, 'warning'),
    meaning: both(
      'Ổ đĩa sắp đầy: thay đổi có thể không lưu được.',
      'The disk is nearly full: changes may not be saved.',
    ),
    remedy: both('Giải phóng dung lượng ổ đĩa.', 'Free some disk space.'),
  };
}

function judgePlace({ network }: DiskRoom): Outcome {
  if (network === undefined) return ok('');
  return {
    state: 'warning',
    found: both(`nằm trên ổ mạng (${network})`, `on a network drive (${network})`),
    meaning: both(
      'Kho hồ sơ trên ổ mạng có thể hỏng khi mất mạng, và hai máy có thể ghi cùng lúc.',
      'A store on a network drive may be damaged when the line drops, and two machines may write at once.',
    ),
    remedy: both(
      'Đặt thư mục dữ liệu trên ổ đĩa của chính máy này (DVCTT_DATA).',
      'Put the data folder on a disk of this machine (DVCTT_DATA).',
    ),
  };
}
