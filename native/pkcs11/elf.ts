import type { FileWindow } from './file-window.ts';
import { mostSearchPaths, type LibraryHeader } from './library-header.ts';

/** e_machine (System V gABI, chapter 4). */
const machines: Readonly<Record<number, string>> = {
  3: 'ia32',
  8: 'mips',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'x64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
};

const programHeader = { load: 1, dynamic: 2 } as const;
const dynamicTag = { end: 0, needed: 1, stringTable: 5, rpath: 15, runpath: 29 } as const;
const mostProgramHeaders = 200;
const mostDynamicEntries = 4_096;
const mostElfNeeded = 64;

type Named = Pick<LibraryHeader, 'needed' | 'searchPaths' | 'unreasonable'>;
const nothingNamed: Named = { needed: [], searchPaths: [], unreasonable: false };

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/**
 * Header and dynamic section of an ELF file (System V gABI, chapters 4 and 5), or undefined when it is none. A table that
 * points outside of the file is taken for empty.
 */
export function readElf(file: FileWindow): LibraryHeader | undefined {
  const identification = file.bytes(0, 6);
  if (identification?.readUInt32BE(0) !== 0x7f454c46) return undefined;
  const [elfClass, order] = identification.subarray(4);
  const bits = elfClass === 1 ? 32 : 64;
  if (elfClass !== 1 && elfClass !== 2) return undefined;
  const numbers = new Numbers(bits, order === 2);
  const head = file.bytes(0, bits === 32 ? 52 : 64);
  // A file that ends here is still 32 or 64 bits, which is what people ask.
  if (head === undefined) return elf(bits, 'unknown', nothingNamed);
  const machine = numbers.half(head, 18);
  const segments = readSegments(file, numbers, head);
  return elf(bits, machines[machine] ?? `machine ${machine}`, readDynamic(file, numbers, segments));
}

const elf = (bits: 32 | 64, machine: string, named: Named): LibraryHeader => ({
  kind: 'elf',
  builds: [{ bits, machine }],
  ...named,
});

/** Numbers in this file's width and byte order. */
class Numbers {
  readonly bits: 32 | 64;
  readonly #big: boolean;
  constructor(bits: 32 | 64, big: boolean) {
    this.bits = bits;
    this.#big = big;
  }
  half(from: Buffer, at: number): number {
    return this.#big ? from.readUInt16BE(at) : from.readUInt16LE(at);
  }
  word(from: Buffer, at: number): number {
    return this.#big ? from.readUInt32BE(at) : from.readUInt32LE(at);
  }
  /** An address or size; one beyond 2^53 is no safe integer and lies outside of every file. */
  long(from: Buffer, at: number): number {
    if (this.bits === 32) return this.word(from, at);
    return Number(this.#big ? from.readBigUInt64BE(at) : from.readBigUInt64LE(at));
  }
}

function readSegments(file: FileWindow, numbers: Numbers, head: Buffer): readonly Segment[] {
  const wide = numbers.bits === 64;
  const start = numbers.long(head, wide ? 32 : 28);
  const size = numbers.half(head, wide ? 54 : 42);
  const count = Math.min(numbers.half(head, wide ? 56 : 44), mostProgramHeaders);
  if (size < (wide ? 56 : 32)) return [];
  const table = file.bytes(start, size * count);
  if (table === undefined) return [];
  return Array.from({ length: count }, (_, n) => {
    const entry = table.subarray(n * size, (n + 1) * size);
    return {
      type: numbers.word(entry, 0),
      offset: numbers.long(entry, wide ? 8 : 4),
      address: numbers.long(entry, wide ? 16 : 8),
      size: numbers.long(entry, wide ? 32 : 16),
    };
  });
}

function readDynamic(file: FileWindow, numbers: Numbers, segments: readonly Segment[]): Named {
  const entrySize = numbers.bits === 64 ? 16 : 8;
  const dynamic = segments.find(({ type }) => type === programHeader.dynamic);
  const size = Math.min(dynamic?.size ?? 0, mostDynamicEntries * entrySize);
  const table = dynamic === undefined ? undefined : file.bytes(dynamic.offset, size);
  if (table === undefined) return nothingNamed;
  const names: number[] = [];
  const paths: number[] = [];
  let strings: number | undefined;
  for (let at = 0; at + entrySize <= table.length; at += entrySize) {
    const tag = numbers.long(table, at);
    const value = numbers.long(table, at + entrySize / 2);
    if (tag === dynamicTag.end) break;
    if (tag === dynamicTag.needed) names.push(value);
    if (tag === dynamicTag.rpath || tag === dynamicTag.runpath) paths.push(value);
    if (tag === dynamicTag.stringTable) strings = inFile(segments, value);
  }
  const unreasonable = { ...nothingNamed, unreasonable: true };
  if (names.length > mostElfNeeded || paths.length > mostSearchPaths.folders) return unreasonable;
  if (strings === undefined) return nothingNamed;
  const base = strings;
  const texts = (offsets: readonly number[]) =>
    offsets.map((offset) => file.text(base + offset, 4_096)).filter((text) => text !== undefined);
  const named = texts(paths);
  const searchPaths = named.flatMap((path) => path.split(':')).filter((path) => path !== '');
  if (named.join(':').length > mostSearchPaths.letters || searchPaths.length > mostSearchPaths.folders) {
    return unreasonable;
  }
  return { needed: texts(names).filter((name) => name !== ''), searchPaths, unreasonable: false };
}

/** Where in the file a virtual address lies. */
function inFile(segments: readonly Segment[], address: number): number | undefined {
  const home = segments.find(
    (segment) =>
      segment.type === programHeader.load &&
      address >= segment.address &&
      address < segment.address + segment.size,
  );
  return home === undefined ? undefined : address - home.address + home.offset;
}
