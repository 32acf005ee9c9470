import { randomUUID } from 'node:crypto';
import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { BatchRow, SigningBatch } from '#shared/contract/batch.ts';
import type { CallOutput, CoreEvent } from '#shared/contract/ipc.ts';
import type { PinPrompt, SealedPin, TokenView } from '#shared/contract/tokens.ts';
import type { SignatureAlgorithm, SignaturePolicy } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature } from '#shared/signatures/prepared.ts';
import type { SignatureShelf } from '../../account-store/account-store.ts';
import type { BackendClient } from '../../backend-client/backend-client.ts';
import { sha256 } from '../../blobs/blob-store.ts';
import type { PinJob } from '../../pin/pin-job.ts';
import { singleUse, type LoginInUse } from '../../pin/remembered-logins.ts';
import type { Workspace } from '../../session/workspace.ts';
import type { SigningSession, TokenCertificate, TokenService } from '../../tokens/token-service.ts';
import { itemOf, type Judge } from '../document-to-sign.ts';
import { algorithmName } from '../policy.ts';
import { addedBytes } from './added-bytes.ts';
import { BatchProgress } from './batch-progress.ts';
import {
  refusedRows,
  rowView,
  type BatchLine,
  type BatchTask,
  type DossierInBatch,
  type Parcel,
  type RefusedDossier,
} from './batch-task.ts';
import { totalOf } from './entries.ts';
import { handOver } from './hand-over.ts';
import { isLineLost } from './line-lost.ts';
import { DocumentLoader, type LoadedTask } from './loader.ts';
import { Pace } from './pace.ts';
import { ParcelSender } from './sender.ts';
import { sideBySide } from './side-by-side.ts';
import { SignatureKeeper } from './signature-keeper.ts';
import { signOnToken } from './token-run.ts';

/** Signed revisions that wait to be sent may fill so much memory, octets; then the token waits. */
const mostUnsent = 64 * 1024 * 1024;
/** Dossiers that the server is asked for at a time. */
const asked = 6;
/** Documents that are fetched and compared while the PIN is typed. */
const loadedMeanwhile = 6;
/** Who cancels waits so long for the signature in the token's hands, ms: it is kept. */
const lastSignature = 3_000;

/** What a batch needs of a person's open work. */
export interface SigningPlace extends Pick<Workspace, 'requireOpen' | 'took' | 'changed'> {
  readonly store: { readonly signatures: SignatureShelf };
}

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
  readonly now: () => Date;
  readonly emit: (event: CoreEvent) => void;
}

/**
 * Many dossiers signed with one PIN. Each signature is durable before it counts; a dossier is handed over as soon as it
 * is signed. A pulled token or a lost line pauses the batch; it then goes on with what is left, after the PIN.
 */
export class BatchSigningJob implements PinJob {
  readonly id = randomUUID();
  readonly #options: BatchJobOptions;
  readonly #lines: readonly BatchLine[];
  readonly #loader: DocumentLoader;
  readonly #keeper: SignatureKeeper;
  readonly #sender: ParcelSender;
  readonly #progress: BatchProgress;
  readonly #pace = new Pace();
  #phase: SigningBatch['phase'] = 'preparing';
  #failure: Failure | undefined;
  #current = '';
  #prompt: PinPrompt | undefined;
  #cancelled = false;
  /** A token has been logged in to. */
  #began = false;
  /** Of the run on the token that is under way. */
  #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #unsent = 0;
  #wakeRoom: (() => void)[] = [];

  constructor(options: BatchJobOptions) {
    const { workspace, backend, judge, dossiers } = options;
    this.#options = options;
    this.#lines = dossiers.flatMap(({ parcels }) => parcels.flatMap(({ lines }) => lines));
    this.#loader = new DocumentLoader({ backend, judge, shelf: workspace.store.signatures });
    this.#keeper = new SignatureKeeper(workspace.store.signatures);
    this.#sender = new ParcelSender((parcel) => this.#send(parcel));
    this.#progress = new BatchProgress(() => options.emit({ name: 'batch.progress', payload: this.view() }));
  }

