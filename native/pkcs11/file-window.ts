import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** Most bytes taken from a file in one piece; headers and name tables of real libraries are far smaller. */
const longestPiece = 1 << 20;

/** A file of unknown make, read piece by piece; whatever lies outside of it is undefined. */
export class FileWindow {
  readonly size: number;
  readonly #file: number;

  private constructor(file: number, size: number) {
    this.#file = file;
    this.size = size;
  }

  /** Runs `read` over the file; undefined when there is no such file, it is none, or it cannot be read. */
  static over<T>(path: string, read: (file: FileWindow) => T): T | undefined {
    let file: number | undefined;
    try {
      // Asked before it is opened: a pipe would be waited for, and a folder opens like a file.
      if (!statSync(path).isFile()) return undefined;
      file = openSync(path, 'r');
      return read(new FileWindow(file, fstatSync(file).size));
    } catch (thrown) {
      // Errors of the system and numbers that lead out of a buffer; anything else is a mistake of ours.
      if (thrown instanceof Error && 'code' in thrown) return undefined;
      throw thrown;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /** `length` bytes at `offset`, or undefined unless all of them are there. */
  bytes(offset: number, length: number): Buffer | undefined {
    if (!Number.isSafeInteger(offset) || offset < 0 || length < 0 || length > longestPiece) return undefined;
    if (offset + length > this.size) return undefined;
    const piece = Buffer.alloc(length);
    return readSync(this.#file, piece, 0, length, offset) === length ? piece : undefined;
  }

  /** The text up to the next NUL, at most `longest` bytes; undefined when there is none or it is not printable ASCII. */
  text(offset: number, longest = 255): string | undefined {
    const piece = this.bytes(offset, Math.min(longest + 1, Math.max(0, this.size - offset)));
    const end = piece?.indexOf(0) ?? -1;
    if (piece === undefined || end < 0) return undefined;
    const text = piece.toString('latin1', 0, end);
    return /^[\x20-\x7e]*$/.test(text) ? text : undefined;
  }
}
