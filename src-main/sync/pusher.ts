import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import { largestBatch, largestPush, type MutationResult } from '#shared/contract/sync/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { AccountStore, Outgoing } from '../account-store/account-store.ts';
import type { SyncCalls } from '../backend-client/sync-calls.ts';
import type { Uploads } from './uploads.ts';

/** Pushes under way at once: one is worked on by the server while the next is packed here. */
const inFlight = 2;
/** JSON of one push (bytes): well under the server's limit, for a small batch costs little more a change. */
const fullBatchBytes = largestPush / 4;
/** A change on which the server itself fails so often, while others get through, is the cause. */
const mostServerFailures = 3;
/** Rounds in which the server decided nothing and put everything off, before it is taken for sick. */
const mostIdleRounds = 3;
/** An attachment that the server still lacks after so many uploads is not the line's fault. */
const mostUploads = 3;

export interface PusherOptions {
  readonly store: Pick<AccountStore, 'outbox' | 'batch'> & {
    readonly profile: Pick<AccountStore['profile'], 'device'>;
  };
  readonly calls: SyncCalls;
  readonly uploads: Uploads;
  /** Drafts that an answer changed on this machine. */
  readonly changed: (codes: readonly DossierCode[]) => void;
  /** So many changes have been answered since the push began. */
  readonly moved: (answered: number) => void;
}

/** Sends the changes that wait until each has its answer. */
export class Pusher {
  readonly #given: PusherOptions;
  #batchSize = largestBatch;
  #batchBytes = fullBatchBytes;
  #unanswered: readonly Outgoing[] = [];
  #baseUnknown = false;
  /** In this round; they wait for the next. */
  readonly #putOff = new Set<Outgoing>();
  readonly #serverFailures = new Map<string, number>();
  readonly #uploadRounds = new Map<string, number>();

  constructor(given: PusherOptions) {
    this.#given = given;
  }

  /** Changes that were sent, or are about to be, and have no answer yet. */
  get unanswered(): readonly Outgoing[] {
    return this.#unanswered;
  }

  /** The server does not know a version that this machine builds on: all must be fetched anew. Asking clears it. */
  baseWasUnknown(): boolean {
    const unknown = this.#baseUnknown;
    this.#baseUnknown = false;
    return unknown;
  }

