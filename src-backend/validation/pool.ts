import { DvcttError } from '#shared/contract/errors.ts';
import { ValidationWorker, type Question } from './worker-process.ts';

export interface PoolOptions {
  /** File of the thread's program. */
  readonly program: string;
  readonly threads: number;
  /** For one task, in ms, loading of its bytes not counted. */
  readonly deadline: number;
  /** Heap of one thread, in megabytes. */
  readonly memory: number;
}

interface Job {
  readonly owner: string;
  readonly load: () => Promise<Question>;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/** Tasks that one person may have waiting: a screenful of dossiers opened at once, not a flood. */
const mostWaiting = 50;
/** What a person's tasks have cost is forgotten after so long without one (ms). */
const memoryOfCost = 10 * 60_000;

/**
 * A few threads and a queue that is fair to people: nobody has two tasks running, and a free thread goes to whom the
 * threads have worked for least. So one person's hostile files hold up that person, not the others.
 */
export class ValidationPool {
  readonly #options: PoolOptions;
  readonly #idle: ValidationWorker[] = [];
  readonly #threads = new Set<ValidationWorker>();
  readonly #running = new Set<string>();
  readonly #costs = new Map<string, { readonly milliseconds: number; readonly at: number }>();
  #waiting: Job[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * Runs a task when a thread is free; its bytes are loaded only then, so that a long queue holds none.
   * @throws Overrun when it did not end within its limits; DvcttError SERVER_BUSY; whatever `load` throws.
   */
  run(owner: string, load: () => Promise<Question>): Promise<unknown> {
    const own = this.#waiting.filter((job) => job.owner === owner);
    if (this.#closed || own.length >= mostWaiting) {
      return Promise.reject(new DvcttError('SERVER_BUSY', { retryAfter: 60 }));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ owner, load, resolve, reject });
      this.#startNext();
    });
  }

  /** Ends tasks under way and refuses those that wait. */
  async close(): Promise<void> {
    this.#closed = true;
    const refused = this.#waiting;
    this.#waiting = [];
    for (const job of refused) job.reject(new DvcttError('SERVER_BUSY', { retryAfter: 60 }));
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  #startNext(): void {
    while (!this.#closed && this.#running.size < this.#options.threads) {
      const job = this.#cheapest();
      if (job === undefined) return;
      this.#waiting = this.#waiting.filter((other) => other !== job);
      this.#running.add(job.owner);
      void this.#finish(job);
    }
  }

  /** The first waiting task of the person who has cost least, of those who have none running. */
  #cheapest(): Job | undefined {
    const oldest = performance.now() - memoryOfCost;
    for (const [owner, { at }] of this.#costs) if (at < oldest) this.#costs.delete(owner);
    return this.#waiting
      .filter(({ owner }) => !this.#running.has(owner))
      .reduce<Job | undefined>(
        (best, job) => (best === undefined || this.#costOf(job) < this.#costOf(best) ? job : best),
        undefined,
      );
  }

  #costOf({ owner }: Job): number {
    return this.#costs.get(owner)?.milliseconds ?? 0;
  }

  async #finish(job: Job): Promise<void> {
    try {
      const question = await job.load();
      job.resolve(await this.#ask(job, question));
    } catch (cause) {
      job.reject(cause);
    } finally {
      this.#running.delete(job.owner);
      this.#startNext();
    }
  }

  async #ask(job: Job, question: Question): Promise<unknown> {
    const { program, memory, deadline } = this.#options;
    const thread = this.#idle.pop() ?? new ValidationWorker(program, memory);
    this.#threads.add(thread);
    const started = performance.now();
    try {
      const answer = await thread.ask(question, deadline);
      this.#idle.push(thread);
      return answer;
    } catch (cause) {
      this.#threads.delete(thread);
      // Not waited for: a thread inside a native call ends when that returns, and the next one need not wait.
      void thread.stop();
      throw cause;
    } finally {
      const at = performance.now();
      this.#costs.set(job.owner, { milliseconds: this.#costOf(job) + at - started, at });
    }
  }
}
