import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { openArchive } from './archive.ts';
import type { ZipLimits } from './limits.ts';

const limits: ZipLimits = {
  entries: 20,
  entryBytes: 1 << 20,
  totalBytes: 2 << 20,
  ratio: 100,
  ratioFrom: 1000,
};
const codeOf = (work: () => unknown) => {
  try {
    work();
    return 'taken';
  } catch (thrown) {
    return thrown instanceof DvcttError ? thrown.code : thrown;
  }
};
const opened = (archive: Uint8Array) => codeOf(() => openArchive(archive, limits).map((file) => file.read()));
const one = (name: string, bytes: Uint8Array = strToU8('x')) => zipSync({ [name]: bytes });
/** The same archive with some bytes of its central directory (or, from the front, its first local header) changed. */
function changed(archive: Uint8Array, signature: string, at: number, bytes: readonly number[]): Uint8Array {
  const copy = Buffer.from(archive);
  const found = copy.indexOf(Buffer.from(signature, 'hex'));
  copy.set(bytes, found + at);
  return new Uint8Array(copy);
}
const central = '504b0102';
const local = '504b0304';
const end = '504b0506';

describe('an archive of strangers', () => {
  it('gives back every file, under names in UTF-8 and in Windows-1258', () => {
    const archive = zipSync({
      'Giấy rút.xml': strToU8('một'),
      'thư mục/b.xml': [strToU8('hai'), { level: 0 }],
    });
    expect(
      openArchive(archive, limits).map((file) => [file.name, new TextDecoder().decode(file.read())]),
    ).toEqual([
      ['Giấy rút.xml', 'một'],
      ['thư mục/b.xml', 'hai'],
    ]);
    const old = new Uint8Array(Buffer.from(one('aaa.xml')).map((byte) => byte));
    // ‘đ’ is F0 there.
    for (const signature of [local, central]) {
      const copy = changed(old, signature, signature === local ? 30 : 46, [0xf0, 0xf0, 0xf0]);
      old.set(copy);
    }
    expect(openArchive(old, limits).map(({ name }) => name)).toEqual(['đđđ.xml']);
  });

  it('is refused before it is unpacked when it would expand enormously', () => {
    expect(opened(one('a.xml', new Uint8Array(900_000)))).toBe('ZIP_BOMB');
    expect(opened(one('a.xml', new Uint8Array((1 << 20) + 1)))).toBe('ZIP_BOMB');
    const noise = () => Uint8Array.from({ length: 900_000 }, () => Math.floor(Math.random() * 256));
    expect(opened(zipSync({ a: noise(), b: noise(), c: noise() }, { level: 0 }))).toBe('ZIP_BOMB');
    expect(
      opened(zipSync(Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`${at}`, strToU8('x')])))),
    ).toBe('ZIP_BOMB');
  });

  it('may not hold more than it declares, nor less', () => {
    const text = strToU8('0123456789'.repeat(50));
    expect(opened(changed(one('a.xml', text), central, 24, [10, 0, 0, 0]))).toBe('ZIP_BOMB');
    expect(opened(changed(one('a.xml', text), central, 24, [0xff, 0xff, 0, 0]))).not.toBe('taken');
    expect(opened(changed(one('a.xml', text), central, 16, [1, 2, 3, 4]))).toBe('IMPORT_FILE_BROKEN');
  });

  it('may not use the same packed bytes for two files', () => {
    const archive = zipSync({ a: strToU8('same'), b: strToU8('same') }, { level: 0 });
    const copy = Buffer.from(archive);
    const second = copy.lastIndexOf(Buffer.from(central, 'hex'));
    copy.writeUInt32LE(0, second + 42);
    // The header that it points at names the other file; renaming the entry leaves the overlap alone.
    copy.write('a', second + 46);
    expect(opened(new Uint8Array(copy))).toBe('ZIP_BOMB');
  });

  it('does not believe a ZIP64 record that is not there or lies', () => {
    expect(opened(changed(one('a'), central, 24, [0xff, 0xff, 0xff, 0xff]))).toBe('IMPORT_FILE_BROKEN');
    expect(opened(changed(one('a'), end, 10, [0xff, 0xff]))).toBe('IMPORT_FILE_BROKEN');
  });

  it('that is encrypted is refused with advice', () => {
    expect(opened(changed(one('a'), central, 8, [1, 0]))).toBe('IMPORT_PASSWORD');
  });

  it.each([
    '../a.xml',
    'b/../../a.xml',
    '/etc/passwd',
    'C:\\a.xml',
    '..\\a.xml',
    'a\u202egnp.xml',
    'a\0.xml',
  ])('never reads a file named %j, and reads those beside it', (name) => {
    const files = openArchive(zipSync({ [name]: strToU8('x'), 'b.xml': strToU8('y') }), limits);
    expect(files.map((file) => codeOf(() => file.read()))).toEqual(['ZIP_NAME_UNSAFE', 'taken']);
  });

  it('with two files of one name, by any system’s reading, gives neither', () => {
    const files = openArchive(zipSync({ 'A.xml': strToU8('1'), 'a.XML': strToU8('2') }), limits);
    expect(files.map((file) => codeOf(() => file.read()))).toEqual(['ZIP_NAME_UNSAFE', 'ZIP_NAME_UNSAFE']);
  });

  it('never does anything but give files or refuse, whatever bytes are changed in it', () => {
    const archive = zipSync({ 'a.xml': strToU8('một hai ba'.repeat(20)), 'b.xml': strToU8('x') });
    const spoiled = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(spoiled, fc.nat(archive.length), (changes, length) => {
        const copy = Uint8Array.from(archive);
        for (const [at, byte] of changes) copy[at] = byte;
        for (const bytes of [copy, archive.subarray(0, length)]) {
          expect(typeof opened(bytes)).toBe('string');
        }
      }),
      { numRuns: 500 },
    );
  });
});
