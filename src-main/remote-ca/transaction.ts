/**
 * One request on the phone, from the question to the values. The backend keeps it under a secret that is made here
 * before anything is asked, so that the same request is found again after a lost answer, a lost line or a restart.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { DvcttError, toFailure, type Failure, type FailureCode } from '#shared/contract/errors.ts';
import type { RemoteTransaction } from '#shared/contract/remote-ca/http.ts';
import type { PhoneWait } from '#shared/contract/remote-ca/window.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { longestPoll, type RemoteCaCalls } from '../backend-client/remote-ca-calls.ts';
import { isAborted, pauseFor } from './pause.ts';
import type { RemoteSigner } from './provider.ts';

/** What finds a request again. Kept before the request is sent. */
export interface TransactionKey {
  readonly mutationId: string;
  /** 32 random bytes, base64url. */
  readonly secret: string;
}

export function newTransactionKey(): TransactionKey {
  return { mutationId: randomUUID(), secret: randomBytes(32).toString('base64url') };
}

export interface DigestToSign {
  /** Once per request, 80 characters at most; the phone may show it. */
  readonly id: string;
  /** Of the document, as the phone names it. */
  readonly name: string;
  readonly digest: Uint8Array;
}

export interface RequestToSend {
  readonly key: TransactionKey;
  readonly algorithm: SignatureAlgorithm;
  /** What the phone says is signed. */
  readonly title: string;
  /** No more than `provider.mostDocuments` (`roundsOf`). */
  readonly documents: readonly DigestToSign[];
}

type EndState = Exclude<RemoteTransaction['state'], 'waiting' | 'signing'>;

/** How a request ended. Values come with every end, per document: a quota may be used up in the middle. */
export interface RemoteAnswers {
  readonly state: EndState;
  /** Why, whenever `state` is another than `done`. */
  readonly failure?: Failure;
  /** Raw values (RSA) or r‖s (ECDSA) by document id; `PreparedSignature.complete` takes and checks them. */
  readonly values: ReadonlyMap<string, Uint8Array>;
  /** Why a document has none, by document id. A document in neither map has met what `failure` says. */
  readonly failures: ReadonlyMap<string, Failure>;
}

export interface Following {
  readonly now: () => Date;
  /** The request stands differently than before: `phone` says how. */
  readonly onChange: (request: PhoneRequest) => void;
}

/** Troubles of the line or of the provider's side after which the request still stands, so that it is asked for again. */
const passing: ReadonlySet<FailureCode> = new Set([
  'BACKEND_UNREACHABLE',
  'BACKEND_ERROR',
  'BACKEND_PROXY_PAGE',
  'REMOTE_PROVIDER_DOWN',
  'REMOTE_PROVIDER_FAILED',
  'TOO_MANY_ATTEMPTS',
]);

/** Whether the request still stands after such a failure, as far as anybody knows. */
export function isPassing(cause: unknown): boolean {
  return cause instanceof DvcttError && passing.has(cause.code);
}

/** Of these a person is told that the line is lost. */
const lineTroubles: ReadonlySet<FailureCode> = new Set([
  'BACKEND_UNREACHABLE',
  'BACKEND_ERROR',
  'BACKEND_PROXY_PAGE',
]);
/** Pauses between two questions that failed; the last one is repeated (ms). */
const pauses = [500, 1_000, 2_000, 4_000];
/** Sooner than this no server has waited (ms). */
const tooQuick = 250;
/** As the server judges the time of a signature (ms). */
const mostApart = 10 * 60_000;
/** Past its end a request is asked for so much longer: it may have been confirmed while the line was down (ms). */
const afterEnd = 90_000;

const failureOfEnd: Readonly<Record<Exclude<EndState, 'done'>, FailureCode>> = {
  rejected: 'REMOTE_REJECTED',
  expired: 'REMOTE_EXPIRED',
  failed: 'REMOTE_FAILED',
  cancelled: 'SIGNING_CANCELLED',
};

/** A request that the backend knows. */
export class PhoneRequest {
  readonly key: TransactionKey;
  readonly #calls: RemoteCaCalls;
  readonly #provider: Pick<RemoteProvider, 'id' | 'name' | 'app'>;
  readonly #username: string;
  readonly #title: string;
  readonly #ids: readonly string[];
  readonly #following: Following;
  #standing: RemoteTransaction;
  /** End of the request by this machine's clock (ms). */
  #endsAt: number;
  /** Why nobody can say at the moment how it stands. */
  #silent: 'line' | 'provider' | undefined;

