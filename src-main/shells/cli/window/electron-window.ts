import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CoreOptions } from '../../../core/options.ts';
import type { Printer } from '../printer.ts';
import { onStopSignal } from '../stop-signal.ts';

export interface ElectronProgram {
  readonly path: string;
  /** Another runtime than the one the product is built for: the core then runs on this Node. */
  readonly overridden: boolean;
}

/** The Electron binary: ELECTRON_OVERRIDE_DIST_PATH as Electron itself reads it, else the one that npm fetched. */
export function findElectron(): ElectronProgram | undefined {
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const path = join(override, name);
    return existsSync(path) ? { path, overridden: true } : undefined;
  }
  const fetched = resolve(
    import.meta.dirname,
    rootFrom(import.meta.dirname),
    'node_modules',
    'electron',
    'dist',
  );
  const path =
    process.platform === 'darwin'
      ? join(fetched, 'Electron.app/Contents/MacOS/Electron')
      : join(fetched, name);
  return existsSync(path) ? { path, overridden: false } : undefined;
}

/** The checkout's root, from out/ or from the source folder. */
function rootFrom(here: string): string {
  return existsSync(join(here, '..', 'package.json')) ? '..' : '../../../..';
}

/** Starts Electron on the options, which travel in a file: they may hold the demo's passwords. */
export async function openInElectron(
  electron: ElectronProgram,
  options: CoreOptions,
  printer: Printer,
): Promise<void> {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const file = join(options.dataFolder, `.shell-options-${process.pid}.json`);
  // Without the key: the window fetches it from where it is kept, and it stands in no file in the clear.
  const { storeKey: _key, ...rest } = options;
  writeFileSync(file, JSON.stringify({ ...rest, shell: 'electron' }), { mode: 0o600 });
  chmodSync(file, 0o600);
  printer.say('Mở cửa sổ Electron…');
  const app = resolve(import.meta.dirname, rootFrom(import.meta.dirname));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // The test runtime loads an ES module only when it is ready, too late for app:// to be made a standard scheme.
  const early = electron.overridden ? ['-r', join(app, 'out', 'electron', 'before-ready.cjs')] : [];
  try {
    await new Promise<void>((done, fail) => {
      const child = spawn(electron.path, [...sandbox, ...early, app, `--dvctt-options=${file}`], {
        stdio: ['ignore', 'ignore', 'ignore'],
        env: { ...process.env, ...(electron.overridden ? { DVCTT_NODE: process.execPath } : {}) },
      });
      const stop = () => child.kill();
      const forget = onStopSignal(stop);
      child.once('error', fail);
      child.once('exit', () => {
        forget();
        done();
      });
    });
  } finally {
    rmSync(file, { force: true });
  }
}
