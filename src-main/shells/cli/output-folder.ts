import { randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, link, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';

/**
 * Makes a folder and the missing ones above it, and checks that it can be written to. One by one: Node's own
 * recursive mkdir never comes back from a place like /proc. @throws STORE_FAILED naming the folder
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeEach(resolve(folder));
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw failed(folder, cause);
  }
}

async function makeEach(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  if (found !== undefined) throw new Error('not a folder');
  if (dirname(folder) !== folder) await makeEach(dirname(folder));
  await mkdir(folder);
}

export interface OutputFile {
  readonly folder: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes all files or none, each under a name that is still free, and returns their paths. Contents are on the disk
 * before the first name appears; a failure takes the names that did appear away again. @throws STORE_FAILED
 */
export async function writeTogether(files: readonly OutputFile[]): Promise<readonly string[]> {
  const temporary: string[] = [];
  const named: string[] = [];
  try {
    for (const { folder, bytes } of files) {
      const path = join(folder, `.${randomUUID()}.tmp`);
      temporary.push(path);
      const handle = await open(path, 'wx');
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    for (const [index, { folder, name }] of files.entries()) {
      const path = freePath(folder, name);
      // A link fails where a name has appeared meanwhile; a rename would overwrite it.
      await link(temporary[index] ?? '', path);
      named.push(path);
    }
    return named;
  } catch (cause) {
    for (const path of named) await rm(path, { force: true });
    throw failed(files[0]?.folder ?? '', cause);
  } finally {
    for (const path of temporary) await rm(path, { force: true });
  }
}

/** `a-signed.pdf`, then `a-signed-2.pdf`; `a.csv.p7s`, then `a.csv-2.p7s`. */
function freePath(folder: string, name: string): string {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let count = 1; ; count += 1) {
    const path = join(folder, count === 1 ? name : `${stem}-${count}${extension}`);
    if (!existsSync(path)) return path;
  }
}

function failed(folder: string, cause: unknown): DvcttError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DvcttError('STORE_FAILED', { folder, reason }, { cause });
}
