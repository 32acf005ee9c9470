/** PKCS#11 modules that misbehave: what vendor drivers do in the field. The faults are told in test/faults/pkcs11. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findSoftHsmModule } from '#native/provisioning/softhsm.ts';
import type { SoftTokenHome } from './soft-token.ts';

const sources = fileURLToPath(new URL('../faults/pkcs11/', import.meta.url));
/** Debian's libp11-kit-dev has the standard's declarations. */
const headers = '/usr/include/p11-kit-1';

/** The fault-injecting module over SoftHSM2, with a control file of its own. */
export interface FaultyModule {
  readonly path: string;
  /** Replaces what goes wrong from the next call on, one order a line; without orders nothing does. */
  order(...lines: readonly string[]): void;
  /** Names of the PKCS#11 calls that all processes have made through it. */
  calls(): readonly string[];
  remove(): void;
}

/** Makes one that shows the tokens of `home`. Orders as the head of faulty-module.c tells them: `C_Sign hang`. */
export function faultyModule(home: SoftTokenHome, ...orders: readonly string[]): FaultyModule {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-fault-'));
  const path = join(folder, 'faulty.so');
  const log = join(folder, 'calls');
  copyFileSync(compiled(), path);
  const settings = [`real ${home.module}`, `conf ${join(home.folder, 'softhsm2.conf')}`, `log ${log}`];
  const order = (...lines: readonly string[]) => {
    // Put in place whole: hosts read it at every call.
    writeFileSync(`${path}.new`, [...settings, ...lines, ''].join('\n'));
    renameSync(`${path}.new`, `${path}.faults`);
  };
  order(...orders);
  return {
    path,
    order,
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []).map(nameOfCall),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function nameOfCall(line: string): string {
  return line.split(' ')[1] ?? '';
}

/** Files that are called a driver and cannot be one on this machine. */
export type BrokenFile =
  | 'elf-32-bit'
  | 'elf-other-processor'
  | 'windows-32-bit'
  | 'windows-64-bit'
  | 'missing-dependency'
  | 'no-pkcs11'
  | 'cut-short'
  | 'text'
  | 'empty';

/** Makes one and returns its path; the whole folder around it is the caller's to remove. */
export function brokenModule(kind: BrokenFile): { readonly folder: string; readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-broken-'));
  const windows = kind.startsWith('windows');
  const path = join(folder, windows ? 'driver.dll' : 'driver.so');
  if (kind === 'missing-dependency') compileAgainstMissing(folder, path);
  else if (kind === 'no-pkcs11') {
    compileText(join(folder, 'nothing.c'), 'int not_a_driver(void) { return 0; }', ['-o', path]);
  } else writeFileSync(path, bytesOf(kind));
  return { folder, path };
}

function bytesOf(kind: Exclude<BrokenFile, 'missing-dependency' | 'no-pkcs11'>): Uint8Array {
  const module = readFileSync(compiled());
  switch (kind) {
    case 'elf-32-bit':
      // EI_CLASS = ELFCLASS32 and e_machine = EM_386: what a loader and a reader of headers look at first.
      module[4] = 1;
      module.writeUInt16LE(3, 18);
      return module;
    case 'elf-other-processor':
      // EM_S390: no machine that this runs on.
      module.writeUInt16LE(22, 18);
      return module;
    case 'windows-32-bit':
      return portableExecutable(0x14c, 0x10b);
    case 'windows-64-bit':
      return portableExecutable(0x8664, 0x20b);
    case 'cut-short':
      return module.subarray(0, 4_000);
    case 'text':
      return Buffer.from('<html><body>404 Not Found</body></html>\n'.repeat(50));
    case 'empty':
      return Buffer.alloc(0);
  }
}

/** Headers of a PE file (Microsoft PE/COFF §2 to §3.4) with nothing behind them. */
function portableExecutable(machine: number, magic: number): Buffer {
  const file = Buffer.alloc(1_024);
  file.write('MZ', 0, 'latin1');
  file.writeUInt32LE(0x80, 0x3c);
  file.write('PE\0\0', 0x80, 'latin1');
  file.writeUInt16LE(machine, 0x84);
  file.writeUInt16LE(magic === 0x20b ? 240 : 224, 0x94);
  // IMAGE_FILE_EXECUTABLE_IMAGE | IMAGE_FILE_DLL
  file.writeUInt16LE(0x2002, 0x96);
  file.writeUInt16LE(magic, 0x98);
  return file;
}

/** Links the module to a library and takes the library away: the loader's error names it, as in the field. */
function compileAgainstMissing(folder: string, path: string): void {
  const library = join(folder, 'libdvcttmissing.so');
  compileText(join(folder, 'missing.c'), 'int dvctt_missing(void) { return 1; }', ['-o', library]);
  const text = 'int dvctt_missing(void); int C_GetFunctionList(void **l) { *l = 0; return dvctt_missing(); }';
  compileText(join(folder, 'driver.c'), text, ['-o', path, `-L${folder}`, '-ldvcttmissing']);
  rmSync(library);
}

function compileText(file: string, text: string, args: readonly string[]): void {
  writeFileSync(file, text);
  gcc(['-shared', '-fPIC', file, ...args]);
}

function gcc(args: readonly string[]): void {
  execFileSync('gcc', args, { stdio: 'pipe' });
}

/** The compiled module, made once for each state of its source; several test runs may want it at the same time. */
function compiled(): string {
  const softHsm = findSoftHsmModule();
  if (softHsm === undefined) throw new Error('SoftHSM2 is not installed (Debian: softhsm2)');
  const files = ['faulty-module.c', 'control.c'].map((name) => join(sources, name));
  const state = createHash('sha256').update(softHsm);
  for (const file of [...files, join(sources, 'control.h')]) state.update(readFileSync(file));
  const made = join(tmpdir(), `dvctt-faulty-module-${state.digest('hex').slice(0, 16)}.so`);
  if (existsSync(made)) return made;
  const own = mkdtempSync(join(tmpdir(), 'dvctt-compile-'));
  const out = join(own, 'faulty.so');
  const options = [
    '-shared',
    '-fPIC',
    '-O1',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-fvisibility=hidden',
    '-pthread',
  ];
  gcc([...options, `-I${headers}`, `-DSOFTHSM2="${softHsm}"`, '-o', out, ...files, '-ldl']);
  renameSync(out, made);
  rmSync(own, { recursive: true });
  return made;
}
