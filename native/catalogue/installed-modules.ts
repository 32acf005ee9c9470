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
 * Paths of the modules to use: those named (`--module`, DVCTT_PKCS11_MODULES) first, as they are named, then the
 * catalogue's. A named file that is missing stays in the list, so that listing says MODULE_NOT_FOUND for it.
 */
export function modulesToUse(named: readonly string[], machine: Machine = thisMachine): string[] {
  const paths = [...named, ...installedModules(machine).map(({ path }) => path)];
  const seen = new Set<string>();
  return paths.filter((path) => {
    const file = machine.realFile(path) ?? path;
    if (seen.has(file)) return false;
    seen.add(file);
    return true;
  });
}

function places(file: string, row: CatalogueRow, machine: Machine): string[] {
  const paths = row.platform === 'win32' ? win32 : posix;
  if (paths.isAbsolute(file)) return [file];
  return (row.folders ?? catalogue.folders[row.platform]).map((folder) =>
    paths.join(folder.replace('%SystemRoot%', machine.env['SystemRoot'] ?? 'C:\\Windows'), file),
  );
}
