import { Readable } from 'node:stream';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Person } from '../accounts/person.ts';
import type { Desk } from '../dossiers/desk.ts';
import { dossierBlobs, knownBlobs } from './known-blobs.ts';

/** Both ends included; `to` may lie beyond the last byte. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

export interface ReadBlob extends ByteRange {
  readonly bytes: Readable;
  readonly size: number;
}

/**
 * Bytes of a blob that the person's unit has; signers get those of dossiers alone, for drafts are not theirs to see.
 * @throws DvcttError BLOB_MISSING, the same for another unit's blob and for one that nobody has; REQUEST_INVALID for a
 *   range that begins beyond the last byte
 */
export async function readBlob(
  desk: Desk,
  person: Person,
  sha256: string,
  range: ByteRange | undefined,
): Promise<ReadBlob> {
  const size = await sizeFor(desk, person, sha256);
  const missing = () => new DvcttError('BLOB_MISSING', { sha256 });
  if (size === undefined) throw missing();
  if (size === 0) return { bytes: Readable.from([]), size, from: 0, to: -1 };
  const { from, to } = range ?? { from: 0, to: Infinity };
  if (from >= size || to < from) throw new DvcttError('REQUEST_INVALID', { what: 'range', size });
  const last = Math.min(to, size - 1);
  const bytes = await desk.blobs.stream(sha256, from, last);
  if (bytes === undefined) throw missing();
  return { bytes, size, from, to: last };
}

async function sizeFor(desk: Desk, person: Person, sha256: string): Promise<number | undefined> {
  const unitCode = person.unit_code;
  if (unitCode === null) return undefined;
  if (person.role === 'KTV') return (await knownBlobs(desk.store, unitCode, [sha256])).get(sha256);
  return (await dossierBlobs(desk.store, unitCode, [sha256]))[0]?.size;
}
