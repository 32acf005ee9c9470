import { startHostProcess, type HostProcess } from '#native/host-process.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import {
  tokenHostCalls,
  tokenHostReplySchema,
  type TokenHostCall,
  type TokenHostInput,
  type TokenHostOutput,
} from '#shared/contract/token-host.ts';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import type { TracedCall } from '#shared/contract/trace.ts';

/** The file to load. */
export interface ModulePlace {
  readonly path: string;
  /** In a folder of the system, which is not ours to judge. */
  readonly ofTheSystem: boolean;
}

export interface HostClientOptions {
  readonly modulePath: string;
  /** Where the module is loaded from; looked at anew for each host. Throws for a place that is not safe. */
  readonly place?: () => ModulePlace;
  /** Program of the token host. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Deadline of each call, ms, from the moment the host starts on it. */
  readonly deadlines: Readonly<Record<TokenHostCall, number>>;
  /** Time for the process to come up, ms. */
  readonly startDeadline: number;
  /** Told of every call of the module while a trace is on. */
  readonly onTraced?: (pid: number, traced: TracedCall) => void;
  /** Told once, when the process is there. */
  readonly onStart?: (pid: number) => void;
  /** Told once, when the process is over, and what ended it. */
  readonly onEnd?: (pid: number, death: DvcttError) => void;
}

/** Hosts still running; killed with this process, since one that hangs in a module would not notice our end. */
const running = new Set<HostProcess>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/** Rows of the trace that one call may bring, and the length of one, bytes; an honest host stays far below both. */
const mostRows = 20_000;
const longestRow = 8_192;

/** What a host tells of while it works. */
export interface CallProgress {
  /** Of a self-test: a step is done, and the next one has its whole time. */
  readonly step?: (step: SelfTestStep) => void;
  /** Of `signEach`: a value that is made. */
  readonly signed?: (value: Uint8Array) => void;
}

type Answer = (outcome: { readonly output: unknown } | { readonly error: unknown }) => void;

/**
 * One token host process. Calls are sent one at a time. A call past its deadline kills the process and fails with
 * MODULE_TIMEOUT; a process that ends by itself fails its calls with MODULE_CRASHED. A dead client stays dead: the
 * module's owner starts another.
 */
export class HostClient {
  readonly #options: HostClientOptions;
  readonly #child: HostProcess;
  readonly #ready: Promise<void>;
  #markReady: () => void = () => undefined;
  #last: Promise<unknown> = Promise.resolve();
  #answer: { readonly id: number; readonly settle: Answer } | undefined;
  readonly #over = new AbortController();
  #death: DvcttError | undefined;
  #nextId = 1;
  #isReady = false;
  /** It was told to trace. */
  #traced = false;
  /** Rows of the trace since the last call was begun. */
  #rows = 0;
  /** The PKCS#11 call that has begun and not come back, where the host tells of its calls. */
  #doing: string | undefined;
  /** What the call under way is told of. */
  #progress: CallProgress | undefined;
  #waiting = 0;
  #answered = 0;

