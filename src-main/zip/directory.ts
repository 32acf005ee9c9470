/** The central directory of an archive (PKWARE APPNOTE 6.3.10, §4.3.12–4.3.16), as hostile input. */
import { DvcttError } from '#shared/contract/errors.ts';
import { Bytes } from './bytes.ts';
import type { ZipLimits } from './limits.ts';

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locatorSignature = 0x07064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** Says “the true value stands in the ZIP64 record”. */
const beyond16 = 0xffff;
const beyond32 = 0xffffffff;
const zip64Field = 0x0001;

/** One file as the directory describes it; `start` and `packed` have been checked to lie in the archive. */
export interface DirectoryEntry {
  readonly name: Uint8Array;
  readonly utf8: boolean;
  readonly encrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Of the packed bytes. */
  readonly start: number;
}

/**
 * Every entry, checked without unpacking anything: numbers, sizes, ratios, and that no two share bytes.
 * @throws DvcttError IMPORT_FILE_BROKEN, ZIP_BOMB
 */
export function readDirectory(archive: Uint8Array, limits: ZipLimits): readonly DirectoryEntry[] {
  const bytes = new Bytes(archive);
  const { count, offset, size, end } = findDirectory(bytes);
  // Nothing may stand between the directory and its end: two readers would find two directories.
  if (offset + size !== end) throw broken('directory');
  if (count > limits.entries) throw new DvcttError('ZIP_BOMB', { files: count, most: limits.entries });
  const spans: { readonly from: number; readonly to: number }[] = [{ from: offset, to: archive.length }];
  const entries: DirectoryEntry[] = [];
  let at = offset;
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const { entry, local, next } = readEntry(bytes, at, end);
    at = next;
    total += entry.size;
    requireModest(entry, limits);
    spans.push({ from: local, to: entry.start + entry.packed });
    entries.push(entry);
  }
  if (at !== offset + size) throw broken('directory size');
  if (total > limits.totalBytes) throw new DvcttError('ZIP_BOMB', { bytes: total, most: limits.totalBytes });
  requireApart(spans);
  return entries;
}

function findDirectory(bytes: Bytes) {
  const { length } = bytes.all;
  for (let at = length - 22; at >= Math.max(0, length - 22 - beyond16); at -= 1) {
    // The comment must end where the archive ends, or the record is one inside a comment.
    if (bytes.u32(at) !== endSignature || at + 22 + bytes.u16(at + 20) !== length) continue;
    const told = {
      count: bytes.u16(at + 10),
      size: bytes.u32(at + 12),
      offset: bytes.u32(at + 16),
      end: at,
    };
    const disks = [bytes.u16(at + 4), bytes.u16(at + 6)];
    const wide = told.count === beyond16 || told.size === beyond32 || told.offset === beyond32;
    if (wide) return findWideDirectory(bytes, at);
    if (disks.some((disk) => disk !== 0) || bytes.u16(at + 8) !== told.count) throw broken('disks');
    return told;
  }
  throw broken('end of archive');
}

function findWideDirectory(bytes: Bytes, end: number) {
  const locator = end - 20;
  const record = bytes.u64(locator + 8);
  if (bytes.u32(locator) !== locatorSignature || bytes.u32(record) !== end64Signature) throw broken('zip64');
  if (record + 12 + bytes.u64(record + 4) !== locator) throw broken('zip64');
  const count = bytes.u64(record + 32);
  if (bytes.u32(record + 16) !== 0 || bytes.u64(record + 24) !== count) throw broken('disks');
  return { count, size: bytes.u64(record + 40), offset: bytes.u64(record + 48), end: record };
}

function readEntry(bytes: Bytes, at: number, end: number) {
  if (bytes.u32(at) !== entrySignature) throw broken('entry');
  const flags = bytes.u16(at + 8);
  const nameLength = bytes.u16(at + 28);
  const extraLength = bytes.u16(at + 30);
  const next = at + 46 + nameLength + extraLength + bytes.u16(at + 32);
  if (!(next <= end)) throw broken('entry');
  const name = bytes.all.subarray(at + 46, at + 46 + nameLength);
  const wide = wideNumbers(bytes, at + 46 + nameLength, extraLength, [
    bytes.u32(at + 24),
    bytes.u32(at + 20),
    bytes.u32(at + 42),
  ]);
  const [size, packed, local] = wide;
  const start = dataStart(bytes, local, name);
  if (!(start + packed <= bytes.all.length)) throw broken('data');
  const method = bytes.u16(at + 10);
  if (method !== 0 && method !== 8) throw broken(`method ${method}`);
  if (method === 0 && packed !== size) throw new DvcttError('ZIP_BOMB', { reason: 'size' });
  const entry: DirectoryEntry = {
    name,
    utf8: (flags & 0x0800) !== 0,
    encrypted: (flags & 0x2041) !== 0,
    method,
    crc: bytes.u32(at + 16),
    packed,
    size,
    start,
  };
  return { entry, local, next };
}

/** Size, packed size and place: each from the ZIP64 field where the directory's own number says so. */
function wideNumbers(
  bytes: Bytes,
  extra: number,
  length: number,
  told: readonly [number, number, number],
): readonly [number, number, number] {
  if (!told.includes(beyond32)) return told;
  let field = extra;
  while (field + 4 <= extra + length && bytes.u16(field) !== zip64Field) field += 4 + bytes.u16(field + 2);
  if (!(field + 4 + bytes.u16(field + 2) <= extra + length)) throw broken('zip64');
  let place = field + 4;
  const last = place + bytes.u16(field + 2);
  const next = (number: number) => {
    if (number !== beyond32) return number;
    const value = bytes.u64(place);
    place += 8;
    if (place > last || Number.isNaN(value)) throw broken('zip64');
    return value;
  };
  return [next(told[0]), next(told[1]), next(told[2])];
}

/** Where a file's packed bytes begin; its own header must name the same file. */
function dataStart(bytes: Bytes, local: number, name: Uint8Array): number {
  if (bytes.u32(local) !== localSignature) throw broken('local header');
  const from = local + 30;
  const length = bytes.u16(local + 26);
  const own = bytes.all.subarray(from, from + length);
  if (own.length !== name.length || own.some((byte, at) => byte !== name[at])) throw broken('two names');
  return from + length + bytes.u16(local + 28);
}

function requireModest({ size, packed }: DirectoryEntry, limits: ZipLimits): void {
  if (size > limits.entryBytes) throw new DvcttError('ZIP_BOMB', { bytes: size, most: limits.entryBytes });
  if (size > limits.ratioFrom && size > packed * limits.ratio) {
    throw new DvcttError('ZIP_BOMB', { ratio: Math.floor(size / Math.max(1, packed)), most: limits.ratio });
  }
}

/** Files that share their packed bytes multiply them. */
function requireApart(spans: readonly { readonly from: number; readonly to: number }[]): void {
  const inOrder = [...spans].sort((a, b) => a.from - b.from || a.to - b.to);
  inOrder.forEach((span, at) => {
    const before = inOrder[at - 1];
    if (before !== undefined && before.to > span.from)
      throw new DvcttError('ZIP_BOMB', { reason: 'overlap' });
  });
}

function broken(where: string): DvcttError {
  return new DvcttError('IMPORT_FILE_BROKEN', { where });
}