  private constructor(given: {
    readonly key: TransactionKey;
    readonly calls: RemoteCaCalls;
    readonly provider: Pick<RemoteProvider, 'id' | 'name' | 'app'>;
    readonly username: string;
    readonly title: string;
    readonly ids: readonly string[];
    readonly following: Following;
    readonly standing: RemoteTransaction;
  }) {
    this.key = given.key;
    this.#calls = given.calls;
    this.#provider = given.provider;
    this.#username = given.username;
    this.#title = given.title;
    this.#ids = given.ids;
    this.#following = given.following;
    this.#standing = given.standing;
    this.#endsAt = this.#endOf(given.standing);
  }

  /**
   * Puts the request on the phone. An answer lost on the way is asked for once more; the backend makes one request of
   * both. @throws REMOTE_SESSION_EXPIRED, REMOTE_PROVIDER_DOWN, REMOTE_QUOTA …; SIGNING_TIME_WRONG where this machine's clock is; SIGNING_CANCELLED once `signal` is aborted
   */
  static async send(
    signer: RemoteSigner,
    request: RequestToSend,
    following: Following & { readonly signal: AbortSignal },
  ): Promise<PhoneRequest> {
    const { calls, provider, username, session, alias, thumbprint } = signer;
    const { key, algorithm, title, documents } = request;
    const { signal } = following;
    const ids = documents.map(({ id }) => id);
    const body = {
      ...key,
      alias,
      thumbprint,
      algorithm,
      title: title.slice(0, 200),
      documents: documents.map(({ id, name, digest }) => ({
        id,
        name: name.slice(0, 200),
        digest: Buffer.from(digest).toString('base64'),
      })),
    };
    if (signal.aborted) throw new DvcttError('SIGNING_CANCELLED');
    let standing: RemoteTransaction;
    try {
      standing = await calls.start(session, body).catch(async (cause: unknown) => {
        if (!(cause instanceof DvcttError) || !lineTroubles.has(cause.code) || signal.aborted) throw cause;
        await pauseFor(pauses[1] ?? 0, signal);
        if (isAborted(signal)) throw cause;
        return calls.start(session, body);
      });
    } catch (cause) {
      // It may stand on the phone all the same; nobody is to confirm what nobody waits for. After a plain refusal there
      // is nothing to take back, and an unknown secret would count against this machine.
      if (cause instanceof DvcttError && lineTroubles.has(cause.code))
        void calls.cancel(key.secret, ids).catch(() => undefined);
      throw isAborted(signal) ? new DvcttError('SIGNING_CANCELLED') : cause;
    }
    const sent = new PhoneRequest({ key, calls, provider, username, title, ids, following, standing });
    if (Math.abs(Date.parse(standing.now) - following.now().getTime()) <= mostApart) return sent;
    // The signature would tell a time that no verifier believes: better said before a person confirms.
    await calls.cancel(key.secret, ids).catch((cause: unknown) => {
      if (!(cause instanceof DvcttError)) throw cause;
    });
    throw new DvcttError('SIGNING_TIME_WRONG', { server: standing.now });
  }

  /**
   * A request that an earlier run of the program sent. Needs no session at the provider.
   * @throws REMOTE_TRANSACTION_UNKNOWN, BACKEND_UNREACHABLE …
   */
  static async find(
    calls: RemoteCaCalls,
    kept: {
      readonly key: TransactionKey;
      readonly provider: Pick<RemoteProvider, 'id' | 'name' | 'app'>;
      readonly username: string;
      readonly title: string;
      readonly ids: readonly string[];
    },
    following: Following & { readonly signal: AbortSignal },
  ): Promise<PhoneRequest> {
    const standing = await calls.transaction(kept.key.secret, kept.ids, 0, following.signal);
    return new PhoneRequest({ ...kept, calls, following, standing });
  }

