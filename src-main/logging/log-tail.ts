import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { logFileName } from './log-lines.ts';

/** How much of one file is read, bytes: some five hundred lines are far less. */
const mostRead = 512 * 1024;
/** Older files than this are not asked. */
const oldest = 5;

/** The newest lines of a folder's log, oldest first; none where there is no log or it cannot be read. */
export async function readLogTail(folder: string, lines: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (let age = 0; age <= oldest && found.length < lines; age += 1) {
    const older = await endOf(join(folder, logFileName(age)));
    found.unshift(...older.slice(-(lines - found.length)));
  }
  return found;
}

async function endOf(file: string): Promise<string[]> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const stat = await handle.stat();
    // A pipe or device by that name would hold the reader for ever.
    if (!stat.isFile()) return [];
    const from = Math.max(0, stat.size - mostRead);
    const buffer = Buffer.alloc(stat.size - from);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
    const text = buffer.subarray(0, bytesRead).toString('utf8').split('\n');
    // The first line is a part of one when the reading began inside the file.
    return (from === 0 ? text : text.slice(1)).filter((line) => line !== '');
  } catch {
    return [];
  } finally {
    await handle?.close();
  }
}