  constructor(options: HostClientOptions) {
    this.#options = options;
    const { path, ofTheSystem } = options.place?.() ?? { path: options.modulePath, ofTheSystem: false };
    const args = ofTheSystem ? [path, 'of-the-system'] : [path];
    this.#child = startHostProcess({ entry: options.entry, args, env: options.env });
    running.add(this.#child);
    if (this.pid !== undefined) options.onStart?.(this.pid);
    this.#ready = new Promise((resolve) => {
      this.#markReady = resolve;
    });
    this.#child.on('message', (message, size) => {
      if (this.#death === undefined) this.#receive(message, size);
    });
    this.#child.once('unreadable', () => {
      this.#end(this.#crashed('unreadable answer'));
    });
    this.#child.once('exit', (code, signal) => {
      this.#end(new DvcttError('MODULE_CRASHED', { module: options.modulePath, exit: signal ?? code ?? -1 }));
    });
    this.#child.once('error', (error) => {
      this.#end(new DvcttError('MODULE_CRASHED', { module: options.modulePath, reason: error.message }));
    });
    // An idle host must not keep a command-line run from ending; a call in flight has its own timer.
    this.#child.unref();
  }

  get alive(): boolean {
    return this.#death === undefined;
  }

  /** Aborted with the DvcttError that ended the process. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** What ended it. */
  get death(): DvcttError {
    return this.#death ?? this.#crashed('stopped');
  }

  /** Calls under way or waiting their turn. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** Calls answered so far: once there was one, a failure need not be the module's usual one. */
  get answered(): number {
    return this.#answered;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Makes one call after those before it. Rejects with DvcttError only. */
  call<N extends TokenHostCall>(
    name: N,
    input: TokenHostInput<N>,
    progress?: CallProgress,
  ): Promise<TokenHostOutput<N>> {
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#make(name, input, progress));
    this.#last = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn.finally(() => {
      this.#waiting -= 1;
    });
  }

  /** Ends the process at once. Calls under way fail with `failure`, MODULE_CRASHED when none is given. */
  kill(failure: DvcttError = this.#crashed('stopped')): void {
    this.#end(failure);
  }

  async #make<N extends TokenHostCall>(
    name: N,
    input: TokenHostInput<N>,
    progress: CallProgress = {},
  ): Promise<TokenHostOutput<N>> {
    const { deadlines, startDeadline } = this.#options;
    this.#child.ref();
    if (name === 'trace') this.#traced = true;
    this.#rows = 0;
    try {
      await this.#within(startDeadline, 'start', (resolve) => {
        void this.#ready.then(() => resolve({ output: undefined }));
      });
      const output = await this.#within(deadlines[name], name, (resolve) => {
        const id = this.#nextId++;
        this.#answer = { id, settle: resolve };
        this.#progress = name === 'selfTest' ? { step: () => undefined, ...progress } : progress;
        this.#child.send({ id, name, input });
      });
      const parsed = tokenHostCalls[name].output.safeParse(output);
      if (!parsed.success) {
        this.kill();
        throw this.#crashed('unreadable answer');
      }
      // Parsed by the output schema of this very call, which TypeScript cannot follow through the generic.
      return parsed.data as TokenHostOutput<N>;
    } finally {
      this.#child.unref();
    }
  }

  /** Waits for one outcome; past the deadline the process is killed, because a native call cannot be interrupted. */
  async #within(deadline: number, call: string, start: (answer: Answer) => void): Promise<unknown> {
    if (this.#death !== undefined) throw this.#death;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        const settle: Answer = (outcome) => {
          if ('output' in outcome) resolve(outcome.output);
          else reject(asError(outcome.error));
        };
        this.#onDeath = (death) => settle({ error: death });
        timer = setTimeout(() => {
          // The module's own call, where it is known, tells a vendor more than ours.
          const hung = this.#doing ?? call;
          const details = { module: this.#options.modulePath, call: hung, milliseconds: deadline };
          this.#end(new DvcttError('MODULE_TIMEOUT', details));
        }, deadline);
        this.#renew = () => timer?.refresh();
        start(settle);
      });
    } finally {
      clearTimeout(timer);
      this.#answer = undefined;
      this.#onDeath = undefined;
      this.#progress = undefined;
      this.#doing = undefined;
      this.#renew = undefined;
    }
  }

  /** Gives the call under way its whole deadline once more. */
  #renew: (() => void) | undefined;

  #onDeath: ((death: DvcttError) => void) | undefined;

  #receive(message: unknown, size: number): void {
    const reply = tokenHostReplySchema.safeParse(message);
    if (!reply.success) {
      this.#end(this.#crashed('unreadable answer'));
    } else if ('ready' in reply.data) {
      if (this.#isReady) this.#end(this.#crashed('unreadable answer'));
      this.#isReady = true;
      this.#markReady();
    } else if ('trace' in reply.data) {
      this.#rows += 1;
      if (!this.#traced || size > longestRow || this.#rows > mostRows) {
        this.#end(this.#crashed('unreadable answer'));
      } else {
        const { call, ckr } = reply.data.trace;
        if (this.#answer !== undefined) this.#doing = ckr === undefined ? call : undefined;
        if (this.pid !== undefined) this.#options.onTraced?.(this.pid, reply.data.trace);
      }
    } else if ('doing' in reply.data || 'step' in reply.data) {
      this.#rows += 1;
      if (this.#progress?.step === undefined || size > longestRow || this.#rows > mostRows) {
        this.#end(this.#crashed('unreadable answer'));
      } else if ('doing' in reply.data) this.#doing = reply.data.doing;
      else {
        this.#renew?.();
        this.#progress.step(reply.data.step);
      }
    } else if ('signed' in reply.data) {
      this.#rows += 1;
      if (this.#progress?.signed === undefined || size > longestRow || this.#rows > mostRows)
        this.#end(this.#crashed('unreadable answer'));
      else this.#progress.signed(reply.data.signed);
    } else if (reply.data.id !== this.#answer?.id) {
      // Nobody asked: calls are made one at a time, and one past its deadline has ended the process.
      this.#end(this.#crashed('unreadable answer'));
    } else {
      const { settle } = this.#answer;
      this.#answer = undefined;
      this.#answered += 1;
      if (reply.data.ok) settle({ output: reply.data.output });
      else settle({ error: new DvcttError(reply.data.failure.code, reply.data.failure.details) });
    }
  }

  #crashed(reason: string): DvcttError {
    return new DvcttError('MODULE_CRASHED', { module: this.#options.modulePath, reason });
  }

  #end(death: DvcttError): void {
    if (this.#death !== undefined) return;
    this.#death = death;
    running.delete(this.#child);
    this.#child.kill();
    this.#onDeath?.(death);
    this.#over.abort(death);
    if (this.pid !== undefined) this.#options.onEnd?.(this.pid, death);
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('unknown');
}
