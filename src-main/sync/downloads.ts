import { DvcttError } from '#shared/contract/errors.ts';
import { largestFile, sha256 as digestOf, type BlobStore } from '../blobs/blob-store.ts';
import type { CitedBlob } from '../account-store/account-store.ts';
import type { SyncCalls } from '../backend-client/sync-calls.ts';

/** Bytes asked for at once; what has come stays when the line is cut. */
const partSize = 4 * 1024 * 1024;

export interface DownloadsOptions {
  readonly calls: Pick<SyncCalls, 'blobPart'>;
  readonly blobs: Pick<BlobStore, 'put'>;
  /** What the drafts of this machine cite and lack. */
  readonly missing: (limit: number) => Promise<readonly CitedBlob[]>;
  /** Something more urgent is at work: the next part waits for it. */
  readonly yieldTo: () => Promise<void>;
}

/** Fetches attachments that came with others' drafts, so that they open without a line later. */
export class Downloads {
  readonly #given: DownloadsOptions;
  /** What has come of a file whose line was cut; one at a time, for files may be large. */
  #begun: { readonly sha256: string; readonly parts: Uint8Array[] } | undefined;
  readonly #underWay = new Map<string, Promise<void>>();
  /** The server does not have them either; asked again after the next start. */
  readonly #nowhere = new Set<string>();
  #ending: AbortController | undefined;
  #background: Promise<void> | undefined;
  /** The file that is being fetched behind the screen; `hurry` lets it wait for nothing more urgent. */
  #behind: { readonly sha256: string; readonly work: Promise<void>; readonly hurry: () => void } | undefined;

  constructor(given: DownloadsOptions) {
    this.#given = given;
  }

  start(): void {
    this.#ending = new AbortController();
  }

  async stop(): Promise<void> {
    this.#ending?.abort();
    await this.#background;
    await Promise.allSettled(this.#underWay.values());
  }

  /** Begins to fetch what is missing, in the background; a line that drops ends it until the next wake. */
  wake(): void {
    const signal = this.#ending?.signal;
    if (signal === undefined || signal.aborted || this.#background !== undefined) return;
    this.#background = this.#fetchMissing(signal)
      // The line's failure shows in the exchange of changes; here it only ends this run.
      .catch(() => undefined)
      .finally(() => (this.#background = undefined));
  }

  /**
   * Brings one attachment here, or puts a damaged copy right. BLOB_MISSING when the server lacks it as well.
   * @throws the line's failures.
   */
  async fetch(sha256: string): Promise<void> {
    const signal = this.#ending?.signal;
    if (signal === undefined) throw new DvcttError('BACKEND_UNREACHABLE', { reason: 'stopped' });
    const before = this.#underWay.get(sha256);
    if (before !== undefined) return before;
    const work = this.#fetchNow(sha256, signal);
    this.#underWay.set(sha256, work);
    try {
      await work;
    } finally {
      this.#underWay.delete(sha256);
    }
  }

  async #fetchNow(sha256: string, signal: AbortSignal): Promise<void> {
    const behind = this.#behind?.sha256 === sha256 ? this.#behind : undefined;
    behind?.hurry();
    const come = await behind?.work.then(
      () => true,
      // Its line was cut; what has come of it stays, and the person's own try goes on from there.
      () => false,
    );
    if (come !== true) await this.#download(sha256, signal, () => Promise.resolve());
  }

  async #fetchMissing(signal: AbortSignal): Promise<void> {
    for (;;) {
      const missing = await this.#given.missing(50 + this.#nowhere.size);
      const next = missing.find(({ sha256 }) => !this.#nowhere.has(sha256) && !this.#underWay.has(sha256));
      if (next === undefined || signal.aborted) return;
      const { sha256 } = next;
      let hurry = () => {};
      const hurried = new Promise<void>((resolve) => {
        hurry = resolve;
      });
      const turn = () => Promise.race([this.#given.yieldTo(), hurried]);
      const work = this.#download(sha256, signal, turn);
      this.#behind = { sha256, work, hurry };
      try {
        await work;
      } catch (thrown) {
        if (!(thrown instanceof DvcttError) || thrown.code !== 'BLOB_MISSING') throw thrown;
        this.#nowhere.add(sha256);
      } finally {
        this.#behind = undefined;
      }
    }
  }

  async #download(sha256: string, signal: AbortSignal, turn: () => Promise<void>): Promise<void> {
    const begun = this.#begun?.sha256 === sha256 ? this.#begun : { sha256, parts: [] };
    if (this.#begun === begun) this.#begun = undefined;
    let size = begun.parts.reduce((sum, part) => sum + part.length, 0);
    try {
      for (;;) {
        await turn();
        const part = await this.#part(sha256, size, signal);
        if (part.length > 0) begun.parts.push(part);
        size += part.length;
        if (size > largestFile || part.length < partSize) break;
      }
    } catch (thrown) {
      this.#begun = begun;
      throw thrown;
    }
    const bytes = new Uint8Array(Buffer.concat(begun.parts));
    if (digestOf(bytes) !== sha256) throw new DvcttError('BACKEND_ERROR', { what: 'altered attachment' });
    await this.#given.blobs.put(bytes);
  }

  /** The bytes from `from` on; none when the file ends there. */
  async #part(sha256: string, from: number, signal: AbortSignal): Promise<Uint8Array> {
    try {
      return await this.#given.calls.blobPart(sha256, from, from + partSize - 1, signal);
    } catch (thrown) {
      if (!(thrown instanceof DvcttError)) throw thrown;
      // 416: a file whose size is a whole number of parts has ended.
      if (from > 0 && thrown.details?.['status'] === 416) return new Uint8Array();
      if (thrown.code === 'DOSSIER_NOT_FOUND') throw new DvcttError('BLOB_MISSING', { sha256 });
      throw thrown;
    }
  }
}