  view(): SigningBatch {
    const refused = this.#options.refused.flatMap(refusedRows).length;
    const tasks = this.#tasks();
    const signed = tasks.filter((task) => task.signed).length;
    const left = this.#left().length;
    const secondsLeft = this.#phase === 'signing' ? this.#pace.secondsFor(left) : undefined;
    const inState = (state: BatchRow['state']) => this.#lines.filter((line) => line.state === state).length;
    return {
      jobId: this.id,
      phase: this.#phase,
      policy: this.#options.policy,
      signed,
      // What has failed is not waited for.
      documents: signed + left,
      sent: inState('sent'),
      failed: inState('failed') + refused,
      entries: this.#lines.length + refused,
      current: this.#current,
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
      total: totalOf(this.#lines.map(({ entry }) => entry)),
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
    };
  }

  rows(): BatchRow[] {
    return [...this.#lines.map(rowView), ...this.#options.refused.flatMap(refusedRows)];
  }

  get ended(): boolean {
    return ['done', 'cancelled', 'failed'].includes(this.#phase);
  }

  /** A signature is being made or sent: another batch has to wait. */
  get busy(): boolean {
    return this.#phase === 'signing' || this.#phase === 'sending';
  }

  get certificate(): TokenCertificate['view'] {
    return this.#options.certificate.view;
  }

  /** Whose it is. */
  get workspace(): SigningPlace {
    return this.#options.workspace;
  }

  /** Signs with a remembered login, or asks for the PIN; asks for none when everything is signed already. */
  async begin(remembered?: LoginInUse): Promise<void> {
    this.#failure = undefined;
    if (this.#lines.every(({ state }) => state === 'failed')) {
      await remembered?.giveBack();
      this.#end('done');
      return;
    }
    if (this.#unmade().length === 0) {
      await remembered?.giveBack();
      this.#running = this.#finishWithoutToken();
      return;
    }
    if (remembered !== undefined) {
      this.#running = this.#sign(remembered);
      return;
    }
    try {
      await this.#ask();
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
    this.#sender.goOn();
    await this.begin(remembered);
  }

  /**
   * A dossier may have been returned and forwarded again during the pause: the server would refuse signatures over the
   * version before, so none is asked of the token. @throws when the server cannot be asked
   */
  async #dropOutdated(): Promise<void> {
    const { backend, workspace } = this.#options;
    const left = new Set(this.#left().map((task) => task.row.parcel.dossier));
    await sideBySide([...left], asked, async (waiting) => {
      const { code, version } = waiting.dossier;
      try {
        const standing = await backend.dossier(code);
        workspace.requireOpen();
        workspace.took(standing);
        if (standing.version !== version) throw new DvcttError('DOSSIER_CONFLICT', { code });
      } catch (cause) {
        if (!(cause instanceof DvcttError) || isLineLost(cause)) throw cause;
        this.#dossierFailed(waiting, cause);
      }
    });
  }

  describePin(): CallOutput<'pin.describe'> {
    const prompt = this.#requirePrompt();
    const { certificate, algorithm } = this.#options;
    const lines = this.#lines.filter((line) => line.tasks.some((task) => this.#isLeft(task)));
    const codes = [...new Set(lines.map(({ entry }) => entry.code))];
    return {
      prompt,
      purpose: 'sign',
      owner: certificate.view.owner,
      certificateSerial: certificate.view.serial,
      dossierCode: codes.length === 1 ? (codes[0] ?? '') : '',
      dossierCount: codes.length,
      documentCount: this.#unmade().length,
      total: totalOf(lines.map(({ entry }) => entry)),
      algorithm: algorithmName(algorithm),
    };
  }

  /** Signing goes on in the background once the PIN is accepted. */
  async enterPin(
    sealed: SealedPin,
    { remember }: { readonly remember: boolean },
  ): Promise<CallOutput<'pin.submit'>> {
    const prompt = this.#requirePrompt();
    if (prompt.promptId !== sealed.promptId)
      return { kind: 'refused', failure: { code: 'PIN_PROMPT_EXPIRED' }, prompt };
    // Spent: a second press with the same prompt finds nothing.
    this.#prompt = undefined;
    const { tokens, certificate, keeper } = this.#options;
    const use = remember ? keeper() : singleUse;
    try {
      const entry = await tokens.enterPin(certificate.view.id, sealed);
      if (entry.kind === 'accepted') {
        this.#running = this.#sign(use(entry.session));
        return { kind: 'accepted' };
      }
      if (entry.pinState === 'locked') {
        this.#interrupt(new DvcttError('PIN_LOCKED', entry.failure.details));
        return { kind: 'refused', failure: entry.failure };
      }
      // Closed meanwhile: nobody is asked again.
      if (this.#cancelled) {
        this.#interrupt(new DvcttError('SIGNING_CANCELLED'));
        return { kind: 'refused', failure: entry.failure };
      }
      return { kind: 'refused', failure: entry.failure, prompt: await this.#ask() };
    } catch (cause) {
      this.#interrupt(cause);
      return { kind: 'refused', failure: toFailure(cause) };
    }
  }

  get promptedToken(): TokenView | undefined {
    return this.#prompt?.token;
  }

  async promptedTokenLeft(): Promise<void> {
    const prompt = this.#prompt;
    if (prompt === undefined) return;
    this.#prompt = undefined;
    this.#interrupt(new DvcttError('TOKEN_REMOVED', { token: prompt.token.serial }));
    await this.#options.tokens.cancelPinPrompt(prompt.promptId);
  }

  /** Ends it between two signatures; what is signed is still sent, as far as whole vouchers are. */
  async cancel(): Promise<void> {
    if (this.ended || this.#cancelled || this.#phase === 'sending') return;
    this.#cancelled = true;
    this.#stop.abort();
    this.#roomAgain();
    const prompt = this.#prompt;
    this.#prompt = undefined;
    // Nothing is under way that would notice.
    if (prompt !== undefined || this.#phase === 'paused')
      this.#running = this.#running.then(() => this.#finish());
    if (prompt !== undefined) await this.#options.tokens.cancelPinPrompt(prompt.promptId);
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
      await signOnToken(this.#left(), {
        session: login.session,
        algorithm: this.#options.algorithm,
        stop: signal,
        load: (task) => this.#load(task),
        prepare: (task, loaded) => this.#prepare(loaded),
        skip: ({ row, signed }) => signed || row.parcel.dossier.failure !== undefined,
        room: () => this.#room(),
        failed: (task, cause) => this.#documentFailed(task, cause),
        reused: (task, { made }) => {
          if (made !== undefined) this.#tookSignature(task, made);
        },
        starts: ({ document }) => {
          this.#current = document.name;
        },
        signed: (task, loaded, prepared, value) => this.#signed(task, loaded, prepared, value),
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

  async #finishWithoutToken(): Promise<void> {
    try {
      for (const task of this.#left()) {
        const loaded = await this.#load(task);
        if (loaded.made !== undefined) this.#tookSignature(task, loaded.made);
      }
    } catch (cause) {
      this.#noteTrouble(cause);
    }
    // One that was kept did not hold: it needs the token after all.
    if (this.#failure === undefined && this.#left().length > 0 && !this.#cancelled) await this.begin();
    else await this.#finish();
  }

  /** Waits for what is on its way, and says how it ended. */
  async #finish(): Promise<void> {
    this.#current = '';
    if (this.ended) return;
    if (this.#failure !== undefined && !this.#cancelled) {
      await this.#sender.idle();
      this.#turnTo('paused');
      return;
    }
    if (this.#cancelled) this.#offerWholeLines();
    this.#turnTo('sending');
    await this.#sender.idle();
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

  async #signed(
    task: BatchTask,
    { base }: LoadedTask,
    prepared: PreparedSignature,
    value: Uint8Array,
  ): Promise<void> {
    const bytes = await prepared.complete(value);
    const kept = { ...task.key, sha256: sha256(bytes), ...addedBytes(base.bytes, bytes) };
    await this.#keeper.keep(kept);
    this.#pace.made(performance.now());
    this.#tookSignature(task, { base, bytes, kept });
  }

  #tookSignature(task: BatchTask, made: NonNullable<BatchTask['made']>): void {
    task.signed = true;
    const { row } = task;
    if (row.state === 'failed') return;
    task.made = made;
    this.#unsent += made.bytes.length;
    if (row.tasks.every(({ signed }) => signed)) row.state = 'signed';
    const { parcel } = row;
    if (parcel.dossier.failure === undefined && parcel.lines.every(({ state }) => state === 'signed'))
      this.#offer(parcel);
    this.#progress.changed();
  }

  #offer(parcel: Parcel): void {
    if (parcel.state !== 'open') return;
    parcel.state = 'sending';
    this.#sender.offer(parcel);
  }

  /** Of parcels that will not be finished, the vouchers that are. */
  #offerWholeLines(): void {
    for (const { parcels, failure } of this.#options.dossiers) {
      for (const parcel of failure === undefined ? parcels : []) {
        const lines = parcel.lines.filter(({ state }) => state === 'signed');
        if (parcel.state !== 'open' || lines.length === 0) continue;
        parcel.state = 'sending';
        this.#sender.offer({ dossier: parcel.dossier, lines, state: 'sending', asked: false });
      }
    }
    this.#sender.goOn();
  }

  async #send(parcel: Parcel): Promise<void> {
    // It failed while the parcel waited.
    if (parcel.dossier.failure !== undefined) return;
    const { workspace, backend, judge } = this.#options;
    try {
      // The line belongs to whoever is signed in now.
      workspace.requireOpen();
      const standing = await handOver(parcel, backend, judge);
      workspace.requireOpen();
      const tasks = parcel.lines.flatMap((line) => line.tasks);
      workspace.store.signatures.drop(tasks.map(({ key }) => key));
      for (const line of parcel.lines) line.state = 'sent';
      this.#letGo(tasks);
      parcel.state = 'sent';
      workspace.took(standing);
      workspace.changed(standing.code);
    } catch (cause) {
      if (isLineLost(cause)) this.#lineLost(parcel, cause);
      // A server that takes whole dossiers only: what is signed stays here for the next batch.
      else if (this.#cancelled && isSignatureMissing(cause))
        this.#letGo(parcel.lines.flatMap(({ tasks }) => tasks));
      else this.#dossierFailed(parcel.dossier, cause);
    }
    this.#progress.changed();
  }

  /** Nothing of it is lost: it is sent when the batch goes on. */
  #lineLost(parcel: Parcel, cause: unknown): void {
    this.#sender.hold();
    this.#sender.offer(parcel);
    this.#noteTrouble(cause);
  }

  #documentFailed(task: BatchTask, cause: unknown): void {
    if (isLineLost(cause)) throw cause;
    this.#dossierFailed(task.row.parcel.dossier, cause);
    this.#progress.changed();
  }

  /** What the server has of it stays; the rest is neither signed nor sent any more. */
  #dossierFailed(dossier: DossierInBatch, cause: unknown): void {
    const failure = toFailure(cause);
    dossier.failure ??= failure;
    const unsent = dossier.parcels.flatMap(({ lines }) => lines).filter(({ state }) => state !== 'sent');
    for (const line of unsent) {
      line.state = 'failed';
      line.failure = failure;
    }
    const tasks = unsent.flatMap((line) => line.tasks);
    this.#letGo(tasks);
    if (!isSignatureMissing(cause))
      this.#options.workspace.store.signatures.drop(tasks.map(({ key }) => key));
  }

  #letGo(tasks: readonly BatchTask[]): void {
    for (const task of tasks) {
      this.#unsent -= task.made?.bytes.length ?? 0;
      task.made = undefined;
    }
    this.#roomAgain();
  }

  async #room(): Promise<void> {
    while (this.#unsent > mostUnsent && this.#hasParcelsUnderWay() && !this.#stop.signal.aborted)
      await new Promise<void>((resolve) => this.#wakeRoom.push(resolve));
  }

  /** Of one endless parcel nothing would ever be sent to make room. */
  #hasParcelsUnderWay(): boolean {
    return this.#options.dossiers.some(({ parcels }) => parcels.some(({ state }) => state === 'sending'));
  }

  #roomAgain(): void {
    const woken = this.#wakeRoom;
    this.#wakeRoom = [];
    for (const wake of woken) wake();
  }

  /** The first trouble is the one that is told; the token stops after the signature in its hands. */
  #noteTrouble(cause: unknown): void {
    this.#failure ??= toFailure(cause);
    this.#stop.abort();
    this.#roomAgain();
  }

