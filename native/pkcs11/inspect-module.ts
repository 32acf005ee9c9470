import type { LibraryBuild, LibraryHeader } from './library-header.ts';
import { missingLibraries, readLibraryHeader, thisSystem, type LibrarySystem } from './missing-libraries.ts';

/** What is known of a module's file without loading it. */
export interface ModuleInspection {
  /** `unknown`: no library of any system. */
  readonly kind: LibraryHeader['kind'] | 'unknown';
  /** Of the build for this machine, or of the first one. */
  readonly bits: 32 | 64 | undefined;
  /** As Node names it (`process.arch`); several joined by `+` in a fat file. */
  readonly machine: string | undefined;
  /** Whether this process can load it, as far as system, bitness and machine go; undefined for `unknown`. */
  readonly fits: boolean | undefined;
  /** The same in words: what it is, and what this process needs. */
  readonly found: string;
  readonly wanted: string;
  /** Its head names more than any honest library does; see `LibraryHeader`. */
  readonly unreasonable: boolean;
  /** Libraries that it names. */
  readonly needed: readonly string[];
  /** Of those, and of what they need in turn, the ones that are nowhere on this machine; only for a file that fits. */
  readonly missing: readonly string[];
}

const kindOf: Readonly<Record<string, LibraryHeader['kind']>> = { win32: 'pe', darwin: 'mach-o' };
const systemOf = { elf: 'Linux', pe: 'Windows', 'mach-o': 'macOS' } as const;
const narrow: ReadonlySet<string> = new Set(['ia32', 'arm']);

const words = (kind: LibraryHeader['kind'], { bits, machine }: LibraryBuild): string =>
  `${bits}-bit ${machine} (${systemOf[kind]})`;

/** Reads the head of a module's file without running anything in it. */
export function inspectModuleFile(path: string, system: LibrarySystem = thisSystem): ModuleInspection {
  const kind = kindOf[system.platform] ?? 'elf';
  const mine: LibraryBuild = { bits: narrow.has(system.arch) ? 32 : 64, machine: system.arch };
  const wanted = words(kind, mine);
  const header = readLibraryHeader(path, system.arch);
  const first = header?.builds[0];
  if (header === undefined || first === undefined) {
    const nothing = { bits: undefined, machine: undefined, fits: undefined, unreasonable: false };
    return { kind: 'unknown', found: 'no library', wanted, ...nothing, needed: [], missing: [] };
  }
  const build = header.builds.find(({ machine }) => machine === system.arch) ?? first;
  const fits = header.kind === kind && build.bits === mine.bits && build.machine === mine.machine;
  return {
    kind: header.kind,
    bits: build.bits,
    machine: header.builds.map(({ machine }) => machine).join('+'),
    fits,
    found: header.builds.map((one) => words(header.kind, one)).join(', '),
    wanted,
    unreasonable: header.unreasonable,
    needed: header.needed,
    missing: fits ? missingLibraries(path, system) : [],
  };
}
