import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';

/** The data folder: `--data`, else `DVCTT_DATA`, else the place where the system keeps a program's data. */
export function dataFolder(option: string | undefined): string {
  const chosen = option ?? process.env['DVCTT_DATA'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (process.platform === 'win32') {
    return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'DVCTT Desktop');
  }
  if (process.platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'DVCTT Desktop');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'dvctt-desktop');
}

/** Modules named beside the catalogue: `--module` (repeatable), then `DVCTT_PKCS11_MODULES` (a path list). */
export function namedModules(options: readonly string[] | undefined): string[] {
  const listed = (process.env['DVCTT_PKCS11_MODULES'] ?? '').split(delimiter).filter((path) => path !== '');
  return [...new Set([...(options ?? []), ...listed].map((path) => resolve(path)))];
}

/** The backend to talk to: `--backend`, `DVCTT_BACKEND`, or the embedded one's usual place. @throws USAGE for no web address. */
export function backendUrl(option?: string): string {
  const chosen = option ?? process.env['DVCTT_BACKEND'] ?? '';
  const name = option === undefined ? 'DVCTT_BACKEND' : '--backend';
  if (chosen === '') return 'http://127.0.0.1:8470';
  if (!URL.canParse(chosen) || !['http:', 'https:'].includes(new URL(chosen).protocol)) {
    throw new DvcttError('USAGE', {
      reason: `${name} là “${chosen.slice(0, 200)}”, không phải địa chỉ máy chủ; viết đủ như https://may-chu.vi-du.vn hoặc http://127.0.0.1:8470`,
    });
  }
  return chosen;
}
