/** Files as the core hands them over: decoded, and held against the digest that the dossier promises. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { CallOutput } from '#shared/contract/ipc.ts';

export interface FileBytes {
  readonly name: string;
  readonly mediaType: string;
  /** Of `bytes`, computed in this window, lower-case hex. */
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Decodes a file and computes its digest here, so that what is shown is what is later named to be signed.
 * @throws DvcttError DOCUMENT_CHANGED when the bytes are not those that `expected` (SHA-256) names.
 */
export async function openFile(
  file: CallOutput<'documents.read'>,
  expected: string = file.sha256,
): Promise<FileBytes> {
  const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (sha256 !== expected)
    throw new DvcttError('DOCUMENT_CHANGED', { name: file.name, expected, found: sha256 });
  return { name: file.name, mediaType: file.mediaType, sha256, bytes };
}

/** Base64 of a file that a person chose. */
export async function toBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces: string[] = [];
  // A call with a hundred million arguments would overflow the stack.
  for (let start = 0; start < bytes.length; start += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 0x8000)));
  }
  return btoa(pieces.join(''));
}
