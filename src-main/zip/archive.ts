import { crc32, inflateRawSync } from 'node:zlib';
import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import { readDirectory, type DirectoryEntry } from './directory.ts';
import type { ZipLimits } from './limits.ts';
import { decodeName, isSafeName, nameKey } from './names.ts';

/** One file of an archive; folders are left out. */
export interface ArchivedFile {
  readonly name: string;
  /** Bytes when unpacked. */
  readonly size: number;
  /** Why it must not be read, by its name or kind; `read` throws it. */
  readonly refused?: Failure;
  /** @throws DvcttError ZIP_BOMB when it holds more than it says, IMPORT_FILE_BROKEN, and what `refused` says */
  read(): Uint8Array;
}

const archiveHeads = ['504b0304', '504b0506', '52617221', '377abcaf', '1f8b08'];

/**
 * The files of an archive. Whatever the directory gives away is checked first; each file is unpacked when it is read,
 * and never beyond the size that it declared.
 * @throws DvcttError IMPORT_FILE_BROKEN, ZIP_BOMB, IMPORT_PASSWORD
 */
export function openArchive(archive: Uint8Array, limits: ZipLimits): readonly ArchivedFile[] {
  const entries = readDirectory(archive, limits);
  if (entries.some(({ encrypted }) => encrypted)) throw new DvcttError('IMPORT_PASSWORD');
  const named = entries.map((entry) => ({ entry, name: decodeName(entry.name, entry.utf8) }));
  const times = new Map<string, number>();
  for (const { name } of named) times.set(nameKey(name), (times.get(nameKey(name)) ?? 0) + 1);
  return named
    .filter(({ entry, name }) => !(/[\\/]$/.test(name) && entry.size === 0))
    .map(({ entry, name }) => {
      const refused = judgeName(name, times.get(nameKey(name)) ?? 0);
      return {
        name,
        size: entry.size,
        ...(refused === undefined ? {} : { refused }),
        read: () => {
          if (refused !== undefined) throw new DvcttError(refused.code, refused.details);
          return unpack(archive, entry);
        },
      };
    });
}

export function looksLikeArchive(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  return archiveHeads.some((known) => head.startsWith(known));
}

function judgeName(name: string, times: number): Failure | undefined {
  const shown = name.slice(0, 100);
  if (!isSafeName(name)) return { code: 'ZIP_NAME_UNSAFE', details: { name: shown } };
  if (times > 1) return { code: 'ZIP_NAME_UNSAFE', details: { name: shown, times } };
  return undefined;
}

function unpack(archive: Uint8Array, { method, start, packed, size, crc }: DirectoryEntry): Uint8Array {
  const data = archive.subarray(start, start + packed);
  const bytes = method === 0 ? data : inflate(data, size);
  if (bytes.length !== size || crc32(bytes) !== crc)
    throw new DvcttError('IMPORT_FILE_BROKEN', { where: 'crc' });
  return bytes;
}

function inflate(data: Uint8Array, size: number): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new DvcttError('ZIP_BOMB', { reason: 'size' }, { cause });
    throw new DvcttError('IMPORT_FILE_BROKEN', { where: 'deflate' }, { cause });
  }
}
