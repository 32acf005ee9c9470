import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, statSync, unlinkSync, utimesSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import { diskFailure } from '../account-store/disk-failure.ts';
import { syncFolder, writeWhole } from '../account-store/whole-file.ts';
import { openBlob, sealBlob, sealLength } from './sealed-blob.ts';

/** Largest file taken, in bytes (100 MB). */
export const largestFile = 100 * 1024 * 1024;

/** A blob that was put this lately (ms) is never collected: what cites it may not be saved yet. */
const collectAfter = 60 * 60_000;

/** Lower-case hex SHA-256. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Attachments by the SHA-256 of their content, in `blobs/<sha256>`, encrypted. */
export class BlobStore {
  readonly #folder: string;
  readonly #key: Uint8Array;

  /** `key`: 32 bytes. */
  constructor(folder: string, key: Uint8Array) {
    this.#folder = folder;
    this.#key = key;
  }

  /**
   * Writes to a temporary file, syncs, then renames: a name that exists always holds the whole content. Answers the
   * digest. @throws FILE_EMPTY, FILE_TOO_LARGE, DISK_FULL, STORE_FAILED.
   */
  async put(bytes: Uint8Array): Promise<string> {
    if (bytes.length === 0) throw new DvcttError('FILE_EMPTY');
    if (bytes.length > largestFile) throw new DvcttError('FILE_TOO_LARGE', { size: bytes.length });
    const digest = sha256(bytes);
    if (await this.#renew(digest, bytes.length)) return digest;
    const temporary = join(this.#folder, `.${digest}.${randomUUID()}`);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(sealBlob(this.#key, digest, bytes));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, this.#file(digest));
      syncFolder(this.#folder);
    } catch (cause) {
      await unlink(temporary).catch(() => undefined);
      throw diskFailure(this.#folder, cause);
    }
    return digest;
  }

  /** The same at once, for a content whose digest is known: the move of attachments that lay here unencrypted. */
  putNow(digest: string, bytes: Uint8Array): void {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeWhole(this.#file(digest), sealBlob(this.#key, digest, bytes));
    } catch (cause) {
      throw diskFailure(this.#folder, cause);
    }
  }

  /** Whether a sound copy is here already; it then counts as put now. A broken one is to be written again. */
  async #renew(digest: string, size: number): Promise<boolean> {
    if ((await this.#sizeOf(digest)) !== size) return false;
    try {
      await this.get(digest);
      const now = new Date();
      utimesSync(this.#file(digest), now, now);
      return true;
    } catch {
      return false;
    }
  }

  async has(digest: string): Promise<boolean> {
    return (await this.#sizeOf(digest)) !== undefined;
  }

  /** @throws BLOB_MISSING unless a file of that digest and size (bytes) is here. */
  async requireStored(digest: string, size: number): Promise<void> {
    if ((await this.#sizeOf(digest)) !== size) throw this.#failure('BLOB_MISSING', digest);
  }

  /** The content, checked against its name. @throws BLOB_MISSING, BLOB_ALTERED. */
  async get(digest: string): Promise<Uint8Array> {
    let sealed: Uint8Array;
    try {
      sealed = await readFile(this.#file(digest));
    } catch (cause) {
      if (isAbsent(cause)) throw this.#failure('BLOB_MISSING', digest);
      throw diskFailure(this.#folder, cause);
    }
    const bytes = openBlob(this.#key, digest, sealed);
    if (bytes === undefined || sha256(bytes) !== digest) throw this.#failure('BLOB_ALTERED', digest);
    return bytes;
  }

  /** Removes what nothing cites and what was left half-written, unless put lately; answers how many files. */
  async collect(isCited: (digest: string) => boolean): Promise<number> {
    let names: readonly string[];
    try {
      names = await readdir(this.#folder);
    } catch (cause) {
      if (isAbsent(cause)) return 0;
      throw diskFailure(this.#folder, cause);
    }
    let removed = 0;
    for (const [at, name] of names.entries()) {
      if (at % 100 === 99) await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.#collectOne(name, isCited)) removed += 1;
    }
    return removed;
  }

  /** In one go: nothing can begin to cite the blob, or put it again, between the look and the removal. */
  #collectOne(name: string, isCited: (digest: string) => boolean): boolean {
    const file = join(this.#folder, name);
    const isBlob = /^[0-9a-f]{64}$/.test(name);
    if (!isBlob && !name.startsWith('.')) return false;
    if (isBlob && isCited(name)) return false;
    try {
      if (Date.now() - statSync(file).mtimeMs < collectAfter) return false;
      unlinkSync(file);
      return true;
    } catch {
      // Gone or not removable: the next collection looks again.
      return false;
    }
  }

  #file(digest: string): string {
    // Digests come from contents that a schema has parsed; this keeps any other name inside the folder.
    if (!/^[0-9a-f]{64}$/.test(digest)) throw this.#failure('BLOB_MISSING', digest);
    return join(this.#folder, digest);
  }

  /** Bytes of the content; undefined when it is not here. */
  async #sizeOf(digest: string): Promise<number | undefined> {
    try {
      return (await stat(this.#file(digest))).size - sealLength;
    } catch (cause) {
      if (isAbsent(cause)) return undefined;
      throw diskFailure(this.#folder, cause);
    }
  }

  #failure(code: 'BLOB_MISSING' | 'BLOB_ALTERED', digest: string): DvcttError {
    return new DvcttError(code, { folder: this.#folder, file: digest });
  }
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