  /** @throws whatever ended the exchange; what had no answer stays taken and is sent again, unchanged. */
  async run(signal: AbortSignal): Promise<void> {
    const { outbox } = this.#given.store;
    let answered = 0;
    let idleRounds = 0;
    for (;;) {
      this.#unanswered = outbox.take(this.#batchSize * inFlight, this.#batchBytes * inFlight);
      if (this.#unanswered.length === 0) return;
      const before = this.#unanswered.length;
      this.#putOff.clear();
      try {
        const plain = this.#unanswered.filter((change) => this.#lacking(change).length === 0);
        await this.#sendAll(plain, signal);
        await this.#sendAll(await this.#withBlobs(signal), signal);
        idleRounds = this.#unanswered.length < before ? 0 : idleRounds + 1;
        if (idleRounds >= mostIdleRounds) {
          throw new DvcttError('BACKEND_ERROR', { what: 'puts every change off' });
        }
      } catch (thrown) {
        this.#shrink();
        if (!signal.aborted) outbox.failed(this.#unanswered.map(({ mutation }) => mutation.id));
        throw thrown;
      }
      this.#grow();
      answered += before - this.#unanswered.length;
      this.#given.moved(answered);
    }
  }

  /**
   * The server was restored from a backup: what was sent and not answered builds on versions that are gone. It is set
   * aside with VERSION_UNKNOWN, to be queued anew when all was fetched.
   */
  surrender(): void {
    const { store } = this.#given;
    for (;;) {
      const taken = store.outbox.take(largestBatch, largestPush);
      if (taken.length === 0) break;
      store.batch(() => {
        for (const { mutation } of taken) store.outbox.refused(mutation.id, { code: 'VERSION_UNKNOWN' });
      });
    }
    this.#unanswered = [];
  }

  #lacking({ blobs }: Outgoing) {
    return blobs.filter(({ sha256 }) => !this.#given.uploads.isThere(sha256));
  }

  /** Uploads what the remaining changes cite; a change whose attachment is not to be had is set aside alone. */
  async #withBlobs(signal: AbortSignal): Promise<readonly Outgoing[]> {
    const ready: Outgoing[] = [];
    for (const change of this.#unanswered) {
      if (this.#putOff.has(change)) continue;
      try {
        for (const blob of this.#lacking(change)) await this.#given.uploads.bring(blob, signal);
        ready.push(change);
      } catch (thrown) {
        const failure = localBlobFailure(thrown);
        if (failure === undefined) throw thrown;
        this.#given.store.outbox.refused(change.mutation.id, failure);
        this.#settled([change]);
      }
    }
    return ready;
  }

  async #sendAll(changes: readonly Outgoing[], signal: AbortSignal): Promise<void> {
    const batches = split(changes, this.#batchSize, this.#batchBytes);
    for (let at = 0; at < batches.length; at += inFlight) {
      const now = batches.slice(at, at + inFlight);
      const ends = await Promise.allSettled(now.map((batch) => this.#send(batch, signal)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    }
  }

  async #send(batch: Batch, signal: AbortSignal): Promise<void> {
    const { store, calls } = this.#given;
    const mutations = batch.changes.map(({ mutation }) => mutation);
    let results: readonly MutationResult[];
    try {
      results = await calls.push(store.profile.device, mutations, batch.bytes, signal);
    } catch (thrown) {
      if (!isAboutContent(thrown)) throw thrown;
      await this.#findCulprit(batch, thrown, signal);
      return;
    }
    this.#settle(batch.changes, results);
  }

  /** The server refuses or fails on the whole push: halves it until the change that is to blame stands alone. */
  async #findCulprit(batch: Batch, thrown: DvcttError, signal: AbortSignal): Promise<void> {
    const [first] = batch.changes;
    if (first === undefined) return;
    if (batch.changes.length === 1) {
      // Alone from the start, it is suspected only when others got through where it did not.
      const suspect = this.#serverFailures.has(first.mutation.id);
      if (isServerFailure(thrown) && !suspect) throw thrown;
      this.#blame(first, thrown);
      return;
    }
    const halves = split(batch.changes, Math.ceil(batch.changes.length / 2), Infinity);
    let failed: { readonly half: Batch; readonly end: DvcttError } | undefined;
    for (const half of halves) {
      try {
        await this.#send(half, signal);
      } catch (end) {
        if (!isAboutContent(end)) throw end;
        // A server that fails on both halves is sick as a whole: nobody is to blame, and no more is asked of it.
        if (failed !== undefined)
          throw new DvcttError('BACKEND_ERROR', { what: 'every push' }, { cause: end });
        failed = { half, end };
      }
    }
    if (failed === undefined) return;
    const [alone, ...others] = failed.half.changes;
    if (alone === undefined || others.length > 0) throw failed.end;
    this.#blame(alone, failed.end);
  }

  /** Sets a change aside: at once when it was refused, after some tries when the server fell over it. */
  #blame(change: Outgoing, thrown: DvcttError): void {
    const { id } = change.mutation;
    const failures = (this.#serverFailures.get(id) ?? 0) + 1;
    this.#serverFailures.set(id, failures);
    if (isServerFailure(thrown) && failures < mostServerFailures) throw thrown;
    const tooLarge = thrown.code === 'FILE_TOO_LARGE';
    this.#given.store.outbox.refused(id, tooLarge ? { code: 'MUTATION_TOO_LARGE' } : thrown.toFailure());
    this.#settled([change]);
  }

  /** Writes all answers of one push in one transaction. */
  #settle(changes: readonly Outgoing[], results: readonly MutationResult[]): void {
    const { store, uploads } = this.#given;
    const changed: DossierCode[] = [];
    const again: Outgoing[] = [];
    store.batch(() => {
      for (const [at, change] of changes.entries()) {
        const result = results[at];
        if (result === undefined) throw new DvcttError('BACKEND_ERROR', { what: 'answers of another push' });
        const { id, code } = change.mutation;
        switch (result.outcome) {
          case 'applied':
            store.outbox.applied(id, result.version, result.sequence);
            changed.push(code);
            break;
          case 'conflict':
            store.outbox.conflicted(id, result.current);
            changed.push(code);
            break;
          case 'later':
            // Stays taken, with its content: the next round sends the very same.
            this.#putOff.add(change);
            break;
          case 'refused':
            if (this.#toUploadAgain(change, result.failure)) again.push(change);
            else if (result.failure.code === 'CODE_TAKEN') changed.push(code, store.outbox.recode(id));
            else {
              if (result.failure.code === 'VERSION_UNKNOWN') this.#baseUnknown = true;
              store.outbox.refused(id, result.failure);
              changed.push(code);
            }
        }
      }
    });
    for (const { blobs } of again) for (const { sha256 } of blobs) uploads.forget(sha256);
    const decided = changes.filter((change) => !this.#putOff.has(change));
    this.#settled(decided.filter((change) => !again.includes(change)));
    // As many as the server has room to answer, or each round would carry the rest in vain.
    if (decided.length < changes.length) {
      this.#batchSize = Math.min(this.#batchSize, Math.max(1, decided.length));
    }
    if (changed.length > 0) this.#given.changed(changed);
  }

  #toUploadAgain({ mutation, blobs }: Outgoing, failure: Failure): boolean {
    if (failure.code !== 'BLOB_MISSING' || blobs.length === 0) return false;
    const rounds = (this.#uploadRounds.get(mutation.id) ?? 0) + 1;
    this.#uploadRounds.set(mutation.id, rounds);
    return rounds < mostUploads;
  }

  #settled(changes: readonly Outgoing[]): void {
    const gone = new Set(changes);
    this.#unanswered = this.#unanswered.filter((change) => !gone.has(change));
    for (const { mutation } of changes) {
      this.#serverFailures.delete(mutation.id);
      this.#uploadRounds.delete(mutation.id);
    }
  }

  /** A slow or failing line gets smaller batches, so that some come through within the deadline. */
  #shrink(): void {
    this.#batchSize = Math.max(1, Math.floor(this.#batchSize / 2));
    this.#batchBytes = Math.max(64 * 1024, Math.floor(this.#batchBytes / 2));
  }

  /** By less than it shrank, or a poor line would fail every other time. */
  #grow(): void {
    this.#batchSize = Math.min(largestBatch, Math.ceil(this.#batchSize * 1.25));
    this.#batchBytes = Math.min(fullBatchBytes, Math.ceil(this.#batchBytes * 1.25));
  }
}

interface Batch {
  readonly changes: readonly Outgoing[];
  /** Of their JSON, about. */
  readonly bytes: number;
}

function split(changes: readonly Outgoing[], mostChanges: number, mostBytes: number): readonly Batch[] {
  const batches: { changes: Outgoing[]; bytes: number }[] = [];
  for (const change of changes) {
    const bytes = JSON.stringify(change.mutation).length;
    const last = batches.at(-1);
    if (last === undefined || last.changes.length >= mostChanges || last.bytes + bytes > mostBytes) {
      batches.push({ changes: [change], bytes });
    } else {
      last.changes.push(change);
      last.bytes += bytes;
    }
  }
  return batches;
}

const lineFailures = new Set([
  'BACKEND_UNREACHABLE',
  'SESSION_REQUIRED',
  'ACCESS_REVOKED',
  'SERVER_BUSY',
  'TOO_MANY_ATTEMPTS',
]);

/** The server read the push and refused it or fell over it; a proxy's page or a cut answer says nothing of it. */
function isAboutContent(thrown: unknown): thrown is DvcttError {
  if (!(thrown instanceof DvcttError) || lineFailures.has(thrown.code)) return false;
  if (thrown.code === 'BACKEND_ERROR') return isServerFailure(thrown) || thrown.details?.['status'] === 413;
  return thrown.details?.['requestId'] !== undefined;
}

/** The server's own word that it failed, not a refusal and not a proxy's. */
function isServerFailure(thrown: DvcttError): boolean {
  const ownWord = thrown.details?.['requestId'] !== undefined;
  // A store that does not answer would have failed with any other change, too.
  if (thrown.details?.['what'] === 'STORE_FAILED') return false;
  return ownWord && (thrown.code === 'BACKEND_ERROR' || thrown.code === 'UNEXPECTED');
}

/** Why this machine cannot give an attachment; undefined for every other failure. */
function localBlobFailure(thrown: unknown): Failure | undefined {
  if (!(thrown instanceof DvcttError) || thrown.details?.['requestId'] !== undefined) return undefined;
  return thrown.code === 'BLOB_MISSING' || thrown.code === 'BLOB_ALTERED' ? thrown.toFailure() : undefined;
}
