import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';

/** Names what the disk or SQLite reported, so that the person reads which folder to look at and why. */
export function diskFailure(folder: string, cause: unknown): DvcttError {
  if (cause instanceof DvcttError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DvcttError(codeOf(cause), { folder, reason: reason.slice(0, 300) }, { cause });
}

/** Whether SQLite says that the file's bytes are wrong. */
export function isDamage(cause: unknown): boolean {
  const code = errorCode(cause);
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

function codeOf(cause: unknown): FailureCode {
  const code = errorCode(cause);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'DISK_FULL';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'STORE_IN_USE';
  if (isDamage(cause)) return 'STORE_DAMAGED';
  return 'STORE_FAILED';
}

function errorCode(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return String(cause.code);
}
