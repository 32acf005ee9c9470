import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DvcttError } from '#shared/contract/errors.ts';

/** Whose upload of which blob. Two people who send the same bytes do not meet: neither learns what the other has. */
export interface PartialKey {
  readonly unitCode: string;
  readonly username: string;
  readonly sha256: string;
}

/** Uploads that can be continued where the line broke; they outlive the server. */
export class PartialBlobs {
  readonly #folder: string;
  /** What is being received now, by file. */
  readonly #receiving = new Map<string, { readonly stop: () => void; readonly ended: Promise<void> }>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<PartialBlobs> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new PartialBlobs(folder);
  }

  place(key: PartialKey): string {
    return join(this.#folder, nameOf(key));
  }

  /** Bytes that have arrived. */
  async sizeOf(key: PartialKey): Promise<number> {
    try {
      return (await stat(this.place(key))).size;
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 0;
      throw cause;
    }
  }

  /**
   * Runs `work` as the only one on this upload. An earlier one that still waits for bytes is ended first: most likely
   * its line is dead, and its sender is back on another.
   */
  async alone<T>(key: PartialKey, source: Readable, work: () => Promise<T>): Promise<T> {
    const name = nameOf(key);
    for (
      let earlier = this.#receiving.get(name);
      earlier !== undefined;
      earlier = this.#receiving.get(name)
    ) {
      earlier.stop();
      await earlier.ended;
    }
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
    this.#receiving.set(name, {
      stop: () => source.destroy(new DvcttError('UPLOAD_OFFSET', { what: 'sent anew' })),
      ended,
    });
    try {
      return await work();
    } finally {
      this.#receiving.delete(name);
      end(undefined);
    }
  }

  /**
   * Adds what arrives at `offset`, which must be where the file ends, and returns how long it is then. When the line
   * breaks, what has arrived stays.
   * @throws DvcttError REQUEST_INVALID when more arrives than fits into `length`; the file then ends at `offset`
   */
  async append(key: PartialKey, offset: number, length: number, source: Readable): Promise<number> {
    const file = await open(this.place(key), 'a', 0o600);
    let size = offset;
    try {
      for await (const chunk of source.iterator({ destroyOnReturn: false })) {
        const bytes = chunk as Buffer; // a request without an encoding yields Buffers alone
        if (size + bytes.length > length) {
          await file.truncate(offset);
          throw new DvcttError('REQUEST_INVALID', { what: 'more than upload-length', length });
        }
        await file.writeFile(bytes);
        size += bytes.length;
      }
      await file.sync();
    } catch (cause) {
      const brokeOff = cause !== null && cause === source.errored && !(cause instanceof DvcttError);
      // An everyday event on such lines, not a failure of the server.
      throw brokeOff ? new DvcttError('REQUEST_INVALID', { what: 'broke off' }, { cause }) : cause;
    } finally {
      await file.close();
    }
    return size;
  }

  /** SHA-256 of what has arrived. */
  async digestOf(key: PartialKey): Promise<string> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(this.place(key))) hash.update(chunk as Buffer); // no encoding is set
    return hash.digest('hex');
  }

  async remove(key: PartialKey): Promise<void> {
    await rm(this.place(key), { force: true });
  }

  /** Removes every file but those of the given uploads. Only while nothing is being received. */
  async sweep(kept: readonly PartialKey[]): Promise<void> {
    const names = new Set(kept.map(nameOf));
    for (const name of await readdir(this.#folder)) {
      if (!names.has(name)) await rm(join(this.#folder, name), { force: true });
    }
  }
}

function nameOf({ unitCode, username, sha256 }: PartialKey): string {
  return createHash('sha256')
    .update(JSON.stringify([unitCode, username, sha256]))
    .digest('hex');
}
