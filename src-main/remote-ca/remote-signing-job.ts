import { randomUUID } from 'node:crypto';
import type { RemoteRequestDocument, RemoteRequestShelf } from '../account-store/signing/remote-request.ts';
import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { CallOutput, CoreEvent, SigningJob } from '#shared/contract/ipc.ts';
import type { PhoneWait } from '#shared/contract/remote-ca/window.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { SignatureAlgorithm, SignaturePolicy } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature } from '#shared/signatures/prepared.ts';
import { sha256 } from '../blobs/blob-store.ts';
import type { PinJob } from '../pin/pin-job.ts';
import type { SignedItem } from '../signing/batch.ts';
import { isLineLost } from '../signing/batch/line-lost.ts';
import type { SigningWork } from '../signing/work.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import { completeRemotely } from './complete.ts';
import { requestToKeep } from './kept-request.ts';
import { leftStanding } from './left-standing.ts';
import { pauseFor } from './pause.ts';
import type { PendingRequests } from './pending-requests.ts';
import type { RemoteSigner } from './provider.ts';
import type { RemoteDesk } from './remote-desk.ts';
import { signOnPhone, type RoundOnPhone } from './rounds-on-phone.ts';
import { whyNoValue, type RemoteAnswers } from './transaction.ts';

type JobState = Pick<SigningJob, 'phase' | 'done' | 'current' | 'results' | 'failure' | 'phone'>;

interface ToSign {
  readonly id: string;
  readonly name: string;
  readonly prepared: PreparedSignature;
  readonly signingTime: Date;
  /** With which it was prepared. */
  readonly signatureId: string;
}

/** How long a person who cancels waits for the server to hear of it (ms). */
const takingBack = 3_000;

/**
 * One press of “Ký số” with a certificate at a provider: load and prepare all documents, have the phone confirm them,
 * check and embed what comes back, hand it to the server. All or nothing, as with a token; no PIN and no token is
 * involved.
 */
export class RemoteSigningJob implements PinJob {
  readonly id = randomUUID();
  readonly promptedToken = undefined;
  readonly #work: SigningWork;
  readonly #certificate: TokenCertificate;
  readonly #signer: RemoteSigner;
  readonly #algorithm: SignatureAlgorithm;
  readonly #policy: SignaturePolicy;
  readonly #remote: Pick<RemoteDesk, 'ended'>;
  readonly #requests: RemoteRequestShelf | undefined;
  readonly #standing: Pick<PendingRequests, 'adopt' | 'settled'>;
  readonly #now: () => Date;
  readonly #emit: (event: CoreEvent) => void;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** Requests of this job that are kept. */
  readonly #kept = new Set<string>();
  /** Of these, the one that is on the phone. */
  readonly #waiting = new Set<string>();
  #state: JobState = { phase: 'preparing', done: 0, current: '', results: [] };

  constructor(options: {
    readonly work: SigningWork;
    readonly certificate: TokenCertificate;
    readonly signer: RemoteSigner;
    readonly algorithm: SignatureAlgorithm;
    readonly policy: SignaturePolicy;
    readonly remote: Pick<RemoteDesk, 'ended'>;
    /** Where requests are kept that are to be found again after a restart; nobody signed in: nowhere. */
    readonly requests: RemoteRequestShelf | undefined;
    /** Follow what this job leaves behind. */
    readonly standing: Pick<PendingRequests, 'adopt' | 'settled'>;
    readonly now: () => Date;
    readonly emit: (event: CoreEvent) => void;
  }) {
    this.#work = options.work;
    this.#certificate = options.certificate;
    this.#signer = options.signer;
    this.#algorithm = options.algorithm;
    this.#policy = options.policy;
    this.#remote = options.remote;
    this.#requests = options.work.standing === undefined ? undefined : options.requests;
    this.#standing = options.standing;
    this.#now = options.now;
    this.#emit = options.emit;
  }

