import { DvcttError } from '#shared/contract/errors.ts';
import { ckrName } from './cryptoki-error.ts';
import { inspectModuleFile, type ModuleInspection } from './inspect-module.ts';

/** What the loaders say of a library that they do not find, with its name. */
const notFound = [
  // glibc, of the library itself and of a version of it that is too old
  /^(?<name>[^:]+): cannot open shared object file/,
  /^(?<name>[^:]+): version [`'](?<version>[^']+)' not found/,
  // musl
  /^Error loading shared library (?<name>[^:]+): No such file/,
  // macOS
  /Library not loaded: (?<name>\S+)/,
];
const withoutList = /C_GetFunctionList|Win32 error 127\b/;
const win32 = { moduleNotFound: /Win32 error 126\b/, badFormat: /Win32 error 193\b/ };

/**
 * Throws MODULE_WRONG_BITNESS for a file that this process can never load, and MODULE_NOT_PKCS11 for one whose head was
 * made to keep its readers busy, before anything in it runs.
 */
export function refuseOtherArchitecture(module: string): void {
  const { fits, found, wanted, unreasonable } = inspectModuleFile(module);
  if (fits === false) throw new DvcttError('MODULE_WRONG_BITNESS', { module, found, needed: wanted });
  if (unreasonable) throw new DvcttError('MODULE_NOT_PKCS11', { module, reason: 'unreasonable headers' });
}

/**
 * What it means that a module was not loaded: MODULE_DEPENDENCY_MISSING with the library's name, MODULE_NOT_PKCS11,
 * MODULE_WRONG_BITNESS, else MODULE_LOAD_FAILED with the loader's words.
 */
export function loadFailure(module: string, thrown: unknown): DvcttError {
  const ckr = ckrName(thrown);
  if (ckr !== undefined) return new DvcttError('MODULE_LOAD_FAILED', { module, ckr });
  const reason = thrown instanceof Error ? thrown.message.slice(0, 300) : 'unknown';
  const inspection = inspectModuleFile(module);
  if (inspection.kind === 'unknown' || withoutList.test(reason)) {
    return new DvcttError('MODULE_NOT_PKCS11', { module, reason });
  }
  const missing = missingLibrary(module, reason, inspection);
  if (missing !== undefined) return new DvcttError('MODULE_DEPENDENCY_MISSING', { module, missing, reason });
  if (win32.badFormat.test(reason)) {
    const { found, wanted } = inspection;
    return new DvcttError('MODULE_WRONG_BITNESS', { module, found, needed: wanted });
  }
  return new DvcttError('MODULE_LOAD_FAILED', { module, reason });
}

function missingLibrary(module: string, reason: string, inspection: ModuleInspection): string | undefined {
  for (const pattern of notFound) {
    const { name, version } = pattern.exec(reason)?.groups ?? {};
    // The loader says the same of the module itself, when it may not be read.
    if (name === undefined || name === module) continue;
    return version === undefined ? name : `${name} (${version})`;
  }
  // Windows does not say which one.
  if (!win32.moduleNotFound.test(reason)) return undefined;
  return inspection.missing.length > 0 ? inspection.missing.join(', ') : 'unknown';
}
