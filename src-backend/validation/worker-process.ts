import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { Overrun } from './overrun.ts';
import { readyMessage } from './task.ts';

/** Loading the program may take this long on a busy machine (ms); the deadline of a task begins after it. */
const loadingTime = 60_000;

/** One message of plain data and bytes. */
export interface Question {
  readonly message: unknown;
}

/**
 * One worker with a memory limit: a process of its own, because V8 ends the whole process when a thread's heap fills
 * up at the wrong moment. After a failed `ask` it is of no use and must be stopped.
 */
export class ValidationWorker {
  readonly #worker: ChildProcess;
  readonly #loaded: Promise<void>;

  /** `memory`: megabytes of heap that its objects may fill. */
  constructor(program: string, memory: number) {
    this.#worker = fork(program, [], {
      // The flags of the process that started us (a test runner's, a debugger's) are not the worker's.
      execArgv: [`--max-old-space-size=${memory}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // Whether the server has ended is for its sockets to say.
    this.#worker.unref();
    this.#worker.channel?.unref();
    // Without a listener an error between two tasks would end the server; the next task finds the worker dead.
    this.#worker.on('error', () => undefined);
    this.#loaded = this.#next(loadingTime).then((first) => {
      if (first !== readyMessage) throw new Error('The validation worker did not say that it is ready.');
    });
    this.#loaded.catch(() => undefined);
  }

  /** @throws Overrun when the thread does not answer within `deadline` ms or dies; an Error when it cannot start. */
  async ask({ message }: Question, deadline: number): Promise<unknown> {
    try {
      await this.#loaded;
    } catch (cause) {
      // The reason stands in the message, for the log shows one stack.
      const reason = cause instanceof Overrun ? cause.cause : cause;
      throw new Error(`The validation worker did not start: ${String(reason)}`, { cause });
    }
    const answer = this.#next(deadline);
    // A worker that is gone is told by 'exit'; the callback keeps a failed send from becoming an uncaught error.
    if (this.#worker.connected) this.#worker.send(message as Serializable, () => undefined);
    return answer;
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const ended = once(worker, 'exit');
    worker.ref();
    worker.kill('SIGKILL');
    await ended;
  }

  /** The next message. */
  #next(patience: number): Promise<unknown> {
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        worker.off('message', told).off('error', failed).off('exit', ended);
        end();
      };
      const told = (message: unknown) => settle(() => resolve(message));
      const failed = (cause: Error) => settle(() => reject(new Overrun('thread', { cause })));
      // V8 aborts a process whose heap is full.
      const ended = (code: number | null, signal: NodeJS.Signals | null) =>
        settle(() => reject(new Overrun(signal === 'SIGABRT' || code === 134 ? 'memory' : 'thread')));
      const timer = setTimeout(() => settle(() => reject(new Overrun('time'))), patience);
      if (worker.exitCode !== null || worker.signalCode !== null) ended(worker.exitCode, worker.signalCode);
      worker.on('message', told).on('error', failed).on('exit', ended);
    });
  }
}