  /** Names the algorithm, so that a token which lacks it is refused before the PIN is asked. */
  async #ask(): Promise<PinPrompt> {
    const { tokens, certificate, algorithm } = this.#options;
    const prompt = await tokens.openPinPrompt(certificate.view.id, [algorithm], 'sign');
    if (this.#cancelled) {
      await tokens.cancelPinPrompt(prompt.promptId);
      throw new DvcttError('SIGNING_CANCELLED');
    }
    this.#prompt = prompt;
    this.#loader.loadAhead(this.#left().slice(0, loadedMeanwhile));
    this.#turnTo('awaiting-pin');
    return prompt;
  }

  #requirePrompt(): PinPrompt {
    if (this.#prompt !== undefined) return this.#prompt;
    const left = this.#failure?.code === 'TOKEN_REMOVED';
    throw left
      ? new DvcttError('TOKEN_REMOVED', this.#failure?.details)
      : new DvcttError('PIN_PROMPT_EXPIRED');
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
    for (const task of this.#tasks()) task.made = undefined;
    this.#loader.loadAhead([]);
    this.#turnTo(phase);
  }

  #turnTo(phase: SigningBatch['phase']): void {
    this.#phase = phase;
    this.#progress.now();
  }

  #tasks(): readonly BatchTask[] {
    return this.#lines.flatMap(({ tasks }) => tasks);
  }

  #isLeft(task: BatchTask): boolean {
    return !task.signed && task.row.parcel.dossier.failure === undefined;
  }

  /** Still without a signature in this batch. */
  #left(): readonly BatchTask[] {
    return this.#tasks().filter((task) => this.#isLeft(task));
  }

  /** Those of them for which no signature is kept from an earlier batch either: the token's work. */
  #unmade(): readonly BatchTask[] {
    const { signatures } = this.#options.workspace.store;
    const kept = new Map<string, ReadonlySet<string>>();
    return this.#left().filter(({ key }) => {
      const known = kept.get(key.code) ?? new Set(signatures.list(key.code).map((one) => identity(one)));
      kept.set(key.code, known);
      return !known.has(identity(key));
    });
  }
}

const identity = ({ version, documentId, base, thumbprint }: BatchTask['key']) =>
  `${version} ${documentId} ${base} ${thumbprint}`;

function waited(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

function isSignatureMissing(cause: unknown): boolean {
  return cause instanceof DvcttError && cause.code === 'SIGNATURE_MISSING';
}
