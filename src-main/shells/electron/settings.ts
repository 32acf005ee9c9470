/** What the Electron shell is started with: a file that the command line wrote for it, else the environment. */
import { readFileSync } from 'node:fs';
import type { CoreOptions } from '../../core/options.ts';
import { coreOptionsSchema } from '../../core/options.ts';
import { backendUrl, dataFolder, namedModules } from '../cli/settings.ts';

/** Switch that names the options file; it may hold the demo's passwords, so they stand in no command line. */
export const optionsSwitch = 'dvctt-options';

/** Throws when the file named is not a valid options file: it is ours, so that is a defect. */
export function shellOptions(optionsFile: string | undefined): CoreOptions {
  if (optionsFile !== undefined && optionsFile !== '')
    return coreOptionsSchema.parse(JSON.parse(readFileSync(optionsFile, 'utf8')));
  return {
    dataFolder: dataFolder(undefined),
    backendUrl: backendUrl(),
    modules: namedModules(undefined),
    shell: 'electron',
    policy: 'compat',
  };
}
