import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, unlink } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';

/**
 * Writes a file that only its owner reads, whole and durable, unless it is there already: answers whether it was made.
 * An existing one is never touched, so two programs that start at once end with one key, not with two.
 * @throws DISK_FULL, STORE_FAILED.
 */
export async function writeOnce(file: string, content: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    try {
      await putInPlace(draft, file);
    } catch (cause) {
      if (codeOf(cause) === 'EEXIST') return false;
      throw cause;
    } finally {
      await unlink(draft);
    }
    await syncFolder(dirname(file));
    return true;
  } catch (cause) {
    throw fileFailure(file, cause);
  }
}

/** Failure of the disk under a key file, naming the file. */
export function fileFailure(file: string, cause: unknown): DvcttError {
  if (cause instanceof DvcttError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DvcttError(
    codeOf(cause) === 'ENOSPC' ? 'DISK_FULL' : 'STORE_FAILED',
    { file, reason },
    { cause },
  );
}

export function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

/** A link never replaces what is there; file systems without links (FAT, some shares) get a copy that does not either. */
async function putInPlace(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file);
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') throw cause;
    await copyFile(draft, file, constants.COPYFILE_EXCL);
    const copy = await open(file, 'r+');
    try {
      await copy.sync();
    } finally {
      await copy.close();
    }
  }
}

/** Makes the name durable as well as the bytes. Windows knows no such call on folders and does it by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
