import { DvcttError } from '#shared/contract/errors.ts';
import { largestBatch, type PullAnswer } from '#shared/contract/sync/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { AccountStore } from '../account-store/account-store.ts';
import type { SyncCalls } from '../backend-client/sync-calls.ts';

/** A server that keeps asking for a fresh start is not followed round in circles. */
const mostRestarts = 3;
/** One turn assembles the request, the next writes it to a connection that is open already. */
const turnsToTheWire = 2;

export interface PullerOptions {
  readonly store: AccountStore;
  readonly calls: SyncCalls;
  readonly changed: (codes: readonly DossierCode[]) => void;
  /** Dossiers that have come to this person's desk. */
  readonly arrived: (arrivals: ReturnType<AccountStore['incoming']['takeArrivals']>) => void;
  /** So many changes have come since the pull began. */
  readonly moved: (received: number) => void;
}

/** Fetches what changed on the server since the last time. */
export class Puller {
  readonly #given: PullerOptions;
  #limit = largestBatch;
  #newest = 0;

  constructor(given: PullerOptions) {
    this.#given = given;
  }

  /** Greatest sequence that has come; what the server announces up to here is old news. */
  get newest(): number {
    return this.#newest;
  }

  /** Whether the server can still continue from where this machine stands. Changes nothing. */
  async canContinue(signal: AbortSignal): Promise<PullAnswer['resyncRequired']> {
    const cursor = this.#given.store.incoming.cursor();
    if (cursor === undefined) return undefined;
    return (await understood(this.#given.calls.pull(cursor, 1, signal))).resyncRequired;
  }

  beginResync(lostAfter: number | undefined): void {
    this.#newest = 0;
    this.#given.store.incoming.beginResync(lostAfter);
  }

  /** Pulls until there is no more. Answers whether everything was fetched anew, so that changes may wait to be sent. */
  async run(signal: AbortSignal): Promise<{ readonly resynced: boolean }> {
    const { incoming } = this.#given.store;
    let received = 0;
    let restarts = 0;
    let next = this.#fetch(incoming.cursor(), signal);
    for (;;) {
      const answer = await next;
      if (answer.resyncRequired !== undefined) {
        restarts += 1;
        if (restarts > mostRestarts) throw new DvcttError('BACKEND_ERROR', { what: 'resync without end' });
        this.beginResync(answer.resyncRequired.lostAfter);
        next = this.#fetch(incoming.cursor(), signal);
        continue;
      }
      if (answer.more && answer.changes.length === 0) {
        throw new DvcttError('BACKEND_ERROR', { what: 'pull without end' });
      }
      // The next page travels while this one is written.
      if (answer.more) {
        next = this.#fetch(answer.cursor, signal);
        await onItsWay();
      }
      this.#take(answer);
      received += answer.changes.length;
      if (!answer.more) break;
      this.#given.moved(received);
    }
    const resynced = incoming.resyncing();
    if (resynced) this.#tell(incoming.finishResync());
    incoming.caughtUp();
    return { resynced };
  }

  #fetch(cursor: string | undefined, signal: AbortSignal): Promise<PullAnswer> {
    const answer = understood(this.#given.calls.pull(cursor, this.#limit, signal)).then(
      (page) => {
        this.#limit = Math.min(largestBatch, this.#limit * 2);
        return page;
      },
      (thrown: unknown) => {
        // A slow line, or a page of very large dossiers: less at once.
        this.#limit = Math.max(1, Math.floor(this.#limit / 2));
        throw thrown;
      },
    );
    // Seen when its turn comes; until then a failure must not count as unhandled.
    answer.catch(() => undefined);
    return answer;
  }

  #take(answer: PullAnswer): void {
    for (const change of answer.changes) {
      const sequence = change.kind === 'draft' ? change.draft.sequence : change.sequence;
      if (sequence > this.#newest) this.#newest = sequence;
    }
    const { incoming } = this.#given.store;
    this.#tell(incoming.apply(answer));
    const arrivals = incoming.takeArrivals();
    if (arrivals.length > 0) this.#given.arrived(arrivals);
  }

  #tell(codes: readonly DossierCode[]): void {
    if (codes.length > 0) this.#given.changed(codes);
  }
}

/** A position that the server does not understand is no reason to stand still: everything is fetched anew. */
async function understood(asked: Promise<PullAnswer>): Promise<PullAnswer> {
  try {
    return await asked;
  } catch (thrown) {
    if (!(thrown instanceof DvcttError) || thrown.code !== 'CURSOR_INVALID') throw thrown;
    return { changes: [], cursor: '', more: false, resyncRequired: {} };
  }
}

/**
 * A request is put on the wire some turns of the event loop after it was made. Writing a page takes the loop for itself,
 * and the server would idle until it is over.
 */
async function onItsWay(): Promise<void> {
  for (let turn = 0; turn < turnsToTheWire; turn += 1) await new Promise(setImmediate);
}
