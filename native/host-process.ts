import { fork, type ChildProcess } from 'node:child_process';

/** How a child of this room is started. */
export interface HostProcessOptions {
  /** Program file, see `hostEntry`. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** Laid over this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Variables that would let the surroundings run code in a process that sees a PIN. */
const unwanted = [
  'NODE_OPTIONS',
  'NODE_DEBUG',
  'NODE_V8_COVERAGE',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
];

/**
 * Starts a child that runs native code. It runs on this process's own executable: Node, or Electron told to be Node.
 * Its stdout and stderr lead nowhere, because vendor modules print what they like, PINs included.
 */
export function startHostProcess(options: HostProcessOptions): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, ...options.env, ELECTRON_RUN_AS_NODE: '1' };
  for (const name of unwanted) Reflect.deleteProperty(env, name);
  return fork(options.entry, [...(options.args ?? [])], {
    execArgv: [],
    execPath: process.execPath,
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  });
}
