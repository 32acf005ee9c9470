import type { CallOutput } from '#shared/contract/ipc.ts';
import { sha256 } from '../../blobs/blob-store.ts';

export type ExportedFile = CallOutput<'export.vouchers'>;

export function exportedFile(name: string, mediaType: string, bytes: Uint8Array): ExportedFile {
  return { name, mediaType, sha256: sha256(bytes), base64: Buffer.from(bytes).toString('base64') };
}
