import { DvcttError } from '#shared/contract/errors.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { CitedBlob } from '../account-store/account-store.ts';
import type { SyncCalls } from '../backend-client/sync-calls.ts';

/** Bytes sent at once; what a cut line costs is at most this. */
const partSize = 1024 * 1024;
/** A server that keeps answering with other offsets is not understood any more. */
const mostCorrections = 5;

/** How far one attachment has gone up (bytes). */
export interface UploadProgress {
  readonly name: string;
  readonly sent: number;
  readonly total: number;
}

/** Brings attachments to the server before the change that cites them, from where an earlier try was cut. */
export class Uploads {
  readonly #calls: SyncCalls;
  readonly #blobs: Pick<BlobStore, 'get'>;
  readonly #moved: () => void;
  /** Whole on the server, as far as this process has seen. */
  readonly #there = new Set<string>();
  readonly #progress = new Map<string, UploadProgress>();

  /** `moved` is called when the progress has changed. */
  constructor(calls: SyncCalls, blobs: Pick<BlobStore, 'get'>, moved: () => void) {
    this.#calls = calls;
    this.#blobs = blobs;
    this.#moved = moved;
  }

  /** Of an attachment that is on its way now. */
  progressOf(sha256: string): UploadProgress | undefined {
    return this.#progress.get(sha256);
  }

  isThere(sha256: string): boolean {
    return this.#there.has(sha256);
  }

  /** The server said that it lacks it after all. */
  forget(sha256: string): void {
    this.#there.delete(sha256);
  }

  /**
   * @throws BLOB_MISSING, BLOB_ALTERED (or STORE_FAILED) when this machine cannot give the content; the line's failures.
   */
  async bring(blob: CitedBlob, signal: AbortSignal): Promise<void> {
    if (this.#there.has(blob.sha256)) return;
    const { offset, length } = await this.#calls.blobOffset(blob.sha256, signal);
    if (length !== blob.size || offset !== length) {
      const bytes = await this.#blobs.get(blob.sha256);
      try {
        await this.#send(blob, bytes, Math.min(offset, bytes.length), signal);
      } finally {
        this.#progress.delete(blob.sha256);
        this.#moved();
      }
    }
    this.#there.add(blob.sha256);
  }

  async #send(blob: CitedBlob, bytes: Uint8Array, from: number, signal: AbortSignal): Promise<void> {
    const total = bytes.length;
    let offset = from;
    // A file that was whole when asked and is cited with another size has nothing left to send: begin anew.
    if (offset === total) offset = 0;
    for (let corrections = 0; offset < total;) {
      this.#progress.set(blob.sha256, { name: blob.name, sent: offset, total });
      this.#moved();
      const part = bytes.subarray(offset, offset + partSize);
      try {
        const reached = await this.#calls.sendBlobPart(blob.sha256, offset, total, part, signal);
        if (reached <= offset) throw new DvcttError('BACKEND_ERROR', { what: 'upload stands still' });
        offset = reached;
      } catch (thrown) {
        const other = otherOffset(thrown);
        corrections += 1;
        if (other === undefined || corrections > mostCorrections) throw thrown;
        offset = other <= total ? other : 0;
      }
    }
  }
}

/** Where the server stands, when that is why it refused. An altered upload was dropped there and begins anew. */
function otherOffset(thrown: unknown): number | undefined {
  if (!(thrown instanceof DvcttError)) return undefined;
  if (thrown.code === 'BLOB_ALTERED') return 0;
  const offset = thrown.details?.['offset'];
  return thrown.code === 'UPLOAD_OFFSET' && typeof offset === 'number' ? offset : undefined;
}
