import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readElf } from './elf.ts';
import { FileWindow } from './file-window.ts';
import { refuseOtherArchitecture } from './load-failure.ts';
import { missingLibraries, thisSystem } from './missing-libraries.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvctt-elf-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
function read(bytes: Uint8Array) {
  const path = join(folder, `${files++}`);
  writeFileSync(path, bytes);
  return FileWindow.over(path, readElf);
}

/** A 64-bit little-endian library whose dynamic section names libraries at the given places of its string table. */
function library(change: (bytes: Buffer) => void = () => undefined): Buffer {
  const strings = Buffer.from('\0libpcsclite.so.1\0$ORIGIN/lib:/opt/vendor\0');
  const bytes = Buffer.alloc(64 + 2 * 56 + 5 * 16 + strings.length);
  const dynamic = 64 + 2 * 56;
  const text = dynamic + 5 * 16;
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(62, 18);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(2, 56);
  // PT_LOAD of the whole file at 0x10000, PT_DYNAMIC
  bytes.writeUInt32LE(1, 64);
  bytes.writeBigUInt64LE(0x10000n, 64 + 16);
  bytes.writeBigUInt64LE(BigInt(bytes.length), 64 + 32);
  bytes.writeUInt32LE(2, 120);
  bytes.writeBigUInt64LE(BigInt(dynamic), 120 + 8);
  bytes.writeBigUInt64LE(BigInt(5 * 16), 120 + 32);
  const entries = [
    [1, 1],
    [29, 18],
    [5, 0x10000 + text],
    [0, 0],
  ];
  entries.forEach(([tag, value], n) => {
    bytes.writeBigUInt64LE(BigInt(tag!), dynamic + n * 16);
    bytes.writeBigUInt64LE(BigInt(value!), dynamic + n * 16 + 8);
  });
  strings.copy(bytes, text);
  change(bytes);
  return bytes;
}

/** The entries, numbered into texts of their own so that each names another library, all of which begin with `text`. */
function bigLibrary(tags: readonly number[], text: string): Buffer {
  const texts = tags.map((tag, n) => Buffer.from(`${tag === 1 ? `lib${n}` : text}\0`));
  const dynamic = 64 + 2 * 56;
  const strings = dynamic + (tags.length + 2) * 16;
  const bytes = Buffer.concat([library().subarray(0, dynamic), Buffer.alloc(strings - dynamic), ...texts]);
  bytes.writeUInt16LE({ x64: 62, arm64: 183 }[process.arch as string] ?? 62, 18);
  bytes.writeBigUInt64LE(BigInt(bytes.length), 64 + 32);
  bytes.writeBigUInt64LE(BigInt(strings - dynamic), 120 + 32);
  let at = 0;
  const entries = tags.map((tag, n) => {
    const entry = [tag, at];
    at += texts[n]!.length;
    return entry;
  });
  [...entries, [5, 0x10000 + strings], [0, 0]].forEach(([tag, value], n) => {
    bytes.writeBigUInt64LE(BigInt(tag!), dynamic + n * 16);
    bytes.writeBigUInt64LE(BigInt(value!), dynamic + n * 16 + 8);
  });
  return bytes;
}
const refusal = process.platform === 'linux' ? 'MODULE_NOT_PKCS11' : 'MODULE_WRONG_BITNESS';

describe('the head of a Linux driver', () => {
  it('says bitness, machine and what it needs', () => {
    expect(read(library())).toEqual({
      kind: 'elf',
      builds: [{ bits: 64, machine: 'x64' }],
      needed: ['libpcsclite.so.1'],
      searchPaths: ['$ORIGIN/lib', '/opt/vendor'],
      unreasonable: false,
    });
  });

  it('says 32 bits even when the file ends there', () => {
    const head = [0x7f, 0x45, 0x4c, 0x46, 1, 1, 1, 0];
    expect(read(Uint8Array.from(head))?.builds).toEqual([{ bits: 32, machine: 'unknown' }]);
  });

  it('of another machine, and of the other byte order, is read too', () => {
    const arm = library((bytes) => bytes.writeUInt16LE(183, 18));
    expect(read(arm)?.builds).toEqual([{ bits: 64, machine: 'arm64' }]);
    const big = Buffer.alloc(64);
    big.set([0x7f, 0x45, 0x4c, 0x46, 2, 2, 1]);
    big.writeUInt16BE(22, 18);
    expect(read(big)?.builds).toEqual([{ bits: 64, machine: 's390x' }]);
  });

  it('is none for other files', () => {
    expect(read(Buffer.from('#!/bin/sh\n'))).toBeUndefined();
    expect(read(Buffer.from([0x7f, 0x45]))).toBeUndefined();
    expect(FileWindow.over(folder, readElf)).toBeUndefined();
    expect(FileWindow.over(join(folder, 'nothing'), readElf)).toBeUndefined();
  });

  it.each([
    ['program headers beyond the end', (bytes: Buffer) => bytes.writeBigUInt64LE(1n << 60n, 32)],
    ['65535 program headers', (bytes: Buffer) => bytes.writeUInt16LE(0xffff, 56)],
    ['program headers of no size', (bytes: Buffer) => bytes.writeUInt16LE(0, 54)],
    [
      'a dynamic section of all memory',
      (bytes: Buffer) => bytes.writeBigUInt64LE(~0n & (2n ** 64n - 1n), 152),
    ],
    ['a string table outside of the file', (bytes: Buffer) => bytes.writeBigUInt64LE(1n << 62n, 216)],
    ['a name outside of the string table', (bytes: Buffer) => bytes.writeBigUInt64LE(1n << 40n, 184)],
  ])('with %s is read as far as it goes', (_what, change) => {
    const header = read(library(change));
    expect(header?.builds[0]?.bits).toBe(64);
    expect(header?.needed).toEqual([]);
  });

  it('cut off anywhere, or with any byte changed, ends well', () => {
    const whole = library();
    for (let end = 0; end < whole.length; end += 7) read(whole.subarray(0, end));
    for (let at = 0; at < whole.length; at += 3) {
      read(library((bytes) => bytes.writeUInt8(0xff, at)));
    }
    expect(readFileSync(join(folder, '0'))).toHaveLength(whole.length);
  });

  it('that names thousands of folders or libraries is unreasonable, and is looked for nowhere', () => {
    const path = join(folder, 'busy.so');
    for (const text of ['/a:'.repeat(1_300), `/${'a'.repeat(3_000)}`]) {
      writeFileSync(path, bigLibrary([29, 29], text));
      expect(FileWindow.over(path, readElf)).toMatchObject({ unreasonable: true, searchPaths: [] });
    }
    for (const tag of [1, 29]) {
      writeFileSync(
        path,
        bigLibrary(
          Array.from({ length: 200 }, () => tag),
          '/a',
        ),
      );
      expect(FileWindow.over(path, readElf)).toMatchObject({ unreasonable: true, needed: [] });
    }
    expect(() => refuseOtherArchitecture(path)).toThrow(expect.objectContaining({ code: refusal }));
  });

  it('has no more than some hundred paths looked for', () => {
    const path = join(folder, 'many.so');
    writeFileSync(
      path,
      bigLibrary([...Array.from({ length: 60 }, () => 1), 29], '/a:/b:/c:/d:/e:/f:/g:/h:/i'),
    );
    let looked = 0;
    const exists = () => {
      looked += 1;
      return false;
    };
    missingLibraries(path, { ...thisSystem, platform: 'linux', exists });
    expect(looked).toBeLessThanOrEqual(500);
  });
});
