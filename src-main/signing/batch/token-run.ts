/** Keeps a token busy: while it signs one document the next ones are fetched, compared and prepared. */
import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature } from '#shared/signatures/prepared.ts';
import type { SigningSession } from '../../tokens/token-service.ts';
import type { BatchTask } from './batch-task.ts';
import type { LoadedTask } from './loader.ts';
import { ReadyQueue, type Ready, type Readying } from './ready-queue.ts';

/** A fast token gets as many digests at once as it signs in this time, ms: on its way a digest waits for two processes. */
const oneWay = 15;
/** As the token host takes them. */
const mostAtOnce = 32;

export interface TokenRun extends Readying {
  readonly session: SigningSession;
  readonly algorithm: SignatureAlgorithm;
  /** Aborted: nothing further is signed, what the token has in its hands is still taken. */
  readonly stop: AbortSignal;
  /** Holds the token while too much waits to be sent. */
  room(): Promise<void>;
  starts(task: BatchTask): void;
  /** Embeds, keeps and counts; a rejection ends the run. */
  signed(task: BatchTask, loaded: LoadedTask, prepared: PreparedSignature, value: Uint8Array): Promise<void>;
}

/** Signs the tasks in their order. Whatever was signed is finished when it returns or throws. @throws the first trouble */
export async function signOnToken(tasks: readonly BatchTask[], run: TokenRun): Promise<void> {
  await new RunOnToken(tasks, run).toTheEnd();
}

class RunOnToken {
  readonly #run: TokenRun;
  readonly #queue: ReadyQueue;
  readonly #trouble = Promise.withResolvers<never>();
  readonly #troubled = new AbortController();
  readonly #finishing = new Set<Promise<void>>();
  readonly #inHand = new Set<Promise<void>>();
  /** Digests that go to the token together. */
  #together = 1;

  constructor(tasks: readonly BatchTask[], run: TokenRun) {
    this.#run = run;
    this.#queue = new ReadyQueue(tasks, run);
    this.#trouble.promise.catch(() => undefined);
  }

  async toTheEnd(): Promise<void> {
    try {
      for (;;) {
        await this.#unlessTrouble(this.#run.room());
        // The second waits at the token for the first; a slow token's next one may still be cancelled.
        while (this.#inHand.size >= (this.#together > 1 ? 2 : 1))
          await this.#unlessTrouble(Promise.race(this.#inHand));
        if (this.#over()) break;
        const group = await this.#unlessTrouble(this.#queue.take(this.#together));
        if (group.length === 0 || this.#over()) break;
        this.#hand(group);
      }
    } catch (cause) {
      this.#end(cause);
    }
    // The token's last answer still counts, also after trouble with an earlier one.
    await Promise.all(this.#inHand);
    while (this.#finishing.size > 0) await Promise.all(this.#finishing);
    if (this.#troubled.signal.aborted) await this.#trouble.promise;
  }

  #over(): boolean {
    return this.#troubled.signal.aborted || this.#run.stop.aborted;
  }

  #unlessTrouble<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#trouble.promise]);
  }

  #end(cause: unknown): void {
    this.#troubled.abort();
    this.#trouble.reject(cause);
  }

  #hand(group: readonly Ready[]): void {
    for (const { task } of group) this.#run.starts(task);
    const signing: Promise<void> = this.#sign(group)
      .catch((cause: unknown) => this.#end(cause))
      .finally(() => this.#inHand.delete(signing));
    this.#inHand.add(signing);
  }

  async #sign(group: readonly Ready[]): Promise<void> {
    const waitedFor = this.#inHand.size;
    const since = performance.now();
    const { values, failure } = await this.#values(group);
    if (waitedFor === 0) this.#learn((performance.now() - since) / group.length);
    for (const [index, value] of values.entries()) {
      const ready = group[index];
      if (ready !== undefined) this.#finish(ready, value);
    }
    if (failure !== undefined) throw new DvcttError(failure.code, failure.details);
    if (values.length < group.length) throw new DvcttError('TOKEN_ERROR', { reason: 'fewer signatures' });
  }

  async #values(
    group: readonly Ready[],
  ): Promise<{ readonly values: readonly Uint8Array[]; readonly failure?: Failure | undefined }> {
    const { session, algorithm } = this.#run;
    const digests = group.map(({ prepared }) => prepared.digest);
    const [digest] = digests;
    if (digests.length > 1 && session.signEach !== undefined) return session.signEach(algorithm, digests);
    return digest === undefined ? { values: [] } : { values: [await session.sign({ algorithm, digest })] };
  }

  /** @param each how long one signature took, ms */
  #learn(each: number): void {
    if (this.#run.session.signEach === undefined) return;
    this.#together = Math.max(1, Math.min(mostAtOnce, Math.floor(oneWay / each)));
    this.#queue.keepAhead(2 * this.#together);
  }

  #finish({ task, loaded, prepared }: Ready, value: Uint8Array): void {
    const finished: Promise<void> = this.#run
      .signed(task, loaded, prepared, value)
      .catch((cause: unknown) => this.#end(cause))
      .finally(() => this.#finishing.delete(finished));
    this.#finishing.add(finished);
  }
}
