/** A desktop session of its own for a test: a D-Bus, and GNOME Keyring unlocked with a test password (or left locked). */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const programs = ['/usr/bin/dbus-run-session', '/usr/bin/gnome-keyring-daemon'];

/** Why there can be no such session here; undefined when there can. */
export function whyNoKeyring(): string | undefined {
  if (process.platform !== 'linux') return 'GNOME Keyring is for Linux';
  const missing = programs.find((program) => !existsSync(program));
  return missing === undefined ? undefined : `${missing} is not installed`;
}

/** Surroundings of a person's session whose keyring lives in this folder; `bus: false` leaves it without a D-Bus. */
export function sessionEnvironment(home: string): Record<string, string> {
  const runtime = join(home, 'run');
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const own = { HOME: home, XDG_DATA_HOME: join(home, 'share'), XDG_RUNTIME_DIR: runtime };
  const rest = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(DBUS_|DISPLAY$|XDG_|WAYLAND_)/.test(name) ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(rest), ...own };
}

/** Runs a command in such a session and gives back what it printed; the session ends with it. */
export function inKeyringSession(
  command: readonly string[],
  options: {
    readonly home: string;
    readonly unlocked: boolean;
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const open = `printf %s test-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1`;
  const shut = `gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1`;
  return new Promise((resolve, reject) => {
    const child = spawn(
      'dbus-run-session',
      ['--', 'sh', '-c', `${options.unlocked ? open : shut}; exec "$@"`, 'sh', ...command],
      { env: { ...sessionEnvironment(options.home), ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code: code ?? -1, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

export interface KeyringSession {
  /** To be set for a program of this session. */
  readonly env: Readonly<Record<string, string>>;
  end(): Promise<void>;
}

/** A session with an unlocked keyring that stays until it is ended. */
export async function startKeyringSession(home: string): Promise<KeyringSession> {
  const open = `printf %s test-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1`;
  const child = spawn(
    'dbus-run-session',
    ['--', 'sh', '-c', `${open}; printf '%s\\n' "$DBUS_SESSION_BUS_ADDRESS"; cat >/dev/null`],
    { env: sessionEnvironment(home), stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    child.once('error', reject);
    child.once('close', () => reject(new Error('the session ended before it began')));
  });
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: address, XDG_CURRENT_DESKTOP: 'GNOME' },
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}
