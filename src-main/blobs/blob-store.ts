import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';

/** Largest file taken, in bytes (100 MB). */
export const largestFile = 100 * 1024 * 1024;

/** Lower-case hex SHA-256. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Attachments by the SHA-256 of their content, in `blobs/<sha256>`. */
export class BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes to a temporary file, syncs, then renames: a name that exists always holds the whole content. */
  async put(bytes: Uint8Array): Promise<string> {
    if (bytes.length === 0) throw new DvcttError('FILE_EMPTY');
    if (bytes.length > largestFile) throw new DvcttError('FILE_TOO_LARGE', { size: bytes.length });
    const digest = sha256(bytes);
    const target = join(this.#folder, digest);
    if ((await sizeOf(target)) === bytes.length) return digest;
    const temporary = join(this.#folder, `.${digest}.${randomUUID()}`);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, target);
    } catch (cause) {
      await unlink(temporary).catch(() => undefined);
      throw new DvcttError('STORE_FAILED', { folder: this.#folder, reason: String(cause) }, { cause });
    }
    return digest;
  }

  /** @throws STORE_FAILED unless a file of that digest and size (bytes) is here. */
  async requireStored(digest: string, size: number): Promise<void> {
    const file = join(this.#folder, digest);
    if ((await sizeOf(file)) !== size) throw new DvcttError('STORE_FAILED', { file, reason: 'missing' });
  }

  /** The content, checked against its name: an altered or missing file is STORE_FAILED, never silently wrong. */
  async get(digest: string): Promise<Uint8Array> {
    const file = join(this.#folder, digest);
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await readFile(file));
    } catch (cause) {
      throw new DvcttError('STORE_FAILED', { file, reason: 'missing' }, { cause });
    }
    if (sha256(bytes) !== digest) throw new DvcttError('STORE_FAILED', { file, reason: 'altered' });
    return bytes;
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
}
