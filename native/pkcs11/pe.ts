import type { FileWindow } from './file-window.ts';
import { mostNeeded, type LibraryHeader } from './library-header.ts';

/** IMAGE_FILE_HEADER.Machine (PE format, “Machine types”). */
const machines: Readonly<Record<number, { machine: string; bits: 32 | 64 }>> = {
  0x014c: { machine: 'ia32', bits: 32 },
  0x01c4: { machine: 'arm', bits: 32 },
  0x0200: { machine: 'ia64', bits: 64 },
  0x8664: { machine: 'x64', bits: 64 },
  0xaa64: { machine: 'arm64', bits: 64 },
};

const mostSections = 96;
const importDirectory = 1;
const descriptorSize = 20;

interface Section {
  readonly address: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Header and import directory of a PE file (Microsoft's “PE Format”), or undefined when it is none. A table that points
 * outside of the file is taken for empty.
 */
export function readPe(file: FileWindow): LibraryHeader | undefined {
  const dos = file.bytes(0, 64);
  if (dos?.readUInt16LE(0) !== 0x5a4d) return undefined;
  const start = dos.readUInt32LE(0x3c);
  const head = file.bytes(start, 24);
  if (head?.readUInt32BE(0) !== 0x50450000) return undefined;
  const number = head.readUInt16LE(4);
  const optional = file.bytes(start + 24, head.readUInt16LE(20));
  const magic = optional !== undefined && optional.length >= 2 ? optional.readUInt16LE(0) : 0;
  const bits = machines[number]?.bits ?? (magic === 0x20b ? 64 : 32);
  const machine = machines[number]?.machine ?? `machine 0x${number.toString(16)}`;
  const sections = readSections(file, start + 24 + head.readUInt16LE(20), head.readUInt16LE(6));
  const needed = optional === undefined ? [] : readImports(file, optional, magic, sections);
  return { kind: 'pe', builds: [{ bits, machine }], needed, searchPaths: [], unreasonable: false };
}

function readSections(file: FileWindow, start: number, stated: number): readonly Section[] {
  const count = Math.min(stated, mostSections);
  const table = file.bytes(start, count * 40);
  if (table === undefined) return [];
  return Array.from({ length: count }, (_, n) => ({
    address: table.readUInt32LE(n * 40 + 12),
    // What is not in the file is zeros in memory; no name lies there.
    size: table.readUInt32LE(n * 40 + 16),
    offset: table.readUInt32LE(n * 40 + 20),
  }));
}

function readImports(
  file: FileWindow,
  optional: Buffer,
  magic: number,
  sections: readonly Section[],
): string[] {
  // Data directories follow the fields whose width depends on PE32 or PE32+.
  const directories = magic === 0x20b ? 112 : 96;
  const at = directories + importDirectory * 8;
  if (optional.length < at + 8 || optional.readUInt32LE(directories - 4) <= importDirectory) return [];
  const start = inFile(sections, optional.readUInt32LE(at));
  if (start === undefined) return [];
  const needed: string[] = [];
  for (let n = 0; n < mostNeeded; n++) {
    const descriptor = file.bytes(start + n * descriptorSize, descriptorSize);
    const address = descriptor?.readUInt32LE(12) ?? 0;
    if (address === 0) break;
    const place = inFile(sections, address);
    const name = place === undefined ? undefined : file.text(place);
    if (name !== undefined && name !== '') needed.push(name);
  }
  return needed;
}

/** Where in the file a relative virtual address lies. */
function inFile(sections: readonly Section[], address: number): number | undefined {
  if (address === 0) return undefined;
  const home = sections.find(
    (section) => address >= section.address && address < section.address + section.size,
  );
  return home === undefined ? undefined : address - home.address + home.offset;
}
