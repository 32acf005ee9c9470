import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { readElf } from './elf.ts';
import { FileWindow } from './file-window.ts';
import type { LibraryHeader } from './library-header.ts';
import { readMachO } from './mach-o.ts';
import { readPe } from './pe.ts';

/** The system for which a library is looked at; a test can name another. */
export interface LibrarySystem {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program that loads it: Windows looks beside it first. */
  readonly program: string;
  readonly exists: (path: string) => boolean;
}

export const thisSystem: LibrarySystem = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  program: process.execPath,
  exists: existsSync,
};

/** Head of a library of any of the three formats; undefined for any other file, and for none. */
export function readLibraryHeader(path: string, arch: string = process.arch): LibraryHeader | undefined {
  return FileWindow.over(path, (file) => readElf(file) ?? readPe(file) ?? readMachO(file, arch));
}

/** More libraries than any driver drags in. */
const mostLibraries = 300;
/** Paths that are looked for, for one module: a crafted one could name thousands. */
const mostLookups = 500;

/**
 * Names of the libraries that `path` needs, directly or through another, and that the loader of this system will not find.
 * A hint, not a verdict: the loader itself has the last word.
 */
export function missingLibraries(path: string, onSystem: LibrarySystem = thisSystem): string[] {
  let lookups = 0;
  // Beyond the bound everything is taken for found: nothing is called missing that was not looked for.
  const exists = (place: string) => ++lookups > mostLookups || onSystem.exists(place);
  const system = { ...onSystem, exists };
  const first = readLibraryHeader(path, system.arch);
  if (first === undefined) return [];
  const seen = new Set<string>();
  const missing: string[] = [];
  const waiting: { readonly at: string; readonly header: LibraryHeader }[] = [{ at: path, header: first }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (lookups > mostLookups) break;
    for (const name of next.header.needed) {
      if (seen.has(name.toLowerCase()) || seen.size >= mostLibraries) continue;
      seen.add(name.toLowerCase());
      const found = locate(name, next.at, next.header, path, system);
      if (found === 'missing') missing.push(name);
      if (found === 'missing' || found === 'of the system') continue;
      const header = readLibraryHeader(found, system.arch);
      if (header !== undefined) waiting.push({ at: found, header });
    }
  }
  return missing;
}

/** Path of a library, or that it belongs to the system and need not be looked into, or that it is nowhere. */
function locate(
  name: string,
  at: string,
  header: LibraryHeader,
  module: string,
  system: LibrarySystem,
): string {
  switch (header.kind) {
    case 'elf':
      return locateElf(name, at, header, system);
    case 'pe':
      return locatePe(name, module, system);
    case 'mach-o':
      return locateMachO(name, at, header, system);
  }
}

const firstOf = (paths: readonly string[], { exists }: LibrarySystem): string =>
  paths.find((path) => exists(path)) ?? 'missing';

/** ld.so(8): the library's own paths, the environment's, the configured and the built-in folders. */
function locateElf(name: string, at: string, header: LibraryHeader, system: LibrarySystem): string {
  if (name.includes('/')) return firstOf([name], system);
  const own = header.searchPaths.map((path) =>
    path.replaceAll(/\$(?:ORIGIN|\{ORIGIN\})/g, posix.dirname(at)),
  );
  const environment = (system.env['LD_LIBRARY_PATH'] ?? '').split(/[:;]/).filter((path) => path !== '');
  const folders = [...own, ...environment, ...configuredFolders(), ...builtInFolders];
  return firstOf(
    folders.map((folder) => posix.join(folder, name)),
    system,
  );
}

const builtInFolders = ['/lib64', '/usr/lib64', '/lib', '/usr/lib', '/usr/local/lib'].concat(
  ['x86_64', 'aarch64', 'i386', 'arm'].flatMap((cpu) => {
    const triplet = `${cpu}-linux-gnu${cpu === 'arm' ? 'eabihf' : ''}`;
    return [`/lib/${triplet}`, `/usr/lib/${triplet}`];
  }),
);

let configured: readonly string[] | undefined;

/** Folders named in /etc/ld.so.conf and what it includes; read once. */
function configuredFolders(): readonly string[] {
  if (configured !== undefined) return configured;
  const lines = (path: string): string[] => {
    try {
      return readFileSync(path, 'utf8').split('\n');
    } catch {
      return [];
    }
  };
  const includes = '/etc/ld.so.conf.d';
  let included: string[] = [];
  try {
    included = readdirSync(includes).filter((name) => name.endsWith('.conf'));
  } catch {
    // Not every distribution has the folder.
  }
  const files = ['/etc/ld.so.conf', ...included.map((name) => posix.join(includes, name))];
  configured = files
    .flatMap(lines)
    .map((line) => line.trim())
    .filter((line) => line.startsWith('/'));
  return configured;
}

/** API sets are names of the loader's own, not files. */
const apiSet = /^(?:api|ext)-ms-/i;

/** The order of LoadLibrary: beside the program, the system's folders, PATH; the host puts the module's folder there. */
function locatePe(name: string, module: string, system: LibrarySystem): string {
  if (apiSet.test(name)) return 'of the system';
  const windows = system.env['SystemRoot'] ?? system.env['windir'] ?? 'C:\\Windows';
  const ofSystem = [win32.join(windows, 'System32'), win32.join(windows, 'System'), windows];
  if (ofSystem.some((folder) => system.exists(win32.join(folder, name)))) return 'of the system';
  const path = (system.env['PATH'] ?? system.env['Path'] ?? '').split(';').filter((folder) => folder !== '');
  const folders = [win32.dirname(system.program), win32.dirname(module), ...path];
  return firstOf(
    folders.map((folder) => win32.join(folder, name)),
    system,
  );
}

/** dyld(1). The system's libraries lie in a cache and are no files any more. */
function locateMachO(name: string, at: string, header: LibraryHeader, system: LibrarySystem): string {
  if (name.startsWith('/usr/lib/') || name.startsWith('/System/')) return 'of the system';
  const expand = (path: string) =>
    path
      .replace(/^@loader_path(?=\/|$)/, posix.dirname(at))
      .replace(/^@executable_path(?=\/|$)/, posix.dirname(system.program));
  if (!name.startsWith('@rpath/')) return firstOf([expand(name)], system);
  return firstOf(
    header.searchPaths.map((path) => posix.join(expand(path), name.slice('@rpath/'.length))),
    system,
  );
}
