import { realpathSync, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { catalogue, type CatalogueRow } from './catalogue.ts';

export interface InstalledModule {
  readonly path: string;
  readonly vendor: string;
  readonly confidence: CatalogueRow['confidence'];
}

/** What the search needs of a machine, so that a test can describe one. */
export interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The one path of a file that has several, or undefined when there is no such file. */
  realFile(path: string): string | undefined;
}

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  realFile(path) {
    try {
      return statSync(path).isFile() ? realpathSync(path) : undefined;
    } catch {
      return undefined;
    }
  },
};

/**
 * Catalogue modules that exist on this machine, each file once, in the catalogue's order. SoftHSM2 is not among them:
 * a software token is used only when it is named.
 */
export function installedModules(machine: Machine = thisMachine): InstalledModule[] {
  const found = new Map<string, InstalledModule>();
  for (const row of catalogue.modules) {
    if (row.platform !== machine.platform) continue;
    for (const candidate of row.files.flatMap((file) => places(file, row, machine))) {
      const path = machine.realFile(candidate);
      if (path === undefined || found.has(path)) continue;
      found.set(path, { path, vendor: row.vendor, confidence: row.confidence });
    }
  }
  return [...found.values()];
}

/**
 * Catalogue modules of which only the build for 32-bit programs is on this machine: the vendor's driver was installed,
 * but not the one that this program can load.
 */
export function modulesFor32BitOnly(machine: Machine = thisMachine): InstalledModule[] {
  const usable = installedModules(machine);
  return catalogue.modules.flatMap((row) => {
    if (row.platform !== machine.platform || usable.some(({ vendor }) => vendor === row.vendor)) return [];
    const folders = catalogue.folders32[row.platform] ?? [];
    const found = row.files
      .flatMap((file) => places(file, { ...row, folders }, machine))
      .map((place) => machine.realFile(place))
      .find((path) => path !== undefined);
    return found === undefined ? [] : [{ path: found, vendor: row.vendor, confidence: row.confidence }];
  });
}

function places(file: string, row: CatalogueRow, machine: Machine): string[] {
  const paths = row.platform === 'win32' ? win32 : posix;
  if (paths.isAbsolute(file)) return [file];
  return (row.folders ?? catalogue.folders[row.platform]).map((folder) =>
    paths.join(folder.replace('%SystemRoot%', machine.env['SystemRoot'] ?? 'C:\\Windows'), file),
  );
}