  view(): SigningJob {
    const { phone, ...state } = this.#state;
    return {
      jobId: this.id,
      code: this.#work.code,
      total: this.#work.documentCount,
      policy: this.#policy,
      ...state,
      ...(phone === undefined ? {} : { phone: this.#secondsLeft(phone) }),
    };
  }

  get ended(): boolean {
    return ['done', 'cancelled', 'failed'].includes(this.#state.phase);
  }

  /** Ends when the request is on the phone, or when it cannot get there; the job goes on by itself. */
  async prepare(expected: Readonly<Record<string, string>>): Promise<void> {
    const asked = Promise.withResolvers<undefined>();
    this.#running = this.#run(expected, () => asked.resolve(undefined));
    await Promise.race([asked.promise, this.#running]);
  }

  describePin(): CallOutput<'pin.describe'> {
    throw new DvcttError('PIN_PROMPT_EXPIRED');
  }

  enterPin(): Promise<CallOutput<'pin.submit'>> {
    return Promise.reject(new DvcttError('PIN_PROMPT_EXPIRED'));
  }

  promptedTokenLeft(): Promise<void> {
    return Promise.resolve();
  }

  asksPhoneFor(code: DossierCode): boolean {
    return !this.ended && this.#work.code === code;
  }

  /**
   * Takes the request back. It has ended at once in every window, however long the server takes to hear of it; what
   * is confirmed after that signs nothing. Once the server is being told of signatures it is too late.
   */
  async cancel(): Promise<void> {
    if (this.ended || this.#state.phase === 'sending') return;
    const { phone } = this.#state;
    this.#abort.abort();
    // Most providers have no way to take a request back: the phone may go on showing it.
    this.#fail(new DvcttError('SIGNING_CANCELLED', phone === undefined ? {} : { phone: phone.code }));
    const over = new AbortController();
    await Promise.race([this.#running, pauseFor(takingBack, over.signal)]);
    over.abort();
  }

  /** A request that is found again at the next sign-in stays on the phone; any other is taken back. */
  async leave(): Promise<void> {
    if (this.#kept.size === 0 || this.#state.phase !== 'awaiting-phone') return this.cancel();
    this.#abort.abort(leftStanding);
    this.#fail(new DvcttError('SIGNING_CANCELLED'));
    await this.#running;
  }

  async #run(expected: Readonly<Record<string, string>>, onPhone: () => void): Promise<void> {
    try {
      await this.#work.load(expected, this.#abort.signal);
      const signed = new Map<string, SignedItem>();
      for (const item of (await this.#work.kept?.(this.#thumbprint)) ?? []) signed.set(item.id, item);
      const documents = await this.#prepared(signed);
      await this.#signOnPhone(documents, signed, onPhone);
      this.#cancelled();
      this.#set({ phase: 'sending', done: signed.size, current: '' });
      const results = await this.#work.hand(this.#inOrder(signed));
      this.#forget();
      this.#standing.settled(this.#work.code);
      this.#set({ phase: 'done', results });
      this.#emit(this.#work.changed);
    } catch (cause) {
      // What a lost line or the end of the program leaves open is looked for at the next sign-in.
      const lost = isLineLost(cause);
      const sending = this.#state.phase === 'sending';
      if (cause instanceof DvcttError && cause.code === 'REMOTE_SESSION_EXPIRED')
        this.#remote.ended(this.#signer.provider.id);
      // Before the store is asked for anything, which may fail: the job has ended, whatever comes.
      this.#fail(cause);
      try {
        if (this.#abort.signal.reason !== leftStanding && !lost) this.#forget();
        // The signatures are made: they are handed over as soon as there is a line, and asked for no more.
        if (lost && sending) this.#standing.adopt([...this.#kept]);
      } catch (trouble) {
        if (!(trouble instanceof DvcttError)) throw trouble;
      }
    }
  }

  /** Of those that are not signed yet. */
  async #prepared(signed: ReadonlyMap<string, SignedItem>): Promise<readonly ToSign[]> {
    const documents: ToSign[] = [];
    for (const item of this.#work.items(this.#certificate)) {
      const { id, name } = item;
      this.#cancelled();
      if (signed.has(id)) continue;
      const how = { signingTime: this.#now(), signatureId: randomUUID() };
      const prepared = await item.prepare(this.#algorithm, how.signingTime, how.signatureId);
      documents.push({ id, name, prepared, ...how });
    }
    return documents;
  }

  /**
   * Adds a signature of each to `signed`. What comes is embedded and kept round by round, also when others have none.
   * @throws why one has none: nothing of this dossier is handed over then
   */
  async #signOnPhone(
    documents: readonly ToSign[],
    signed: Map<string, SignedItem>,
    onPhone: () => void,
  ): Promise<void> {
    const byId = new Map(documents.map((document) => [document.id, document]));
    const digests = documents.map(({ id, name, prepared }) => ({ id, name, digest: prepared.digest }));
    await signOnPhone(this.#signer, digests, {
      algorithm: this.#algorithm,
      title: (count, round, rounds) => this.#title(count, round, rounds),
      now: this.#now,
      signal: this.#abort.signal,
      onSend: (round) => this.#keep(round, documents),
      onPhone: (phone) => {
        if (this.ended) return;
        for (const id of this.#waiting) this.#requests?.told(id, phone);
        this.#set({ phase: 'awaiting-phone', done: signed.size, phone });
        onPhone();
      },
      onAnswers: async (answers, { documents: asked }) => {
        this.#waiting.clear();
        let trouble = answers.failure;
        for (const { id } of asked) {
          this.#cancelled();
          const document = byId.get(id);
          if (document === undefined) continue;
          const why = await this.#taken(document, answers, signed);
          trouble ??= why;
        }
        if (trouble !== undefined) throw new DvcttError(trouble.code, trouble.details);
      },
    });
  }

  /** Embeds and keeps the value of one document, or says why it has none. */
  async #taken(
    { id, name, prepared }: ToSign,
    answers: RemoteAnswers,
    signed: Map<string, SignedItem>,
  ): Promise<Failure | undefined> {
    const value = answers.values.get(id);
    if (value === undefined) {
      const { code, details } = whyNoValue(answers, id);
      return { code, details: { ...details, name } };
    }
    this.#set({ phase: 'signing', done: signed.size, current: name });
    let bytes: Uint8Array;
    try {
      bytes = await completeRemotely(prepared, value);
    } catch (cause) {
      if (cause instanceof DvcttError && cause.code === 'REMOTE_SIGNATURE_WRONG') return cause.toFailure();
      throw cause;
    }
    const item = { id, name, bytes };
    this.#work.keep?.(this.#thumbprint, item);
    signed.set(id, item);
    return undefined;
  }

  #inOrder(signed: ReadonlyMap<string, SignedItem>): readonly SignedItem[] {
    return this.#work.items(this.#certificate).map(({ id, name }) => {
      const item = signed.get(id);
      if (item === undefined) throw new DvcttError('REMOTE_SIGNATURE_WRONG', { name });
      return item;
    });
  }

  get #thumbprint(): string {
    return sha256(this.#certificate.certificate);
  }

  /** Before the request is sent. */
  #keep({ key, documents: asked, round, rounds }: RoundOnPhone, documents: readonly ToSign[]): void {
    const requests = this.#requests;
    if (requests === undefined) return;
    const kept = documents.flatMap(({ id, prepared, signingTime, signatureId }): RemoteRequestDocument[] => {
      const standing = this.#work.standing?.(id);
      if (standing === undefined || !asked.some((each) => each.id === id)) return [];
      const digest = Buffer.from(prepared.digest).toString('base64');
      const how = { signingTime: signingTime.toISOString(), id: signatureId, digest };
      return [{ requestId: id, ...standing, documentId: id, ...how }];
    });
    const request = requestToKeep(
      { key, documents: asked, round, rounds },
      {
        signer: this.#signer,
        identity: this.#certificate,
        algorithm: this.#algorithm,
        title: this.#title(asked.length, round, rounds),
        now: this.#now(),
        documents: kept,
      },
    );
    requests.keep(request);
    this.#kept.add(request.id);
    this.#waiting.add(request.id);
  }

  #forget(): void {
    for (const id of this.#kept) this.#requests?.forget(id);
    this.#kept.clear();
  }

  /** As the phone shows it. */
  #title(count: number, round: number, rounds: number): string {
    const { amount, code } = this.#work;
    const paid = amount === '' || amount === '0' ? '' : `, ${formatDong(amount)} đồng`;
    const part = rounds > 1 ? ` (lần ${round}/${rounds})` : '';
    return `Ký ${count} tài liệu của hồ sơ ${code}${paid}${part}`;
  }

  #secondsLeft(phone: PhoneWait): PhoneWait {
    const left = Date.parse(phone.expiresAt) - this.#now().getTime();
    return { ...phone, secondsLeft: Math.max(0, Math.ceil(left / 1000)) };
  }

  #cancelled(): void {
    if (this.#abort.signal.aborted) throw new DvcttError('SIGNING_CANCELLED');
  }

  #fail(cause: unknown): void {
    if (this.ended) return;
    const told = toFailure(cause);
    const failure =
      this.#abort.signal.aborted && told.code !== 'SIGNING_CANCELLED'
        ? { code: 'SIGNING_CANCELLED' as const }
        : told;
    this.#set({ phase: failure.code === 'SIGNING_CANCELLED' ? 'cancelled' : 'failed', failure });
  }

  #set(change: Partial<JobState>): void {
    // After a cancel the last answers may still come in; they change nothing any more.
    if (this.ended) return;
    const next = { ...this.#state, ...change };
    const { phone, ...rest } = next;
    this.#state = next.phase === 'awaiting-phone' && phone !== undefined ? { ...rest, phone } : rest;
    this.#emit({ name: 'signing.progress', payload: this.view() });
  }
}
