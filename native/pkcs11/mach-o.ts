import type { FileWindow } from './file-window.ts';
import { mostNeeded, mostSearchPaths, type LibraryBuild, type LibraryHeader } from './library-header.ts';

/** cputype of mach-o/loader.h; bit 24 says 64 bits. */
const machines: Readonly<Record<number, string>> = {
  0x7: 'ia32',
  0x01000007: 'x64',
  0xc: 'arm',
  0x0100000c: 'arm64',
  0x12: 'ppc',
  0x01000012: 'ppc64',
};
const wide = 0x01000000;

const mostBuilds = 16;
const mostCommands = 2_000;
const command = { loadDylib: 0xc, reexport: 0x8000001f, rpath: 0x8000001c } as const;

const build = (cpu: number): LibraryBuild => ({
  bits: (cpu & wide) === 0 ? 32 : 64,
  machine: machines[cpu] ?? `machine 0x${cpu.toString(16)}`,
});

/**
 * Header and load commands of a Mach-O file, thin or fat (mach-o/loader.h, mach-o/fat.h), or undefined when it is none.
 * The libraries are those of the build for `arch`, or of the first one.
 */
export function readMachO(file: FileWindow, arch: string = process.arch): LibraryHeader | undefined {
  const magic = file.bytes(0, 4)?.readUInt32BE(0);
  if (magic === 0xcafebabe || magic === 0xcafebabf) return readFat(file, magic === 0xcafebabf, arch);
  return readThin(file, 0);
}

function readFat(file: FileWindow, long: boolean, arch: string): LibraryHeader | undefined {
  const count = file.bytes(4, 4)?.readUInt32BE(0) ?? 0;
  // A Java class file begins with the same four bytes; its version number makes it a fat file of dozens of builds.
  if (count === 0 || count > mostBuilds) return undefined;
  const size = long ? 32 : 20;
  const table = file.bytes(8, count * size);
  if (table === undefined) return undefined;
  const found = Array.from({ length: count }, (_, n) => {
    const at = n * size + 8;
    return {
      build: build(table.readUInt32BE(n * size)),
      offset: long ? Number(table.readBigUInt64BE(at)) : table.readUInt32BE(at),
    };
  });
  const mine = found.find((one) => one.build.machine === arch) ?? found[0];
  const thin = mine === undefined ? undefined : readThin(file, mine.offset);
  return {
    kind: 'mach-o',
    builds: found.map((one) => one.build),
    needed: thin?.needed ?? [],
    searchPaths: thin?.searchPaths ?? [],
    unreasonable: false,
  };
}

function readThin(file: FileWindow, start: number): LibraryHeader | undefined {
  const head = file.bytes(start, 28);
  if (head === undefined) return undefined;
  const magic = head.readUInt32BE(0);
  const little = magic === 0xcefaedfe || magic === 0xcffaedfe;
  if (!little && magic !== 0xfeedface && magic !== 0xfeedfacf) return undefined;
  const number = (from: Buffer, at: number) => (little ? from.readUInt32LE(at) : from.readUInt32BE(at));
  const is64 = magic === 0xcffaedfe || magic === 0xfeedfacf;
  const table = file.bytes(start + (is64 ? 32 : 28), number(head, 20)) ?? Buffer.alloc(0);
  const needed: string[] = [];
  const searchPaths: string[] = [];
  const count = Math.min(number(head, 16), mostCommands);
  for (let n = 0, at = 0; n < count && at + 12 <= table.length; n++) {
    const kind = number(table, at);
    const size = number(table, at + 4);
    if (size < 8 || at + size > table.length) break;
    const name = textAt(table.subarray(at, at + size), number(table, at + 8));
    if (name !== undefined && kind === command.rpath && searchPaths.length < mostSearchPaths.folders)
      searchPaths.push(name);
    // A weak one may be missing, so it is not needed.
    const loads = kind === command.loadDylib || kind === command.reexport;
    if (name !== undefined && loads && needed.length < mostNeeded) needed.push(name);
    at += size;
  }
  return { kind: 'mach-o', builds: [build(number(head, 4))], needed, searchPaths, unreasonable: false };
}

function textAt(from: Buffer, at: number): string | undefined {
  if (at < 12 || at >= from.length) return undefined;
  const end = from.indexOf(0, at);
  const text = from.toString('latin1', at, end < 0 ? from.length : end);
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}
