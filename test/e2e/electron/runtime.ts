/** The Electron that the tests run in: `ELECTRON_OVERRIDE_DIST_PATH`, else the one that npm has fetched, if any. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const binary = process.platform === 'win32' ? 'electron.exe' : 'electron';

/** Path of the Electron program; undefined where there is none. */
export function electronProgram(): string | undefined {
  const folders = [process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', 'node_modules/electron/dist'];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, binary))
    .find((program) => existsSync(program));
}

/** Why the Electron tests cannot run here; undefined when they can. */
export function whyNoElectron(): string | undefined {
  if (electronProgram() === undefined)
    return 'no Electron binary: ELECTRON_OVERRIDE_DIST_PATH is not set and npm has fetched none';
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return 'no display: run under xvfb-run -a';
  return undefined;
}

/** Flags that Chromium needs where tests run: as root it has no sandbox of its own, and there is no GPU. */
export const chromiumFlags: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
