import { DvcttError } from '#shared/contract/errors.ts';

/** Largest file that is signed, octets. */
export const largestFile = 100 * 1024 * 1024;

/** Throws FILE_EMPTY or FILE_TOO_LARGE. */
export function checkFileSize(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new DvcttError('FILE_EMPTY');
  if (bytes.length > largestFile) throw new DvcttError('FILE_TOO_LARGE', { size: bytes.length });
}