  /** What the window shows meanwhile. */
  phone(round = 1, rounds = 1): PhoneWait {
    const { code } = this.#standing;
    const left = this.#endsAt - this.#following.now().getTime();
    return {
      provider: this.#provider.id,
      providerName: this.#provider.name,
      app: this.#provider.app,
      // Whom we asked, whatever the answer says.
      username: this.#username,
      code,
      title: this.#title,
      documents: this.#ids.length,
      round,
      rounds,
      secondsLeft: Math.max(0, Math.ceil(left / 1000)),
      expiresAt: new Date(this.#endsAt).toISOString(),
      ...(this.#silent === 'line' ? { lineLost: true } : {}),
      ...(this.#silent === 'provider' ? { providerSilent: true } : {}),
    };
  }

  get startedAt(): string {
    return this.#standing.startedAt;
  }

  /**
   * Follows the request to its end, through lost lines. @throws SIGNING_CANCELLED once `signal` is aborted (the request
   * stands until `cancel`); BACKEND_UNREACHABLE … when nobody could say how it ended; REMOTE_TRANSACTION_UNKNOWN
   */
  async answers(signal: AbortSignal): Promise<RemoteAnswers> {
    for (let failed = 0; ;) {
      if (signal.aborted) throw new DvcttError('SIGNING_CANCELLED');
      const { state } = this.#standing;
      if (state !== 'waiting' && state !== 'signing') return answersOf(this.#standing, state);
      try {
        const asked = performance.now();
        this.#take(await this.#calls.transaction(this.key.secret, this.#ids, longestPoll, signal));
        failed = 0;
        // A server that does not wait for a change is not asked without a pause.
        if (performance.now() - asked < tooQuick && this.#standing.state === state)
          await pauseFor(pauses[0] ?? 0, signal);
      } catch (cause) {
        if (isAborted(signal)) throw new DvcttError('SIGNING_CANCELLED');
        if (!(cause instanceof DvcttError) || !passing.has(cause.code)) throw cause;
        if (this.#following.now().getTime() > this.#endsAt + afterEnd) throw cause;
        this.#tellSilent(lineTroubles.has(cause.code) ? 'line' : 'provider');
        await pauseFor(pauses[Math.min(failed, pauses.length - 1)] ?? 0, signal);
        failed += 1;
      }
    }
  }

  /** Takes the request back; a line that is down does not keep anybody waiting here. Values are not given out after it. */
  async cancel(): Promise<void> {
    try {
      this.#take(await this.#calls.cancel(this.key.secret, this.#ids));
    } catch (cause) {
      if (!(cause instanceof DvcttError)) throw cause;
    }
  }

  /** What was confirmed before the request could be taken back; undefined where that came in time. */
  signedMeanwhile(): RemoteAnswers | undefined {
    return this.#standing.state === 'done' ? answersOf(this.#standing, 'done') : undefined;
  }

  #take(standing: RemoteTransaction): void {
    const before = this.#standing;
    this.#standing = standing;
    this.#endsAt = this.#endOf(standing);
    const told =
      this.#silent !== undefined ||
      before.state !== standing.state ||
      before.expiresAt !== standing.expiresAt;
    this.#silent = undefined;
    if (told) this.#following.onChange(this);
  }

  #tellSilent(silent: 'line' | 'provider'): void {
    if (this.#silent === silent) return;
    this.#silent = silent;
    this.#following.onChange(this);
  }

  /** The server says how long from its own now; a clock here that is wrong does not shorten the wait. */
  #endOf({ expiresAt, now }: RemoteTransaction): number {
    return this.#following.now().getTime() + Date.parse(expiresAt) - Date.parse(now);
  }
}

function answersOf({ documents, failure }: RemoteTransaction, state: EndState): RemoteAnswers {
  const values = new Map<string, Uint8Array>();
  const failures = new Map<string, Failure>();
  for (const document of documents) {
    if (document.value !== undefined) {
      values.set(document.id, new Uint8Array(Buffer.from(document.value, 'base64')));
    } else if (document.failure !== undefined) failures.set(document.id, document.failure);
  }
  if (state === 'done') return { state, values, failures };
  return { state, failure: failure ?? { code: failureOfEnd[state] }, values, failures };
}

/**
 * Why a document has no value. Called for documents that are not in `values`.
 */
export function whyNoValue({ failure, failures }: RemoteAnswers, id: string): Failure {
  return failures.get(id) ?? failure ?? toFailure(new DvcttError('REMOTE_SIGNATURE_WRONG'));
}
