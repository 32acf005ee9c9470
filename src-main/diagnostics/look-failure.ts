import { statfsSync } from 'node:fs';
import { DvcttError } from '#shared/contract/errors.ts';
import { diskFailure, isDamage } from '../account-store/disk-failure.ts';

/** Less than SQLite needs for the index of its log, in bytes. */
const noRoom = 64 * 1024;
const forbidden = ['EACCES', 'EPERM', 'EIO', 'EISDIR', 'ENOTDIR', 'EROFS', 'ENOENT'];

/** Names what kept a look at a store from succeeding; the look itself has changed nothing. */
export function lookFailure(folder: string, cause: unknown): DvcttError {
  if (cause instanceof DvcttError) return cause;
  const reason = (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);
  if (isDamage(cause)) return new DvcttError('STORE_DAMAGED', { folder, untouched: true, reason }, { cause });
  const code = codeOf(cause);
  if (/^SQLITE_(CANTOPEN|READONLY|IOERR|PERM|AUTH)/.test(code)) {
    const full = freeBytes(folder) < noRoom;
    return new DvcttError(full ? 'DISK_FULL' : 'STORE_UNREADABLE', { folder, reason }, { cause });
  }
  if (forbidden.includes(code)) return new DvcttError('STORE_UNREADABLE', { folder, reason }, { cause });
  return diskFailure(folder, cause);
}

function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return String(cause.code);
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
