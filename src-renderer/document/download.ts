/** Hands bytes to the person as a download. */
import { storedZip } from '../zip/stored-zip.ts';
import type { FileBytes } from './file-bytes.ts';

export function downloadBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes by then; the copy in memory can go.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function downloadFile(file: FileBytes): void {
  downloadBlob(new Blob([file.bytes], { type: 'application/octet-stream' }), file.name);
}

/** Several files as one ZIP archive. */
export function downloadFiles(files: readonly FileBytes[], name: string): void {
  downloadBlob(storedZip(files, new Date()), name);
}
