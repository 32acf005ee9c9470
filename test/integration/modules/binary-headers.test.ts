import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, win32 } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inspectModuleFile } from '#native/pkcs11/inspect-module.ts';
import { readLibraryHeader, thisSystem, type LibrarySystem } from '#native/pkcs11/missing-libraries.ts';
import { openModule } from '#native/pkcs11/module.ts';

const folder = mkdtempSync(join(tmpdir(), 'dvctt-headers-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Real libraries of every system that come with a package of ours. */
const prebuilds = join(
  dirname(createRequire(import.meta.url).resolve('better-sqlite3-multiple-ciphers/package.json')),
  'prebuilds',
);
const prebuilt = (name: string) => join(prebuilds, `${name}.node`);

const windows = (files: readonly string[]): LibrarySystem => ({
  platform: 'win32',
  arch: 'x64',
  env: { SystemRoot: 'C:\\Windows', PATH: 'C:\\Windows\\System32;D:\\Công cụ' },
  program: 'C:\\Program Files\\DVCTT\\DVCTT.exe',
  exists: (path) => files.includes(win32.normalize(path)),
});

function compile(name: string, source: string, ...args: string[]): string {
  const out = join(folder, name);
  writeFileSync(`${out}.c`, source);
  execFileSync('gcc', ['-shared', '-fPIC', '-o', out, `${out}.c`, ...args], { stdio: 'pipe' });
  return out;
}

describe('the head of a driver’s file', () => {
  it.each([
    ['linux-x64', 'elf', 'x64'],
    ['linux-arm64', 'elf', 'arm64'],
    ['win32-x64', 'pe', 'x64'],
    ['win32-arm64', 'pe', 'arm64'],
    ['darwin-x64', 'mach-o', 'x64'],
    ['darwin-arm64', 'mach-o', 'arm64'],
  ])('of %s says which system and machine it is for', (name, kind, machine) => {
    expect(inspectModuleFile(prebuilt(name))).toMatchObject({ kind, machine, bits: 64 });
  });

  it('names the libraries that readelf and objdump name', () => {
    const elf = execFileSync('readelf', ['-d', prebuilt('linux-x64')], { encoding: 'utf8' });
    const pe = execFileSync('objdump', ['-p', prebuilt('win32-x64')], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    const named = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name);
    expect(inspectModuleFile(prebuilt('linux-x64')).needed).toEqual(named(elf, /\(NEEDED\).*\[(.+)\]/g));
    expect(inspectModuleFile(prebuilt('win32-x64')).needed).toEqual(named(pe, /DLL Name: (.+)/g));
  });

  it('cut off or overwritten anywhere is read to an end, and never thrown about', () => {
    for (const name of ['linux-x64', 'win32-x64', 'darwin-arm64']) {
      const head = readFileSync(prebuilt(name)).subarray(0, 4_096);
      const path = join(folder, `hostile-${name}`);
      for (let at = 0; at < 1_024; at += 9) {
        const bytes = Buffer.from(head);
        bytes.fill(0xff, at, at + 4);
        writeFileSync(path, at % 2 === 0 ? bytes : bytes.subarray(0, at));
        const header = readLibraryHeader(path);
        expect(header?.needed.length ?? 0).toBeLessThan(300);
      }
    }
  });
});

describe('a driver for Windows', () => {
  const dll = prebuilt('win32-x64');

  it('fits when its libraries are in System32, and the one that is nowhere is named', () => {
    expect(inspectModuleFile(dll, windows(['C:\\Windows\\System32\\KERNEL32.dll']))).toMatchObject({
      fits: true,
      missing: [],
    });
    expect(inspectModuleFile(dll, windows([]))).toMatchObject({ fits: true, missing: ['KERNEL32.dll'] });
  });

  it('finds its libraries in a folder of PATH', () => {
    const inPath = windows(['D:\\Công cụ\\KERNEL32.dll']);
    expect(inspectModuleFile(dll, inPath).missing).toEqual([]);
  });

  it('of another machine does not fit', () => {
    expect(inspectModuleFile(prebuilt('win32-arm64'), windows([]))).toMatchObject({
      fits: false,
      found: '64-bit arm64 (Windows)',
      wanted: '64-bit x64 (Windows)',
    });
  });
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('a driver that does not load', () => {
  const failure = (path: string) => {
    try {
      openModule(path);
    } catch (thrown) {
      return thrown;
    }
    return 'loaded';
  };

  it.each([
    ['linux-arm64', '64-bit arm64 (Linux)'],
    ['win32-x64', '64-bit x64 (Windows)'],
    ['darwin-x64', '64-bit x64 (macOS)'],
  ])('because it is for %s is named so before it is loaded', (name, found) => {
    const module = prebuilt(name);
    expect(failure(module)).toMatchObject({
      code: 'MODULE_WRONG_BITNESS',
      details: { module, found, needed: '64-bit x64 (Linux)' },
    });
  });

  it('because it has 32 bits is named so', () => {
    const module = join(folder, 'narrow.so');
    const head = Buffer.alloc(52);
    head.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
    head.writeUInt16LE(3, 18);
    writeFileSync(module, head);
    expect(failure(module)).toMatchObject({
      code: 'MODULE_WRONG_BITNESS',
      details: { found: '32-bit ia32 (Linux)' },
    });
  });

  it('because a library is missing names that library, its own or one further on', () => {
    const gone = compile('libgone.so', 'int gone(void) { return 1; }');
    const between = compile('libbetween.so', 'int gone(void); int between(void) { return gone(); }', gone);
    const direct = compile(
      'direct.so',
      'int gone(void); int C_GetFunctionList(void) { return gone(); }',
      gone,
    );
    const further = compile(
      'further.so',
      'int between(void); int C_GetFunctionList(void) { return between(); }',
      between,
    );
    rmSync(gone);
    for (const module of [direct, further]) {
      expect(failure(module)).toMatchObject({
        code: 'MODULE_DEPENDENCY_MISSING',
        details: { module, missing: gone },
      });
      expect(inspectModuleFile(module).missing).toEqual([gone]);
    }
  });

  it('because it is no PKCS#11 library, or no library at all, is named so', () => {
    const plain = compile('plain.so', 'int answer(void) { return 42; }');
    const text = join(folder, 'note.so');
    writeFileSync(text, 'Cài đặt trình điều khiển rồi cắm token.');
    const place = join(folder, 'folder.so');
    mkdirSync(place);
    for (const module of [plain, text, place]) {
      expect(failure(module)).toMatchObject({ code: 'MODULE_NOT_PKCS11', details: { module } });
    }
  });

  it('because its list of functions is refused names the return value', () => {
    const module = compile('refusing.so', 'unsigned long C_GetFunctionList(void *l) { (void)l; return 5; }');
    expect(failure(module)).toMatchObject({
      code: 'MODULE_LOAD_FAILED',
      details: { module, ckr: 'CKR_GENERAL_ERROR' },
    });
  });

  it('does not hide a driver whose libraries are all there', () => {
    const own = compile('libown.so', 'int own(void) { return 1; }');
    const module = compile(
      'whole.so',
      'int own(void); int C_GetFunctionList(void) { return own(); }',
      `-L${folder}`,
      '-l:libown.so',
      '-Wl,-rpath,$ORIGIN',
    );
    expect(own).toBeTruthy();
    expect(inspectModuleFile(module, { ...thisSystem, env: {} })).toMatchObject({
      fits: true,
      missing: [],
    });
    expect(inspectModuleFile(module).needed).toContain('libown.so');
  });
});
