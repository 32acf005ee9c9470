import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { BackendClient } from '../../backend-client/backend-client.ts';
import type { Judge } from '../document-to-sign.ts';
import { whyNotTaken } from '../why-not-taken.ts';
import type { BatchTask, DossierInBatch, Parcel } from './batch-task.ts';
import { handOver } from './hand-over.ts';
import { isLineLost } from './line-lost.ts';
import { ParcelSender } from './sender.ts';
import type { SigningPlace } from './signing-place.ts';

/** Signed revisions that wait to be sent may fill so much memory, octets; then the token waits. */
const mostUnsent = 64 * 1024 * 1024;

export interface DeliveryOptions {
  readonly dossiers: readonly DossierInBatch[];
  readonly workspace: SigningPlace;
  readonly backend: Pick<BackendClient, 'dossier' | 'stageSigned' | 'commitSignatures'>;
  readonly judge: Judge;
  /** The batch was ended by the person: what the server does not take stays for the next one. */
  readonly cancelled: () => boolean;
  /** The line was lost. */
  readonly trouble: (cause: unknown) => void;
  readonly changed: () => void;
}

/** Hands a batch's signatures over: each parcel once it is whole, while others are still being signed. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #sender: ParcelSender;
  #unsent = 0;
  #wakeRoom: (() => void)[] = [];

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#sender = new ParcelSender((parcel) => this.#send(parcel));
  }

  /** A signature is durable: its parcel goes once nothing is missing. */
  take(task: BatchTask, made: NonNullable<BatchTask['made']>): void {
    task.signed = true;
    const { row } = task;
    const { parcel } = row;
    if (parcel.dossier.failure !== undefined) return;
    task.made = made;
    this.#unsent += made.bytes.length;
    if (row.tasks.every(({ signed }) => signed)) row.state = 'signed';
    if (parcel.lines.every(({ state }) => state === 'signed')) this.#offer(parcel);
    this.#options.changed();
  }

  /** Of parcels that will not be finished, the vouchers that are. */
  offerWholeLines(): void {
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

  goOn(): void {
    this.#sender.goOn();
  }

  /** Resolves when nothing is on its way. */
  idle(): Promise<void> {
    return this.#sender.idle();
  }

  /** Throws for a lost line; anything else is the dossier's own trouble. */
  documentFailed(task: BatchTask, cause: unknown): void {
    if (isLineLost(cause)) throw cause;
    this.dossierFailed(task.row.parcel.dossier, cause);
    this.#options.changed();
  }

  /** What the server has of it stays; the rest is neither signed nor sent any more. */
  dossierFailed(dossier: DossierInBatch, cause: unknown): void {
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

  /** Holds a token while too much waits to be sent. */
  async room(stop: AbortSignal): Promise<void> {
    while (this.#unsent > mostUnsent && this.#hasParcelsUnderWay() && !stop.aborted)
      await new Promise<void>((resolve) => this.#wakeRoom.push(resolve));
  }

  roomAgain(): void {
    const woken = this.#wakeRoom;
    this.#wakeRoom = [];
    for (const wake of woken) wake();
  }

  #offer(parcel: Parcel): void {
    if (parcel.state !== 'open') return;
    parcel.state = 'sending';
    this.#sender.offer(parcel);
  }

  async #send(parcel: Parcel): Promise<void> {
    // It failed while the parcel waited.
    if (parcel.dossier.failure !== undefined) return;
    const { workspace, backend, judge, cancelled, changed } = this.#options;
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
      else if (cancelled() && isSignatureMissing(cause))
        this.#letGo(parcel.lines.flatMap(({ tasks }) => tasks));
      else {
        const ids = parcel.lines.flatMap(({ tasks }) => tasks.map(({ document }) => document.id));
        const { dossier } = parcel.dossier;
        this.dossierFailed(parcel.dossier, await whyNotTaken(cause, dossier, ids, backend));
      }
    }
    changed();
  }

  /** Nothing of it is lost: it is sent when the batch goes on. */
  #lineLost(parcel: Parcel, cause: unknown): void {
    this.#sender.hold();
    this.#sender.offer(parcel);
    this.#options.trouble(cause);
  }

  #letGo(tasks: readonly BatchTask[]): void {
    for (const task of tasks) {
      this.#unsent -= task.made?.bytes.length ?? 0;
      task.made = undefined;
    }
    this.roomAgain();
  }

  /** Of one endless parcel nothing would ever be sent to make room. */
  #hasParcelsUnderWay(): boolean {
    return this.#options.dossiers.some(({ parcels }) => parcels.some(({ state }) => state === 'sending'));
  }
}

export function isSignatureMissing(cause: unknown): boolean {
  return cause instanceof DvcttError && cause.code === 'SIGNATURE_MISSING';
}
