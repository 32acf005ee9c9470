import { execFile, spawn, type ExecFileException } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { getServers } from 'node:dns';
import { connect } from 'node:net';
import { getCACertificates } from 'node:tls';
import { arch, freemem, release, totalmem, type, version } from 'node:os';

/** What the doctor asks of the operating system, so that a test can describe another one. */
export interface DoctorMachine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether somebody listens on a local socket; rejects with the system's own error when not. */
  touchSocket(path: string, signal: AbortSignal): Promise<void>;
  /** Output of a program that is part of the system: fixed arguments, no shell, a few seconds at most. */
  ask(program: string, args: readonly string[], signal: AbortSignal): Promise<Asked>;
  /** Starts a program that outlives this one; false when there is none of that name. */
  startDetached(program: string, args: readonly string[]): Promise<boolean>;
  resolve(host: string): Promise<readonly string[]>;
  nameServers(): readonly string[];
  /** Root certificates that the system trusts, PEM; empty where they cannot be read. */
  authorities(): readonly string[];
  facts(): MachineFacts;
}

export interface Asked {
  /** Undefined when the program is not there or did not end in time. */
  readonly exitCode: number | undefined;
  readonly output: string;
  /** The system's word for why it did not run: ENOENT … */
  readonly error?: string;
}

export interface MachineFacts {
  readonly system: string;
  readonly build: string;
  readonly memoryBytes: number;
  readonly freeMemoryBytes: number;
  readonly versions: Readonly<Record<string, string | undefined>>;
}

/** How long a program of the system may take, ms. */
const patience = 4_000;
const mostOutput = 256 * 1024;

export const thisMachine: DoctorMachine = {
  platform: process.platform,
  arch: arch(),
  env: process.env,
  touchSocket: (path, signal) =>
    new Promise((resolve, reject) => {
      const socket = connect({ path, signal });
      socket.once('connect', () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', reject);
    }),
  ask: (program, args, signal) =>
    new Promise((resolve) => {
      const options = { signal, timeout: patience, killSignal: 'SIGKILL', maxBuffer: mostOutput } as const;
      execFile(program, [...args], { ...options, windowsHide: true }, (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`;
        resolve(error === null ? { exitCode: 0, output } : { ...endOf(error), output });
      });
    }),
  startDetached: (program, args) =>
    new Promise((resolve) => {
      const child = spawn(program, [...args], { detached: true, stdio: 'ignore' });
      child.once('spawn', () => {
        child.unref();
        resolve(true);
      });
      child.once('error', () => resolve(false));
    }),
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  nameServers: getServers,
  authorities: () => {
    try {
      return getCACertificates('system');
    } catch {
      return [];
    }
  },
  facts: () => ({
    system: `${type()} ${release()}`,
    build: version(),
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    versions: process.versions,
  }),
};

/** A program that ran has an exit code; one that did not has the system's word for why. */
function endOf(error: ExecFileException): Omit<Asked, 'output'> {
  const { code, killed } = error;
  if (typeof code === 'number') return { exitCode: code };
  return { exitCode: undefined, error: code ?? (killed === true ? 'ETIMEDOUT' : error.message) };
}
