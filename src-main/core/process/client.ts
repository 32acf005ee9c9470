import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import { coreCalls, type CallInput, type CallName, type CallOutput } from '#shared/contract/ipc.ts';
import type { Core, CoreEvent } from '#shared/contract/ipc.ts';
import { childLauncher } from './child-transport.ts';
import { coreEntry } from './entry.ts';
import { fromCoreSchema, type FromCore } from './messages.ts';
import { coreOptionsSchema, type CoreOptions } from '../options.ts';
import type { CoreLauncher, CoreTransport } from './transport.ts';

/** First and longest wait before a core that died is started again, and how long it must live to be trusted (ms). */
const shortestWait = 100;
const longestWait = 10_000;
const healthyAfter = 30_000;
/** How long a core may take to close its stores before it is killed (ms). */
const closingTime = 5_000;

export interface CoreProcess extends Core {
  /** Process id of the core that runs now, for diagnosis. */
  readonly pid: number | undefined;
}

type StartOptions = ReturnType<typeof coreOptionsSchema.parse>;

interface Pending {
  resolve(output: unknown): void;
  reject(error: DvcttError): void;
}

/**
 * A core in a process of its own. When it dies, calls under way fail with CORE_RESTARTED, a new one is started with
 * a growing delay and `core.restarted` is emitted; calls made meanwhile wait for it. Rejects when the first start
 * fails, with the core's own failure.
 */
export async function startCoreProcess(
  options: CoreOptions & { readonly node?: string; readonly launch?: CoreLauncher },
): Promise<CoreProcess> {
  const { node, launch, ...rest } = options;
  const client = new CoreProcessClient(
    launch ?? childLauncher({ node: node ?? process.execPath, entry: coreEntry() }),
    coreOptionsSchema.parse(rest),
  );
  try {
    await client.started();
  } catch (thrown) {
    await client.close();
    throw thrown;
  }
  return client;
}

class CoreProcessClient implements CoreProcess {
  readonly #launch: CoreLauncher;
  readonly #options: StartOptions;
  readonly #listeners = new Set<(event: CoreEvent) => void>();
  readonly #pending = new Map<number, Pending>();
  #transport: CoreTransport | undefined;
  #ready: PromiseWithResolvers<CoreTransport>;
  #everStarted = false;
  #closing: Promise<void> | undefined;
  #gone: (() => void) | undefined;
  #nextId = 1;
  #wait = shortestWait;
  #restart: NodeJS.Timeout | undefined;

  constructor(launch: CoreLauncher, options: StartOptions) {
    this.#launch = launch;
    this.#options = options;
    this.#ready = newReadiness();
    this.#start();
  }

  get pid(): number | undefined {
    return this.#transport?.pid;
  }

  /** Resolves when the core answers; rejects when it refuses to start. */
  async started(): Promise<void> {
    await this.#ready.promise;
  }

  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    if (this.#closing !== undefined) throw new DvcttError('CORE_RESTARTED');
    const transport = await this.#ready.promise;
    const id = this.#nextId++;
    const output = await new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      transport.post({ kind: 'call', request: { id, name, input } });
    });
    const parsed = coreCalls[name].output.safeParse(output);
    if (!parsed.success)
      throw new DvcttError('UNEXPECTED', { call: name, reason: 'output not in the contract' });
    // The schema looked up by this very name has just produced the value; TypeScript cannot follow the pairing.
    return parsed.data as CallOutput<N>;
  }

  subscribe(listener: (event: CoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#restart);
    const transport = this.#transport;
    if (transport !== undefined) {
      const gone = new Promise<void>((resolve) => (this.#gone = resolve));
      const overdue = setTimeout(() => transport.kill(), closingTime);
      transport.post({ kind: 'close' });
      await gone;
      clearTimeout(overdue);
    }
    this.#ready.reject(new DvcttError('CORE_RESTARTED'));
    this.#failPending();
    this.#listeners.clear();
  }

  #start(): void {
    const transport = this.#launch();
    const startedAt = Date.now();
    this.#transport = transport;
    transport.onMessage((raw) => {
      const message = fromCoreSchema.safeParse(raw);
      if (message.success) this.#receive(message.data, transport);
    });
    transport.onExit(() => {
      if (this.#transport !== transport) return;
      this.#transport = undefined;
      this.#ended(Date.now() - startedAt);
    });
    transport.post({ kind: 'start', options: this.#options });
  }

  #receive(message: FromCore, transport: CoreTransport): void {
    switch (message.kind) {
      case 'started':
        this.#ready.resolve(transport);
        if (this.#everStarted) this.#emit({ name: 'core.restarted', payload: {} });
        this.#everStarted = true;
        return;
      case 'not-started':
        this.#refuse(message.failure);
        transport.kill();
        return;
      case 'response': {
        const pending = this.#pending.get(message.response.id);
        this.#pending.delete(message.response.id);
        if (message.response.ok) pending?.resolve(message.response.output);
        else pending?.reject(new DvcttError(message.response.failure.code, message.response.failure.details));
        return;
      }
      case 'event':
        this.#emit(message.event);
        return;
    }
  }

  /** The calls that wait for this start are told why it failed; the next calls wait for the next try. */
  #refuse(failure: Failure): void {
    this.#ready.reject(new DvcttError(failure.code, failure.details));
  }

  #ended(livedFor: number): void {
    this.#failPending();
    if (this.#closing !== undefined) {
      this.#gone?.();
      return;
    }
    // A core that never came up once is its caller's to handle; one that did is brought back.
    if (!this.#everStarted) {
      this.#ready.reject(new DvcttError('CORE_RESTARTED'));
      return;
    }
    // Calls that waited for the start that has just failed wait for the next one.
    const ready = newReadiness();
    this.#ready.resolve(ready.promise);
    this.#ready = ready;
    this.#wait = livedFor >= healthyAfter ? shortestWait : Math.min(this.#wait * 2, longestWait);
    this.#restart = setTimeout(() => this.#start(), this.#wait);
  }

  #failPending(): void {
    for (const pending of this.#pending.values()) pending.reject(new DvcttError('CORE_RESTARTED'));
    this.#pending.clear();
  }

  #emit(event: CoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** A promise whose rejection nobody may happen to await. */
function newReadiness(): PromiseWithResolvers<CoreTransport> {
  const readiness = Promise.withResolvers<CoreTransport>();
  readiness.promise.catch(() => undefined);
  return readiness;
}
