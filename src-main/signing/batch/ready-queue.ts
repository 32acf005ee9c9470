/** Gets documents ready ahead of the token, in their order. */
import type { PreparedSignature } from '#shared/signatures/prepared.ts';
import type { BatchTask } from './batch-task.ts';
import type { LoadedTask } from './loader.ts';

/** Documents that are fetched and compared ahead, beyond those that are prepared. */
const loadedAhead = 6;

/** Documents that are prepared ahead of a slow token. */
const fewAhead = 2;

export interface Ready {
  readonly task: BatchTask;
  readonly loaded: LoadedTask;
  readonly prepared: PreparedSignature;
}

export interface Readying {
  load(task: BatchTask): Promise<LoadedTask>;
  prepare(task: BatchTask, loaded: LoadedTask): Promise<PreparedSignature>;
  /** Passed over: its dossier has failed. */
  skip(task: BatchTask): boolean;
  /** The document cannot be signed. Throws to end the run, else it goes on with the others. */
  failed(task: BatchTask, cause: unknown): void;
  /** An earlier batch has signed it. */
  reused(task: BatchTask, loaded: LoadedTask): void;
}

export class ReadyQueue {
  readonly #tasks: readonly BatchTask[];
  #next = 0;
  readonly #work: Readying;
  readonly #loading: { readonly task: BatchTask; readonly loaded: Promise<LoadedTask> }[] = [];
  readonly #ready: Ready[] = [];
  #ahead = fewAhead;
  #ended = false;
  #trouble: { readonly cause: unknown } | undefined;
  #wake: () => void = () => undefined;
  #filling = false;

  constructor(tasks: readonly BatchTask[], work: Readying) {
    this.#tasks = tasks;
    this.#work = work;
  }

  /** How many are prepared ahead: few for a slow token, for the signing time is taken then. */
  keepAhead(count: number): void {
    this.#ahead = count;
  }

  /** At least one, at most `most`, of what is ready now; none at the end. @throws what `failed` has thrown */
  async take(most: number): Promise<readonly Ready[]> {
    for (;;) {
      if (this.#ready.length === 0) this.#fill();
      const taken = this.#ready.splice(0, most).filter(({ task }) => !this.#work.skip(task));
      if (taken.length > 0) {
        // Printing holds this thread up: what was taken must be on its way to a slow token by then, or it would idle.
        if (this.#ahead > fewAhead) this.#fill();
        else setImmediate(() => this.#fill());
        return taken;
      }
      if (this.#trouble !== undefined) throw this.#trouble.cause;
      if (this.#ended && this.#ready.length === 0) return [];
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #fill(): void {
    if (this.#filling || this.#ended) return;
    this.#filling = true;
    void this.#prepareSome()
      .catch((cause: unknown) => {
        this.#trouble = { cause };
        this.#ended = true;
      })
      .finally(() => {
        this.#filling = false;
        this.#wake();
      });
  }

  async #prepareSome(): Promise<void> {
    while (this.#ready.length < this.#ahead) {
      this.#loadMore();
      const first = this.#loading.shift();
      if (first === undefined) {
        this.#ended = true;
        return;
      }
      const { task } = first;
      if (this.#work.skip(task)) continue;
      try {
        const loaded = await first.loaded;
        this.#loadMore();
        if (loaded.made !== undefined) this.#work.reused(task, loaded);
        else {
          this.#ready.push({ task, loaded, prepared: await this.#work.prepare(task, loaded) });
          this.#wake();
        }
      } catch (cause) {
        this.#work.failed(task, cause);
      }
    }
  }

  #loadMore(): void {
    while (this.#loading.length < loadedAhead) {
      const task = this.#tasks[this.#next++];
      if (task === undefined) return;
      if (this.#work.skip(task)) continue;
      const loaded = this.#work.load(task);
      // Its failure is met when its turn comes; until then it must not count as unhandled.
      loaded.catch(() => undefined);
      this.#loading.push({ task, loaded });
    }
  }
}
