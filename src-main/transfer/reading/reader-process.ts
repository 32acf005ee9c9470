import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { Found } from '../found.ts';
import { ImportTally } from '../limits.ts';
import { readerEntry } from './reader-entry.ts';
import { nextMessage, readingAnswerSchema, readyMessage, type ReadingTask } from './task.ts';

export interface ReadingLimits {
  /** For one file, in ms, once the program has been loaded. */
  readonly deadline: number;
  /** Heap, in megabytes. */
  readonly memory: number;
}

/** A workbook of ten thousand lines takes seconds and a tenth of the memory. */
export const readingLimits: ReadingLimits = { deadline: 60_000, memory: 768 };
/** Loading the program may take this long on a busy machine (ms). */
const loadingTime = 60_000;

/**
 * Reads files of strangers, one after another, in a process that ends with the last: a file that takes too long or fills
 * the memory is one refusal, and the core goes on. Only vouchers and refusals come back, and no more than one import takes.
 * @throws DvcttError IMPORT_TOO_MUCH for all files together
 */
export async function readFilesApart(
  files: readonly ReadingTask[],
  limits: ReadingLimits = readingLimits,
  program: string = readerEntry(),
): Promise<readonly Found[]> {
  const found: Found[] = [];
  const tally = new ImportTally();
  let process: ReaderProcess | undefined;
  try {
    for (const file of files) {
      process ??= new ReaderProcess(program, limits.memory);
      let ofFile: readonly Found[];
      try {
        ofFile = await process.read(file, limits.deadline);
      } catch (cause) {
        if (!(cause instanceof DvcttError)) throw cause;
        await process.stop();
        process = undefined;
        ofFile = [{ kind: 'refused', from: file.name, failure: toFailure(cause) }];
      }
      for (const each of ofFile) {
        tally.add(each);
        found.push(each);
      }
    }
    return found;
  } finally {
    await process?.stop();
  }
}

/** A process and not a thread: V8 ends the whole process when a thread's heap fills up at the wrong moment. */
class ReaderProcess {
  readonly #child: ChildProcess;
  readonly #loaded: Promise<unknown>;

  constructor(program: string, memory: number) {
    this.#child = fork(program, [], {
      // The flags of the process that started us (a test runner's, a debugger's) are not this one's.
      execArgv: [`--max-old-space-size=${memory}`],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('error', () => undefined);
    this.#loaded = this.#next(loadingTime);
    this.#loaded.catch(() => undefined);
  }

  /** @throws DvcttError IMPORT_OVERRUN, IMPORT_TOO_MUCH, and what kept the file from being read at all */
  async read({ name, bytes }: ReadingTask, deadline: number): Promise<readonly Found[]> {
    if ((await this.#loaded) !== readyMessage) throw new DvcttError('UNEXPECTED', { what: 'reader' });
    const tally = new ImportTally();
    const found: Found[] = [];
    let asked: Serializable = { name, bytes };
    for (;;) {
      const answer = readingAnswerSchema.safeParse(await this.#ask(asked, deadline));
      if (!answer.success) throw new DvcttError('UNEXPECTED', { what: 'reader', name });
      if (!answer.data.ok) throw new DvcttError(answer.data.failure.code, answer.data.failure.details);
      for (const each of answer.data.found) {
        tally.add(each);
        found.push(each);
      }
      // One that says there is more and gives nothing would be asked for ever.
      if (answer.data.more !== true || answer.data.found.length === 0) return found;
      asked = nextMessage;
    }
  }

  #ask(message: Serializable, deadline: number): Promise<unknown> {
    const answered = this.#next(deadline);
    // A process that is gone is told by 'exit'; the callback keeps a failed send from becoming an uncaught error.
    if (this.#child.connected) this.#child.send(message, () => undefined);
    return answered;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  #next(patience: number): Promise<unknown> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        child.off('message', told).off('exit', ended).off('error', failed);
        end();
      };
      const overrun = (limit: string) => settle(() => reject(new DvcttError('IMPORT_OVERRUN', { limit })));
      const told = (message: unknown) => settle(() => resolve(message));
      const ended = () => overrun('memory');
      const failed = () => overrun('process');
      const timer = setTimeout(() => overrun('time'), patience);
      child.on('message', told).on('exit', ended).on('error', failed);
      if (child.exitCode !== null || child.signalCode !== null) ended();
    });
  }
}
