import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import pkcs11js from 'pkcs11js';
import type { PKCS11 } from 'pkcs11js';
import { DvcttError } from '#shared/contract/errors.ts';
import { CallTrace, throughTrace } from './call-trace.ts';
import { ckrName, cryptoki } from './cryptoki-error.ts';
import { readElfClass } from './elf.ts';

/**
 * Loads a PKCS#11 module into this process and initialises it with CKF_OS_LOCKING_OK (PKCS#11 v2.40 §5.4). Only ever
 * called in a child process. Throws MODULE_NOT_FOUND, MODULE_LOAD_FAILED or TOKEN_ERROR, naming the module.
 */
export function openModule(path: string, trace: CallTrace = new CallTrace()): PKCS11 {
  const module = path;
  if (!existsSync(path)) throw new DvcttError('MODULE_NOT_FOUND', { module });
  const elf = readElfClass(path);
  if (elf === 32 && process.arch === 'x64') {
    throw new DvcttError('MODULE_LOAD_FAILED', { module, reason: '32-bit module in a 64-bit process' });
  }
  const pkcs11 = new pkcs11js.PKCS11();
  try {
    // What pkcs11js calls loading ends in C_GetFunctionList.
    trace.run('C_GetFunctionList', { file: basename(path).slice(0, 200) }, () => {
      pkcs11.load(path);
    });
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.slice(0, 300) : 'unknown';
    throw new DvcttError('MODULE_LOAD_FAILED', { module, reason });
  }
  throughTrace(pkcs11, trace);
  initialise(pkcs11, module);
  return pkcs11;
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
