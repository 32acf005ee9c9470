import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DvcttError } from '#shared/contract/errors.ts';
import { Turns } from './turns.ts';

/** Largest document that is taken, in bytes. */
export const largestDocument = 100 * 1024 * 1024;

const readAtOnce = 4 * 1024 * 1024;

export interface StoredBlob {
  readonly sha256: string;
  readonly size: number;
}

/** Bytes by their SHA-256 in one folder: written beside, synced, then renamed, so that a blob is whole or absent. */
export class DiskBlobs {
  readonly #folder: string;
  /** Putting a blob in its place together with its reference, and removing one that has none, take turns. */
  readonly #turns = new Turns();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the folder and clears what an interrupted upload left. */
  static async open(folder: string): Promise<DiskBlobs> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      if (name.startsWith('upload-')) await rm(join(folder, name), { force: true });
    }
    return new DiskBlobs(folder);
  }

  /**
   * Stores a stream of at most `limit` bytes; `refer` then writes down what refers to it, before anybody could find it
   * without a reference and remove it.
   * @throws DvcttError FILE_TOO_LARGE, FILE_EMPTY; nothing is kept then.
   */
  async write(
    source: Readable,
    refer: (blob: StoredBlob) => Promise<void>,
    limit = largestDocument,
  ): Promise<StoredBlob> {
    const temporary = join(this.#folder, `upload-${randomBytes(12).toString('hex')}`);
    try {
      const blob = await this.#receive(source, temporary, limit);
      await this.#turns.take(async () => {
        await rename(temporary, this.#place(blob.sha256));
        await syncFolder(this.#folder);
        await refer(blob);
      });
      return blob;
    } catch (cause) {
      await rm(temporary, { force: true });
      throw cause;
    }
  }

  async #receive(source: Readable, temporary: string, limit: number): Promise<StoredBlob> {
    const hash = createHash('sha256');
    let size = 0;
    const file = await open(temporary, 'wx', 0o600);
    try {
      // Destroying the request on an early exit would give its client a broken line in place of the refusal.
      for await (const chunk of source.iterator({ destroyOnReturn: false })) {
        const bytes = chunk as Buffer; // a request without an encoding yields Buffers alone
        size += bytes.length;
        if (size > limit) throw new DvcttError('FILE_TOO_LARGE', { limit });
        hash.update(bytes);
        await file.writeFile(bytes);
      }
      if (size === 0) throw new DvcttError('FILE_EMPTY');
      await file.sync();
    } finally {
      await file.close();
    }
    return { sha256: hash.digest('hex'), size };
  }

  /** Takes a whole, synced file of the same disk in under its hash, which the caller has checked; `refer` as above. */
  async adopt(file: string, sha256: string, refer: () => Promise<void>): Promise<void> {
    await this.#turns.take(async () => {
      await rename(file, this.#place(sha256));
      await syncFolder(this.#folder);
      await refer();
    });
  }

  /** Removes a blob unless it is still referred to; one that is not there stays so. */
  async removeUnless(sha256: string, referred: () => Promise<boolean>): Promise<void> {
    await this.#turns.take(async () => {
      if (!(await referred())) await rm(this.#place(sha256), { force: true });
    });
  }

  /** Opens bytes `from` … `to`, both included, unchecked: the reader has the hash. Undefined when it is not there. */
  async stream(sha256: string, from: number, to: number): Promise<Readable | undefined> {
    const file = await openIfThere(this.#place(sha256));
    return file?.createReadStream({ start: from, end: to });
  }

  /** Reads a blob and checks that the disk gave back what was stored. @throws DvcttError STORE_FAILED */
  async read(sha256: string): Promise<Uint8Array> {
    const bytes = await this.readIfThere(sha256);
    if (bytes === undefined) throw new DvcttError('STORE_FAILED', { blob: sha256, what: 'missing' });
    return bytes;
  }

  /** As `read`; undefined when there is no such blob (any more). */
  async readIfThere(sha256: string): Promise<Uint8Array | undefined> {
    const hash = createHash('sha256');
    const file = await openIfThere(this.#place(sha256));
    if (file === undefined) return undefined;
    try {
      // A buffer of its own, which may move to another thread.
      const bytes = Buffer.allocUnsafeSlow((await file.stat()).size);
      let filled = 0;
      while (filled < bytes.length) {
        // In pieces: hashing 100 MB at once would hold up everybody.
        const { bytesRead } = await file.read(bytes, filled, Math.min(readAtOnce, bytes.length - filled));
        if (bytesRead === 0) break;
        hash.update(bytes.subarray(filled, filled + bytesRead));
        filled += bytesRead;
      }
      const found = hash.digest('hex');
      if (found !== sha256) throw new DvcttError('STORE_FAILED', { blob: sha256, found });
      return bytes;
    } finally {
      await file.close();
    }
  }

  /** Removes blobs that are not in `kept`; returns how many. Only while nothing is being uploaded. */
  async sweep(kept: ReadonlySet<string>): Promise<number> {
    let removed = 0;
    for (const name of await readdir(this.#folder)) {
      if (kept.has(name)) continue;
      await rm(join(this.#folder, name), { force: true });
      removed += 1;
    }
    return removed;
  }

  #place(sha256: string): string {
    // The name is a path: only what a hash can look like may become one.
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new DvcttError('REQUEST_INVALID', { what: 'sha256' });
    return join(this.#folder, sha256);
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** The rename itself must outlive a power cut; some systems cannot sync a folder and lose nothing by it. */
async function syncFolder(folder: string): Promise<void> {
  let handle;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch (cause) {
    if (process.platform !== 'win32') throw cause;
  } finally {
    await handle?.close();
  }
}
