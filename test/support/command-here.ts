/** `dvctt` without a process of its own: most of what a command costs a test is the start of Node with the whole program. */
import { PassThrough, Readable } from 'node:stream';
import { runCli } from '#main/shells/cli/main.ts';
import type { CommandResult } from './dvctt-command.ts';

/** Streams and environment belong to the whole process: the next command waits until this one has put them back. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command line in this process, where `dvctt` of `dvctt-command.ts` starts one: for tests whose subject is what a
 * command does and says. Signals, locks between processes and what Node itself does with pipes want a real one.
 */
export function dvcttHere(
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<CommandResult> {
  const run = last.then(() => runWith(args, options.input ?? '', options.env ?? {}));
  last = run.catch(() => undefined);
  return run;
}

async function runWith(
  args: readonly string[],
  input: string,
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const before = { ...process.env };
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
  const [out, err] = [taking(process.stdout), taking(process.stderr)];
  Object.assign(process.env, env);
  Object.defineProperty(process, 'stdin', {
    ...stdin,
    get: () => piped,
  });
  const piped = input === '' ? new PassThrough().end() : Readable.from([Buffer.from(input)]);
  try {
    const code = await runCli(args);
    return { code, out: out.text(), err: err.text() };
  } finally {
    out.giveBack();
    err.giveBack();
    Object.defineProperty(process, 'stdin', stdin);
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}

/** Keeps what is written to a stream of the process, until it is given back. */
function taking(stream: NodeJS.WriteStream): { text(): string; giveBack(): void } {
  const kept: string[] = [];
  // The stream's own `write` stays on its prototype, under the one put over it.
  const own = Object.getOwnPropertyDescriptor(stream, 'write');
  const write = (chunk: string | Uint8Array): boolean => {
    kept.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return true;
  };
  Object.defineProperty(stream, 'write', { value: write, configurable: true, writable: true });
  return {
    text: () => kept.join(''),
    giveBack: () => {
      if (own === undefined) Reflect.deleteProperty(stream, 'write');
      else Object.defineProperty(stream, 'write', own);
    },
  };
}
