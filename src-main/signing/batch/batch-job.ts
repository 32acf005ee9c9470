import { randomUUID } from 'node:crypto';
import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { BatchRow, SigningBatch } from '#shared/contract/batch.ts';
import type { CallOutput, CoreEvent } from '#shared/contract/ipc.ts';
import type { PhoneWait } from '#shared/contract/remote-ca/window.ts';
import type { SealedPin, TokenView } from '#shared/contract/tokens.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { SignatureAlgorithm, SignaturePolicy } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature } from '#shared/signatures/prepared.ts';
import type { RemoteRequestShelf } from '../../account-store/signing/remote-request.ts';
import type { BackendClient } from '../../backend-client/backend-client.ts';
import { sha256 } from '../../blobs/blob-store.ts';
import type { PinJob } from '../../pin/pin-job.ts';
import type { LoginInUse } from '../../pin/remembered-logins.ts';
import { leftStanding, resent } from '../../remote-ca/left-standing.ts';
import type { RemoteSigner } from '../../remote-ca/provider.ts';
import type { SigningSession, TokenCertificate, TokenService } from '../../tokens/token-service.ts';
import { itemOf, type Judge } from '../document-to-sign.ts';
import { algorithmName } from '../policy.ts';
import { addedBytes } from './added-bytes.ts';
import { BatchLines } from './batch-lines.ts';
import { BatchProgress } from './batch-progress.ts';
import type { BatchTask, DossierInBatch, RefusedDossier } from './batch-task.ts';
import { Delivery } from './delivery.ts';
import { totalOf } from './entries.ts';
import { isLineLost } from './line-lost.ts';
import { DocumentLoader, type LoadedTask } from './loader.ts';
import { Pace } from './pace.ts';
import { signByPhone } from './phone-run.ts';
import { PinAsking } from './pin-asking.ts';
import { sideBySide } from './side-by-side.ts';
import { SignatureKeeper } from './signature-keeper.ts';
import type { SigningPlace } from './signing-place.ts';
import { signOnToken } from './token-run.ts';

/** Dossiers that the server is asked for at a time. */
const asked = 6;
/** Documents that are fetched and compared while the PIN is typed. */
const loadedMeanwhile = 6;
/** Who cancels waits so long for the signature in the token's hands, ms: it is kept. */
const lastSignature = 3_000;

export interface BatchJobOptions {
  readonly dossiers: readonly DossierInBatch[];
  readonly refused: readonly RefusedDossier[];
  readonly certificate: TokenCertificate;
  readonly algorithm: SignatureAlgorithm;
  readonly policy: SignaturePolicy;
  readonly workspace: SigningPlace;
  readonly backend: Pick<BackendClient, 'dossier' | 'document' | 'stageSigned' | 'commitSignatures'>;
  readonly judge: Judge;
  readonly tokens: TokenService;
  /** Called before the PIN goes to the token: what it gives keeps the login that follows, for the next batch. */
  readonly keeper: () => (session: SigningSession) => LoginInUse;
  /** The certificate's key is at a provider: no token is involved. */
  readonly phone?: {
    /** As the provider is open now. @throws REMOTE_SESSION_EXPIRED */
    readonly signer: () => Promise<RemoteSigner>;
    /** The provider does not know the session any more. */
    readonly sessionEnded: () => void;
    readonly requests: RemoteRequestShelf;
  };
  readonly now: () => Date;
  readonly emit: (event: CoreEvent) => void;
}

/**
 * Many dossiers signed with one PIN. Each signature is durable before it counts; a dossier is handed over as soon as it
 * is signed. A pulled token or a lost line pauses the batch; it then goes on with what is left, after the PIN. With a key
 * at a provider the phone is asked in the place of the PIN.
 */
