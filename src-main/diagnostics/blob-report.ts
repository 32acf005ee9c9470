import { DvcttError } from '#shared/contract/errors.ts';
import { BlobStore } from '../blobs/blob-store.ts';

/** SHA-256 names of attachments that rows of a store cite. */
export interface CitedNames {
  readonly all: ReadonlySet<string>;
  /** By changes that the server does not have. */
  readonly unsent: ReadonlySet<string>;
}

/** Attachments by the names of their files, which are digests and tell nothing of the content. */
export interface BlobReport {
  readonly checked: number;
  /** Whose bytes no longer fit their name. */
  readonly altered: readonly string[];
  /** Not here, though a change that waits cites them. */
  readonly missing: readonly string[];
  /** Not fetched from the server yet. */
  readonly notFetched: number;
}

/** Reads every cited attachment that is here and compares it with its name. */
export async function checkBlobs(folder: string, key: Uint8Array, cited: CitedNames): Promise<BlobReport> {
  const blobs = new BlobStore(folder, key);
  const altered: string[] = [];
  const missing: string[] = [];
  let checked = 0;
  let notFetched = 0;
  for (const name of [...cited.all].toSorted()) {
    try {
      await blobs.get(name);
      checked += 1;
    } catch (cause) {
      const isMissing = cause instanceof DvcttError && cause.code === 'BLOB_MISSING';
      if (!isMissing) altered.push(name);
      else if (cited.unsent.has(name)) missing.push(name);
      else notFetched += 1;
    }
  }
  return { checked, altered, missing, notFetched };
}
