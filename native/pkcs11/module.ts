import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import pkcs11js from 'pkcs11js';
import type { PKCS11 } from 'pkcs11js';
import { DvcttError } from '#shared/contract/errors.ts';
import { asPkcs11Error, CallTrace, throughTrace } from './call-trace.ts';
import { ckrName, cryptoki } from './cryptoki-error.ts';
import { loadFailure, refuseOtherArchitecture } from './load-failure.ts';

/**
 * Loads a PKCS#11 module into this process and initialises it with CKF_OS_LOCKING_OK (PKCS#11 v2.40 §5.4). Only ever
 * called in a child process. Throws, naming the module: MODULE_NOT_FOUND; MODULE_WRONG_BITNESS, read from the file's
 * header before anything in it runs; MODULE_DEPENDENCY_MISSING; MODULE_NOT_PKCS11; MODULE_LOAD_FAILED; TOKEN_ERROR.
 */
export function openModule(path: string, trace: CallTrace = new CallTrace()): PKCS11 {
  if (!existsSync(path)) throw new DvcttError('MODULE_NOT_FOUND', { module: path });
  refuseOtherArchitecture(path);
  const pkcs11 = new pkcs11js.PKCS11();
  lookBeside(path);
  try {
    // What pkcs11js calls loading ends in C_GetFunctionList.
    trace.run('C_GetFunctionList', { file: basename(path).slice(0, 200) }, () => {
      pkcs11.load(path);
    });
  } catch (thrown) {
    throw loadFailure(path, asPkcs11Error(thrown));
  }
  throughTrace(pkcs11, trace);
  initialise(pkcs11, path);
  return pkcs11;
}

/**
 * Windows looks for a DLL's own libraries in PATH and not beside it, where vendors put them. This process has one module
 * only, so its folder may be in the path.
 */
function lookBeside(path: string): void {
  if (process.platform !== 'win32') return;
  const folder = dirname(path);
  const before = process.env['PATH'] ?? '';
  if (!before.split(';').includes(folder)) process.env['PATH'] = `${folder};${before}`;
}

/** C_Initialize; a module that cannot lock is used without locks, since its host calls it from one thread only. */
export function initialise(pkcs11: PKCS11, module: string): void {
  try {
    pkcs11.C_Initialize({ flags: pkcs11js.CKF_OS_LOCKING_OK });
  } catch (thrown) {
    const name = ckrName(thrown);
    if (name === 'CKR_CRYPTOKI_ALREADY_INITIALIZED') return;
    if (name === 'CKR_CANT_LOCK' || name === 'CKR_ARGUMENTS_BAD') {
      cryptoki(
        () => {
          pkcs11.C_Initialize();
        },
        { module },
      );
      return;
    }
    throw new DvcttError('MODULE_LOAD_FAILED', { module, ckr: name ?? 'unknown' });
  }
}
