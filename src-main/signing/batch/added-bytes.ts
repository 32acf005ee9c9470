import { DvcttError } from '#shared/contract/errors.ts';
import { sha256 } from '../../blobs/blob-store.ts';

/** What a signature added: a signed revision is `head` octets of the base, `inserted`, and `tail` octets of the base. */
export interface AddedBytes {
  readonly head: number;
  readonly tail: number;
  readonly inserted: Uint8Array;
}

/** A PDF grows at its end, an XML before its last tag, a detached CMS anew: all are one place where bytes were put in. */
export function addedBytes(base: Uint8Array, signed: Uint8Array): AddedBytes {
  const least = Math.min(base.length, signed.length);
  const head = sameStart(base, signed, least);
  let tail = 0;
  while (tail < least - head && base[base.length - 1 - tail] === signed[signed.length - 1 - tail]) tail++;
  return { head, tail, inserted: signed.slice(head, signed.length - tail) };
}

/** In strides first: a printed form of 70 KB begins the same in both. */
function sameStart(base: Uint8Array, signed: Uint8Array, least: number): number {
  const one = Buffer.from(base.buffer, base.byteOffset, base.length);
  const other = Buffer.from(signed.buffer, signed.byteOffset, signed.length);
  const stride = 4096;
  let at = 0;
  while (at + stride <= least && one.compare(other, at, at + stride, at, at + stride) === 0) at += stride;
  while (at < least && one[at] === other[at]) at++;
  return at;
}

/** The signed revision again. @throws DOCUMENT_CHANGED when it is not the one with this SHA-256 */
export function withAddedBytes(
  base: Uint8Array,
  { head, tail, inserted }: AddedBytes,
  expected: string,
): Uint8Array {
  const start = base.subarray(0, head);
  const end = base.subarray(base.length - tail);
  const signed = new Uint8Array(start.length + inserted.length + end.length);
  signed.set(start);
  signed.set(inserted, start.length);
  signed.set(end, start.length + inserted.length);
  if (sha256(signed) !== expected) throw new DvcttError('DOCUMENT_CHANGED');
  return signed;
}
