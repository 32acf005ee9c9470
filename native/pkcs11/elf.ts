import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Bitness of an ELF file from its identification (System V ABI, e_ident[EI_CLASS]): 32, 64, or undefined when the
 * file is not ELF or cannot be read. Asked before a module is loaded, because the loader's own message names no cause.
 */
export function readElfClass(path: string): 32 | 64 | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    // A folder opens like a file and fails only when it is read.
    if (!fstatSync(file).isFile()) return undefined;
    const header = Buffer.alloc(5);
    if (readSync(file, header, 0, 5, 0) < 5) return undefined;
    if (header.readUInt32BE(0) !== 0x7f454c46) return undefined;
    if (header[4] === 1) return 32;
    return header[4] === 2 ? 64 : undefined;
  } finally {
    closeSync(file);
  }
}
