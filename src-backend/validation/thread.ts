import { Worker } from 'node:worker_threads';
import { Overrun } from './overrun.ts';
import { readyMessage } from './task.ts';

/** Loading the program may take this long on a busy machine (ms); the deadline of a task begins after it. */
const loadingTime = 60_000;

/** A message and those of its buffers that move to the thread instead of being copied. */
export interface Question {
  readonly message: unknown;
  readonly transfer: readonly ArrayBuffer[];
}

/** One worker thread with a memory limit. After a failed `ask` it is of no use and must be stopped. */
export class ValidationThread {
  readonly #worker: Worker;
  readonly #loaded: Promise<void>;

  /** `memory`: megabytes of heap that its objects may fill. */
  constructor(program: string, memory: number) {
    this.#worker = new Worker(program, {
      // The flags of the process that started us (a test runner's, a debugger's) are not the thread's.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    // Whether the server has ended is for its sockets to say.
    this.#worker.unref();
    // Without a listener an error between two tasks would end the server; the next task finds the thread dead.
    this.#worker.on('error', () => undefined);
    this.#loaded = this.#next(loadingTime).then((first) => {
      if (first !== readyMessage) throw new Error('The validation thread did not say that it is ready.');
    });
    this.#loaded.catch(() => undefined);
  }

  /** @throws Overrun when the thread does not answer within `deadline` ms or dies; an Error when it cannot start. */
  async ask({ message, transfer }: Question, deadline: number): Promise<unknown> {
    try {
      await this.#loaded;
    } catch (cause) {
      // The reason stands in the message, for the log shows one stack.
      const reason = cause instanceof Overrun ? cause.cause : cause;
      throw new Error(`The validation thread did not start: ${String(reason)}`, { cause });
    }
    const answer = this.#next(deadline);
    this.#worker.postMessage(message, transfer);
    return answer;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  /** The next message. */
  #next(patience: number): Promise<unknown> {
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        worker.off('message', told).off('messageerror', garbled).off('error', failed).off('exit', ended);
        end();
      };
      const told = (message: unknown) => settle(() => resolve(message));
      const garbled = (cause: Error) => settle(() => reject(new Overrun('thread', { cause })));
      const failed = (cause: Error) => {
        const memory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
        settle(() => reject(new Overrun(memory ? 'memory' : 'thread', { cause })));
      };
      const ended = () => settle(() => reject(new Overrun('thread')));
      const timer = setTimeout(() => settle(() => reject(new Overrun('time'))), patience);
      worker.on('message', told).on('messageerror', garbled).on('error', failed).on('exit', ended);
    });
  }
}
