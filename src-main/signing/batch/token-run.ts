/** Keeps a token busy: while it signs one document the next ones are fetched, compared and prepared. */
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature } from '#shared/signatures/prepared.ts';
import type { SigningSession } from '../../tokens/token-service.ts';
import type { BatchTask } from './batch-task.ts';
import type { LoadedTask } from './loader.ts';

/** Documents that are fetched and compared ahead of the token. */
const loadedAhead = 6;
/** Documents that are prepared ahead: few, for the signing time is taken then. */
const preparedAhead = 2;
/** A token that answers within this, ms, gets its next digest before it has answered. */
const fastToken = 20;

export interface TokenRun {
  readonly session: SigningSession;
  readonly algorithm: SignatureAlgorithm;
  /** Aborted: nothing further is signed, the signature under way is still taken. */
  readonly stop: AbortSignal;
  load(task: BatchTask): Promise<LoadedTask>;
  prepare(task: BatchTask, loaded: LoadedTask): Promise<PreparedSignature>;
  /** Passed over: its dossier has failed. */
  skip(task: BatchTask): boolean;
  /** Holds the token while too much waits to be sent. */
  room(): Promise<void>;
  /** The document cannot be signed. Throws to end the run, else it goes on with the others. */
  failed(task: BatchTask, cause: unknown): void;
  /** An earlier batch has signed it. */
  reused(task: BatchTask, loaded: LoadedTask): void;
  starts(task: BatchTask): void;
  /** Embeds, keeps and counts; a rejection ends the run. */
  signed(task: BatchTask, loaded: LoadedTask, prepared: PreparedSignature, value: Uint8Array): Promise<void>;
}

interface Ready {
  readonly task: BatchTask;
  readonly loaded: LoadedTask;
  readonly prepared: PreparedSignature;
}

/** Signs the tasks in their order. Whatever was signed is finished when it returns or throws. @throws the first trouble */
export async function signOnToken(tasks: readonly BatchTask[], run: TokenRun): Promise<void> {
  const trouble = Promise.withResolvers<never>();
  trouble.promise.catch(() => undefined);
  const troubled = new AbortController();
  const over = () => troubled.signal.aborted || run.stop.aborted;
  const finishing = new Set<Promise<void>>();
  const inHand = new Set<Promise<void>>();
  const end = (cause: unknown) => {
    troubled.abort();
    trouble.reject(cause);
  };
  let depth = 1;
  try {
    const ready = readyInOrder(tasks, run);
    for (;;) {
      const next = await Promise.race([ready.next(), trouble.promise]);
      if (next === undefined || over()) break;
      await Promise.race([run.room(), trouble.promise]);
      while (inHand.size >= depth) await Promise.race([...inHand, trouble.promise]);
      if (over()) break;
      const { task, loaded, prepared } = next;
      run.starts(task);
      const since = performance.now();
      const hash = { algorithm: prepared.algorithm, digest: prepared.digest };
      const signing: Promise<void> = run.session
        .sign(hash)
        .then((value) => {
          depth = performance.now() - since < fastToken * depth ? 2 : 1;
          const finished: Promise<void> = run
            .signed(task, loaded, prepared, value)
            .catch(end)
            .finally(() => finishing.delete(finished));
          finishing.add(finished);
        }, end)
        .finally(() => inHand.delete(signing));
      inHand.add(signing);
    }
    await Promise.all(inHand);
  } finally {
    // The token's last answer still counts, also after trouble with an earlier one.
    await Promise.all(inHand);
    while (finishing.size > 0) await Promise.all(finishing);
  }
  if (troubled.signal.aborted) await trouble.promise;
}

/** Loads and prepares ahead; hands out in order what the token is to sign, undefined at the end. */
function readyInOrder(tasks: readonly BatchTask[], run: TokenRun): { next(): Promise<Ready | undefined> } {
  const loading: { readonly task: BatchTask; readonly loaded: Promise<LoadedTask> }[] = [];
  const preparing: Promise<Ready | undefined>[] = [];
  let nextToLoad = 0;
  const loadMore = () => {
    while (loading.length < loadedAhead && nextToLoad < tasks.length) {
      const task = tasks[nextToLoad++];
      if (task === undefined || run.skip(task)) continue;
      const loaded = run.load(task);
      // Its failure is met when its turn comes; until then it must not count as unhandled.
      loaded.catch(() => undefined);
      loading.push({ task, loaded });
    }
  };
  const readyOne = async (): Promise<Ready | undefined> => {
    for (;;) {
      loadMore();
      const first = loading.shift();
      if (first === undefined) return undefined;
      const { task } = first;
      if (run.skip(task)) continue;
      try {
        const loaded = await first.loaded;
        loadMore();
        if (loaded.made !== undefined) run.reused(task, loaded);
        else return { task, loaded, prepared: await run.prepare(task, loaded) };
      } catch (cause) {
        run.failed(task, cause);
      }
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  const prepareMore = () => {
    while (preparing.length < preparedAhead) {
      // One after the other, so that they come in their order.
      const one = last.then(readyOne);
      one.catch(() => undefined);
      last = one;
      preparing.push(one);
    }
  };
  return {
    next: async () => {
      for (;;) {
        prepareMore();
        const ready = await preparing.shift();
        prepareMore();
        if (ready === undefined || !run.skip(ready.task)) return ready;
      }
    },
  };
}
