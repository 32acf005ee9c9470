/** Gets documents ready to be signed: fetched, held against what was shown and against what this program prints itself. */
import type { BackendClient } from '../../backend-client/backend-client.ts';
import type { SignatureShelf } from '../../account-store/account-store.ts';
import { loadDocument, type DocumentToSign, type Judge } from '../document-to-sign.ts';
import { requireSameVoucher } from '../same-documents.ts';
import type { BatchLine, BatchTask, MadeSignature } from './batch-task.ts';
import { keptBefore } from './kept-before.ts';

export interface LoadedTask {
  readonly base: DocumentToSign;
  /** An earlier batch's signature over the same bytes, found good. */
  readonly made: MadeSignature | undefined;
}

export class DocumentLoader {
  readonly #backend: Pick<BackendClient, 'document'>;
  readonly #judge: Judge;
  readonly #shelf: SignatureShelf;
  /** A voucher has two documents, and is printed once for both. */
  readonly #compared = new WeakMap<BatchLine, Promise<void>>();
  readonly #ahead = new Map<BatchTask, Promise<LoadedTask>>();

  constructor(options: {
    readonly backend: Pick<BackendClient, 'document'>;
    readonly judge: Judge;
    readonly shelf: SignatureShelf;
  }) {
    this.#backend = options.backend;
    this.#judge = options.judge;
    this.#shelf = options.shelf;
  }

  /** While a person types the PIN: the token shall not wait for the first documents. Never fails. */
  loadAhead(tasks: readonly BatchTask[]): void {
    this.#ahead.clear();
    for (const task of tasks) {
      const loading = this.#load(task);
      loading.catch(() => undefined);
      this.#ahead.set(task, loading);
    }
  }

  /** @throws DOCUMENT_CHANGED, BACKEND_UNREACHABLE … */
  async load(task: BatchTask): Promise<LoadedTask> {
    const ahead = this.#ahead.get(task);
    this.#ahead.delete(task);
    try {
      if (ahead !== undefined) return await ahead;
    } catch {
      // The line may be back since.
    }
    return this.#load(task);
  }

  async #load(task: BatchTask): Promise<LoadedTask> {
    const { row, document } = task;
    const { dossier } = row.parcel.dossier;
    // What was shown is what the dossier names: the desk has compared them.
    const [base] = await Promise.all([
      loadDocument(this.#backend, dossier, document, document.sha256, this.#judge),
      this.#compare(row),
    ]);
    return { base, made: await keptBefore(task.key, base, { shelf: this.#shelf, judge: this.#judge }) };
  }

  #compare(row: BatchLine): Promise<void> {
    const known = this.#compared.get(row);
    if (known !== undefined) return known;
    const { voucher } = row.entry;
    const comparing =
      voucher === undefined ? Promise.resolve() : requireSameVoucher(row.parcel.dossier.dossier, voucher);
    comparing.catch(() => undefined);
    this.#compared.set(row, comparing);
    return comparing;
  }
}
