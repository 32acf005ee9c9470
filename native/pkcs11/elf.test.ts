import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openModule } from './module.ts';
import { readElfClass } from './elf.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvctt-elf-'));
function file(name: string, bytes: readonly number[]): string {
  const path = join(folder, name);
  writeFileSync(path, Uint8Array.from(bytes));
  return path;
}

describe('the bitness of a module', () => {
  it('is read from the head of the file', () => {
    expect(readElfClass(file('a', [0x7f, 0x45, 0x4c, 0x46, 1]))).toBe(32);
    expect(readElfClass(file('b', [0x7f, 0x45, 0x4c, 0x46, 2]))).toBe(64);
  });

  it('is unknown for other files, short files and missing files', () => {
    expect(readElfClass(file('c', [0x4d, 0x5a, 0, 0, 1]))).toBeUndefined();
    expect(readElfClass(file('d', [0x7f, 0x45]))).toBeUndefined();
    expect(readElfClass(join(folder, 'nothing'))).toBeUndefined();
  });

  it.runIf(process.arch === 'x64')('is named when a 32-bit driver was installed by mistake', () => {
    const path = file('e', [0x7f, 0x45, 0x4c, 0x46, 1, 1, 1, 0]);
    expect(() => openModule(path)).toThrow(
      expect.objectContaining({
        code: 'MODULE_LOAD_FAILED',
        details: { module: path, reason: '32-bit module in a 64-bit process' },
      }),
    );
  });
});