export class BatchSigningJob implements PinJob {
  readonly id = randomUUID();
  readonly #options: BatchJobOptions;
  readonly #lines: BatchLines;
  readonly #loader: DocumentLoader;
  readonly #keeper: SignatureKeeper;
  readonly #delivery: Delivery;
  readonly #pin: PinAsking;
  readonly #progress: BatchProgress;
  readonly #pace = new Pace();
  #phase: SigningBatch['phase'] = 'preparing';
  #failure: Failure | undefined;
  #current = '';
  #phone: PhoneWait | undefined;
  #cancelled = false;
  /** Between a request that is taken back and the next: nothing that anybody has to do something about. */
  #resending = false;
  /** A token has been logged in to, or the phone has been asked. */
  #began = false;
  /** Of the run on the token or by phone that is under way. */
  #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: BatchJobOptions) {
    const { workspace, backend, judge, dossiers, certificate } = options;
    this.#options = options;
    this.#lines = new BatchLines(dossiers, options.refused, workspace.store.signatures);
    this.#loader = new DocumentLoader({ backend, judge, shelf: workspace.store.signatures });
    this.#keeper = new SignatureKeeper(workspace.store.signatures);
    this.#progress = new BatchProgress(() => options.emit({ name: 'batch.progress', payload: this.view() }));
    this.#delivery = new Delivery({
      ...options,
      cancelled: () => this.#cancelled,
      trouble: (cause) => this.#noteTrouble(cause),
      changed: () => this.#progress.changed(),
    });
    this.#pin = new PinAsking({
      ...options,
      certificateId: certificate.view.id,
      cancelled: () => this.#cancelled,
      asked: () => {
        this.#loader.loadAhead(this.#lines.left().slice(0, loadedMeanwhile));
        this.#turnTo('awaiting-pin');
      },
      accepted: (login) => {
        this.#running = this.#sign(login);
      },
      ended: (cause) => this.#interrupt(cause),
    });
  }

  view(): SigningBatch {
    const secondsLeft =
      this.#phase === 'signing' ? this.#pace.secondsFor(this.#lines.left().length) : undefined;
    const between = this.#resending && this.#phase === 'paused';
    return {
      jobId: this.id,
      phase: between ? 'preparing' : this.#phase,
      policy: this.#options.policy,
      ...this.#lines.counts(),
      current: this.#current,
      byPhone: this.#options.phone !== undefined,
      ...(this.#phase === 'awaiting-phone' && this.#phone !== undefined
        ? { phone: this.#phoneNow(this.#phone) }
        : {}),
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
      ...(this.#failure === undefined || between ? {} : { failure: this.#failure }),
    };
  }

  rows(): BatchRow[] {
    return this.#lines.rows();
  }

  get ended(): boolean {
    return ['done', 'cancelled', 'failed'].includes(this.#phase);
  }

  /** A signature is being made or sent: another batch has to wait. */
  get busy(): boolean {
    return this.#phase === 'signing' || this.#phase === 'sending';
  }

  asksPhoneFor(code: DossierCode): boolean {
    if (this.#options.phone === undefined || this.ended || this.#phase === 'paused') return false;
    return this.#options.dossiers.some(({ dossier }) => dossier.code === code);
  }

  get certificate(): TokenCertificate['view'] {
    return this.#options.certificate.view;
  }

  /** Whose it is. */
  get workspace(): SigningPlace {
    return this.#options.workspace;
  }

  /** Signs with a remembered login, or asks for the PIN or the phone; for neither when everything is signed already. */
  async begin(remembered?: LoginInUse): Promise<void> {
    this.#failure = undefined;
    if (this.#lines.haveAllFailed) {
      await remembered?.giveBack();
      this.#end('done');
      return;
    }
    if (this.#lines.unmade().length === 0) {
      await remembered?.giveBack();
      this.#running = this.#finishWithoutToken();
      return;
    }
    if (this.#options.phone !== undefined) {
      this.#running = this.#signByPhone(this.#options.phone);
      return;
    }
    if (remembered !== undefined) {
      this.#running = this.#sign(remembered);
      return;
    }
    try {
      await this.#pin.ask();
    } catch (cause) {
      this.#interrupt(cause);
    }
  }

  /** Goes on with what is left of a paused batch. */
  async resume(remembered?: LoginInUse): Promise<void> {
    if (this.#phase !== 'paused') {
      await remembered?.giveBack();
      return;
    }
    await this.#running;
    try {
      await this.#dropOutdated();
    } catch (cause) {
      await remembered?.giveBack();
      if (this.#cancelled) return;
      this.#failure = toFailure(cause);
      this.#turnTo('paused');
      return;
    }
    // Cancelled while the server was asked: it has ended.
    if (this.#cancelled) {
      await remembered?.giveBack();
      return;
    }
    this.#lines.tryAgain();
    this.#delivery.goOn();
    await this.begin(remembered);
  }

  /**
   * Takes the request that is on the phone back, and sends a new one for what is left. What was confirmed in the same
   * moment is kept.
   */
  async resend(): Promise<void> {
    if (this.#phase !== 'awaiting-phone' || this.#resending) return;
    this.#resending = true;
    try {
      this.#stop.abort(resent);
      await this.#running;
      await this.resume();
    } finally {
      this.#resending = false;
      this.#progress.now();
    }
  }

  /**
   * A dossier may have been returned and forwarded again during the pause: the server would refuse signatures over the
   * version before, so none is asked of the token. @throws when the server cannot be asked
   */
  async #dropOutdated(): Promise<void> {
    const { backend, workspace } = this.#options;
    const left = new Set(this.#lines.left().map((task) => task.row.parcel.dossier));
    await sideBySide([...left], asked, async (waiting) => {
      const { code, version } = waiting.dossier;
      try {
        const standing = await backend.dossier(code);
        workspace.requireOpen();
        workspace.took(standing);
        if (standing.version !== version) throw new DvcttError('DOSSIER_CONFLICT', { code });
      } catch (cause) {
        if (!(cause instanceof DvcttError) || isLineLost(cause)) throw cause;
        this.#delivery.dossierFailed(waiting, cause);
      }
    });
  }

  describePin(): CallOutput<'pin.describe'> {
    const prompt = this.#pin.require(this.#failure);
    const { certificate, algorithm } = this.#options;
    const lines = this.#lines.unfinished();
    const codes = [...new Set(lines.map(({ entry }) => entry.code))];
    return {
      prompt,
      purpose: 'sign',
      owner: certificate.view.owner,
      certificateSerial: certificate.view.serial,
      dossierCode: codes.length === 1 ? (codes[0] ?? '') : '',
      dossierCount: codes.length,
      documentCount: this.#lines.unmade().length,
      total: totalOf(lines.map(({ entry }) => entry)),
      algorithm: algorithmName(algorithm),
    };
  }

  /** Signing goes on in the background once the PIN is accepted. */
  enterPin(sealed: SealedPin, options: { readonly remember: boolean }): Promise<CallOutput<'pin.submit'>> {
    return this.#pin.enter(this.#pin.require(this.#failure), sealed, options);
  }

  get promptedToken(): TokenView | undefined {
    return this.#pin.token;
  }

  promptedTokenLeft(): Promise<void> {
    return this.#pin.tokenLeft();
  }

  /**
   * Ends it between two signatures; what is signed is still sent, as far as whole vouchers are. A request on the phone
   * is taken back.
   */
  cancel(): Promise<void> {
    return this.#stopWith(undefined);
  }

  /** The person leaves: a request that is on the phone may still be confirmed, and is found again at the next sign-in. */
  leave(): Promise<void> {
    return this.#stopWith(leftStanding);
  }

  async #stopWith(reason: string | undefined): Promise<void> {
    if (this.ended || this.#cancelled || this.#phase === 'sending') return;
    this.#cancelled = true;
    this.#stop.abort(reason);
    this.#delivery.roomAgain();
    const closePrompt = this.#pin.take();
    // Nothing is under way that would notice.
    if (closePrompt !== undefined || this.#phase === 'paused')
      this.#running = this.#running.then(() => this.#finish());
    await closePrompt?.();
    await Promise.race([this.#running, waited(lastSignature)]);
  }

  async #sign(login: LoginInUse): Promise<void> {
    // Pressed while the token was taking the PIN.
    if (this.#cancelled) {
      await login.giveBack();
      await this.#finish();
      return;
    }
    this.#stop = new AbortController();
    this.#began = true;
    this.#pace.begin(performance.now());
    this.#turnTo('signing');
    const { signal } = this.#stop;
    let trusted = false;
    try {
      await signOnToken(this.#lines.left(), {
        session: login.session,
        algorithm: this.#options.algorithm,
        stop: signal,
        load: (task) => this.#load(task),
        prepare: (task, loaded) => this.#prepare(loaded),
        skip: ({ row, signed }) => signed || row.parcel.dossier.failure !== undefined,
        room: () => this.#delivery.room(signal),
        failed: (task, cause) => this.#delivery.documentFailed(task, cause),
        reused: (task, { made }) => {
          if (made !== undefined) this.#delivery.take(task, made);
        },
        starts: ({ document }) => {
          this.#current = document.name;
        },
        signed: async (task, loaded, prepared, value) =>
          this.#signed(task, loaded, await prepared.complete(value)),
      });
      trusted = true;
    } catch (cause) {
      trusted = isLineLost(cause);
      this.#noteTrouble(cause);
    } finally {
      // A login that failed is not offered again; one that was only stopped is as good as before.
      await (trusted ? login.giveBack() : login.end()).catch(() => undefined);
    }
    await this.#finish();
  }

  async #signByPhone({
    signer,
    sessionEnded,
    requests,
  }: NonNullable<BatchJobOptions['phone']>): Promise<void> {
    this.#stop = new AbortController();
    this.#began = true;
    this.#turnTo('preparing');
    const { algorithm, certificate, now } = this.#options;
    try {
      await signByPhone(this.#lines.left(), {
        signer: await signer(),
        identity: { certificate: certificate.certificate, chain: certificate.chain },
        algorithm,
        requests,
        now,
        stop: this.#stop.signal,
        load: (task) => this.#load(task),
        prepare: ({ base }, signingTime, id) => itemOf(base, certificate).prepare(algorithm, signingTime, id),
        skip: ({ row, signed }) => signed || row.parcel.dossier.failure !== undefined,
        failed: (task, cause) => this.#delivery.documentFailed(task, cause),
        reused: (task, { made }) => {
          if (made !== undefined) this.#delivery.take(task, made);
        },
        waiting: (phone) => {
          this.#phone = phone;
          this.#turnTo('awaiting-phone');
        },
        answered: () => {
          // Something could not be sent meanwhile: what has come is kept, and no further round is asked for.
          if (this.#failure !== undefined) this.#stop.abort();
          this.#pace.begin(performance.now());
          this.#turnTo('signing');
        },
        signed: (task, loaded, bytes) => this.#signed(task, loaded, bytes),
        refused: ({ row }, failure) => {
          row.state = 'failed';
          row.failure = failure;
        },
      });
    } catch (cause) {
      if (cause instanceof DvcttError && cause.code === 'REMOTE_SESSION_EXPIRED') sessionEnded();
      this.#noteTrouble(cause);
    }
    this.#phone = undefined;
    await this.#finish();
  }

  async #finishWithoutToken(): Promise<void> {
    try {
      for (const task of this.#lines.left()) {
        const loaded = await this.#load(task);
        if (loaded.made !== undefined) this.#delivery.take(task, loaded.made);
      }
    } catch (cause) {
      this.#noteTrouble(cause);
    }
    // One that was kept did not hold: it needs the token after all.
    if (this.#failure === undefined && this.#lines.left().length > 0 && !this.#cancelled) await this.begin();
    else await this.#finish();
  }

  /** Waits for what is on its way, and says how it ended. */
  async #finish(): Promise<void> {
    this.#current = '';
    if (this.ended) return;
    if (this.#failure !== undefined && !this.#cancelled) {
      await this.#delivery.idle();
      this.#turnTo('paused');
      return;
    }
    if (this.#cancelled) this.#delivery.offerWholeLines();
    this.#turnTo('sending');
    await this.#delivery.idle();
    if (this.#cancelled) this.#end('cancelled', { code: 'SIGNING_CANCELLED' });
    else if (this.#failure === undefined) this.#end('done');
    else this.#turnTo('paused');
  }

  async #load(task: BatchTask): Promise<LoadedTask> {
    this.#options.workspace.requireOpen();
    return this.#loader.load(task);
  }

  #prepare({ base }: LoadedTask): Promise<PreparedSignature> {
    const { certificate, algorithm, now } = this.#options;
    return itemOf(base, certificate).prepare(algorithm, now());
  }

  async #signed(task: BatchTask, { base }: LoadedTask, bytes: Uint8Array): Promise<void> {
    const kept = { ...task.key, sha256: sha256(bytes), ...addedBytes(base.bytes, bytes) };
    await this.#keeper.keep(kept);
    this.#pace.made(performance.now());
    this.#delivery.take(task, { base, bytes, kept });
  }

  /**
   * The first trouble is the one that is told; the token stops after the signature in its hands. A request that is on the
   * phone is waited for all the same: it may be confirmed just now, and goes through lost lines by itself.
   */
  #noteTrouble(cause: unknown): void {
    this.#failure ??= toFailure(cause);
    if (this.#phase !== 'awaiting-phone') this.#stop.abort();
    this.#delivery.roomAgain();
  }

  /** It could not begin, or not go on: what was signed before waits for the next try. */
  #interrupt(cause: unknown): void {
    if (this.ended) return;
    const failure = toFailure(cause);
    if (this.#cancelled) this.#running = this.#finish();
    else if (this.#began) {
      this.#failure = failure;
      this.#turnTo('paused');
    } else this.#end('failed', failure);
  }

  #end(phase: 'done' | 'cancelled' | 'failed', failure?: Failure): void {
    this.#failure = failure;
    // A few megabytes that nobody sends any more; the store has what matters.
    for (const task of this.#lines.tasks()) task.made = undefined;
    this.#loader.loadAhead([]);
    this.#turnTo(phase);
  }

  #phoneNow(phone: PhoneWait): PhoneWait {
    const left = Date.parse(phone.expiresAt) - this.#options.now().getTime();
    return { ...phone, secondsLeft: Math.max(0, Math.ceil(left / 1000)) };
  }

  #turnTo(phase: SigningBatch['phase']): void {
    this.#phase = phase;
    this.#progress.now();
  }
}

function waited(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
