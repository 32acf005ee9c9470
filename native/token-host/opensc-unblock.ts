/**
 * OpenSC unblocks a PIN only when its configuration names a way (`user_pin_unblock_style`), and names none by default.
 * The one that reaches every card is C_SetPIN without a login, with the PUK for the old PIN.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PKCS11 } from 'pkcs11js';
import { initialise } from '../pkcs11/module.ts';
import { quietly } from './objects.ts';

const variable = 'OPENSC_CONF';

/** Where OpenSC's own configuration lies when the variable does not say. */
const places = ['/etc/opensc/opensc.conf', '/etc/opensc.conf', '/Library/OpenSC/etc/opensc.conf'];

const style = ['opensc-pkcs11', 'onepin-opensc-pkcs11']
  .map((app) => `app ${app} { pkcs11 { user_pin_unblock_style = set_pin_in_unlogged_session; } }\n`)
  .join('');

/**
 * On Windows OpenSC reads the environment as it was when it was loaded. Without the style the PUK would be tried as a PIN,
 * so there it is not tried at all.
 */
export const canTellOpenSc = process.platform !== 'win32';

/** Whether this module is OpenSC's, by what it says of itself. */
export function isOpenSc(pkcs11: PKCS11): boolean {
  const { manufacturerID, libraryDescription } = pkcs11.C_GetInfo();
  return /^OpenSC/.test(manufacturerID) && /^OpenSC/.test(libraryDescription);
}

/** The person's own configuration with the way of unblocking put before it: the first block of an application wins. */
function configuration(): string {
  const named = process.env[variable];
  for (const place of named === undefined || named === '' ? places : [named]) {
    try {
      return style + readFileSync(place, 'utf8');
    } catch {
      // Most machines have none; OpenSC then has its defaults, and so has this one.
    }
  }
  return style;
}

/**
 * Runs `work` with OpenSC initialised anew, told how to unblock. No session may be open, and afterwards the module must be
 * finalised: the style is for this one call only, since it gives C_SetPIN without a login another meaning.
 */
export function withOpenScUnblocking<T>(pkcs11: PKCS11, module: string, work: () => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-opensc-'));
  const before = process.env[variable];
  try {
    const file = join(folder, 'opensc.conf');
    writeFileSync(file, configuration(), { mode: 0o600 });
    process.env[variable] = file;
    quietly(() => {
      pkcs11.C_Finalize();
    });
    initialise(pkcs11, module);
    return work();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, variable);
    else process.env[variable] = before;
    rmSync(folder, { recursive: true, force: true });
  }
}
