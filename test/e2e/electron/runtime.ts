/** The Electron that the tests run in: `ELECTRON_OVERRIDE_DIST_PATH`, else the one that npm has fetched, if any. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { chromiumFlags } from '../chromium.ts';
import { canShow, display } from './display.ts';

const binary = process.platform === 'win32' ? 'electron.exe' : 'electron';

/** Path of the Electron program; undefined where there is none. */
function electronProgram(): string | undefined {
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
  return canShow() ? undefined : 'no display, and no Xvfb to make one';
}

/**
 * Starts the Electron shell whose bundles are in `out`. `ownNode`: the core in Electron's utilityProcess, else on the
 * Node that runs the tests.
 */
export async function launchElectron(options: {
  readonly out: string;
  readonly optionsFile: string;
  readonly ownNode?: boolean;
  /** Set for this program alone; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the system was asked to open with the program. */
  readonly opened?: string;
}): Promise<ElectronApplication> {
  const executablePath = electronProgram();
  if (executablePath === undefined) throw new Error(whyNoElectron());
  await display();
  return _electron.launch({
    executablePath,
    args: electronArguments(options),
    env: environment(options.ownNode === true, options.env ?? {}),
    timeout: 60_000,
  });
}

type Start = Pick<Parameters<typeof launchElectron>[0], 'out' | 'optionsFile' | 'opened'>;

function electronArguments({ out, optionsFile, opened }: Start): string[] {
  const electron = join(out, 'electron');
  return [
    ...chromiumFlags,
    `--dvctt-options=${optionsFile}`,
    // The test runtime loads an ES module only after it is ready.
    '-r',
    join(electron, 'before-ready.cjs'),
    join(electron, 'main.js'),
    ...(opened === undefined ? [] : [opened]),
  ];
}

/** Starts the same program a second time, as the system does when a link is pressed; answers when that start has ended. */
export async function startElectronAgain(options: Start): Promise<void> {
  const executablePath = electronProgram();
  if (executablePath === undefined) throw new Error(whyNoElectron());
  await display();
  const again = spawn(executablePath, electronArguments(options), {
    env: environment(false, {}),
    stdio: 'ignore',
  });
  await once(again, 'exit');
}

function environment(
  ownNode: boolean,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const set = Object.entries({ ...process.env, ...own }).flatMap(([name, value]) =>
    value === undefined || name === 'ELECTRON_RUN_AS_NODE' || name === 'DVCTT_NODE'
      ? []
      : [[name, value] as const],
  );
  return Object.fromEntries(ownNode ? set : [...set, ['DVCTT_NODE', process.execPath] as const]);
}
