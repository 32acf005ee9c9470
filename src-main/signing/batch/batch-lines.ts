import type { BatchRow, SigningBatch } from '#shared/contract/batch.ts';
import type { SignatureShelf } from '../../account-store/account-store.ts';
import {
  refusedRows,
  rowView,
  type BatchLine,
  type BatchTask,
  type DossierInBatch,
  type RefusedDossier,
} from './batch-task.ts';
import { totalOf } from './entries.ts';

/** The vouchers and attachments of a batch: what is done, what is left, what is told of them. */
export class BatchLines {
  readonly #lines: readonly BatchLine[];
  readonly #refused: readonly BatchRow[];
  readonly #shelf: Pick<SignatureShelf, 'list'>;

  constructor(
    dossiers: readonly DossierInBatch[],
    refused: readonly RefusedDossier[],
    shelf: Pick<SignatureShelf, 'list'>,
  ) {
    this.#lines = dossiers.flatMap(({ parcels }) => parcels.flatMap(({ lines }) => lines));
    this.#refused = refused.flatMap(refusedRows);
    this.#shelf = shelf;
  }

  rows(): BatchRow[] {
    return [...this.#lines.map(rowView), ...this.#refused];
  }

  counts(): Pick<SigningBatch, 'signed' | 'documents' | 'sent' | 'failed' | 'entries' | 'total'> {
    const signed = this.tasks().filter((task) => task.signed).length;
    const inState = (state: BatchRow['state']) => this.#lines.filter((line) => line.state === state).length;
    return {
      signed,
      // What has failed is not waited for.
      documents: signed + this.left().length,
      sent: inState('sent'),
      failed: inState('failed') + this.#refused.length,
      entries: this.#lines.length + this.#refused.length,
      total: totalOf(this.#lines.map(({ entry }) => entry)),
    };
  }

  get haveAllFailed(): boolean {
    return this.#lines.every(({ state }) => state === 'failed');
  }

  tasks(): readonly BatchTask[] {
    return this.#lines.flatMap(({ tasks }) => tasks);
  }

  /** Still without a signature in this batch. */
  left(): readonly BatchTask[] {
    return this.tasks().filter(isLeft);
  }

  /** Those of which a document is left. */
  unfinished(): readonly BatchLine[] {
    return this.#lines.filter(({ tasks }) => tasks.some(isLeft));
  }

  /** What is left and has no signature that is kept from an earlier batch either: the token's work, or the phone's. */
  unmade(): readonly BatchTask[] {
    const kept = new Map<string, ReadonlySet<string>>();
    return this.left().filter(({ key }) => {
      const known = kept.get(key.code) ?? new Set(this.#shelf.list(key.code).map((one) => identity(one)));
      kept.set(key.code, known);
      return !known.has(identity(key));
    });
  }

  /** The phone may sign the next time what it did not sign this time. */
  tryAgain(): void {
    for (const line of this.#lines) {
      if (line.state !== 'failed' || line.parcel.dossier.failure !== undefined) continue;
      line.state = 'waiting';
      line.failure = undefined;
    }
  }
}

const isLeft = (task: BatchTask): boolean => !task.signed && task.row.parcel.dossier.failure === undefined;

const identity = ({ version, documentId, base, thumbprint }: BatchTask['key']) =>
  `${version} ${documentId} ${base} ${thumbprint}`;
