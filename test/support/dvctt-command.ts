import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

let built = false;

/** What the launcher `bin/dvctt.mjs` does before each command; once is enough for the commands of one test file. */
function build(): void {
  if (built) return;
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'build.ts'), '--node'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The command could not be built: ${stderr}`);
  built = true;
}

/** Runs the program behind `dvctt` in a process of its own, without the launcher, and gives back all that it printed. */
export function dvctt(
  args: readonly string[],
  options: {
    readonly input?: string;
    readonly env?: Readonly<Record<string, string>>;
    /** Ctrl+C is pressed once this stands on stderr. */
    readonly interruptAt?: string;
  } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    build();
    const child = spawn(process.execPath, [join(root, 'out', 'cli.js'), ...args], {
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    let interrupted = options.interruptAt === undefined;
    child.stderr.on('data', (chunk: Buffer) => {
      err.push(chunk);
      if (interrupted || !Buffer.concat(err).includes(options.interruptAt ?? '')) return;
      interrupted = true;
      child.kill('SIGINT');
    });
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({
        code: code ?? -1,
        out: Buffer.concat(out).toString('utf8'),
        err: Buffer.concat(err).toString('utf8'),
      }),
    );
    // A command that ends before it reads its input closes the pipe; that is no failure of the test.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
