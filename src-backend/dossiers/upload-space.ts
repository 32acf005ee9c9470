import { DvcttError } from '#shared/contract/errors.ts';
import type { Store } from '../store/open.ts';

/** Bytes that one person may have waiting in all, uploads under way included; what is committed no longer counts. */
export const waitingLimit = 2 * 1024 * 1024 * 1024;

/** What an upload that can be continued takes at least (bytes): its file, its row and their upkeep are not free. */
export const leastPartial = 64 * 1024;

/**
 * Space for uploads that are not committed yet, per person. An upload holds what it announces from before its first
 * byte, so that many at once cannot pass the limit together. One server owns the data folder, so what is under way
 * is known to this process alone.
 */
export class UploadSpace {
  readonly #store: Store;
  readonly #limit: number;
  readonly #underWay = new Map<string, number>();

  constructor(store: Store, limit = waitingLimit) {
    this.#store = store;
    this.#limit = limit;
  }

  /**
   * Runs an upload of at most `bytes` within the person's space.
   * @throws DvcttError UPLOAD_QUOTA before anything is received
   */
  async hold<T>(username: string, bytes: number, upload: () => Promise<T>): Promise<T> {
    // Before looking at what is stored: an upload that ends meanwhile is counted twice rather than not at all.
    const underWay = this.#change(username, bytes);
    try {
      const stored = await this.#stored(username);
      if (stored + underWay > this.#limit) {
        throw new DvcttError('UPLOAD_QUOTA', { limit: this.#limit, waiting: stored, sending: underWay });
      }
      return await upload();
    } finally {
      this.#change(username, -bytes);
    }
  }

  #change(username: string, bytes: number): number {
    const now = (this.#underWay.get(username) ?? 0) + bytes;
    if (now === 0) this.#underWay.delete(username);
    else this.#underWay.set(username, now);
    return now;
  }

  async #stored(username: string): Promise<number> {
    const staged = await this.#store
      .selectFrom('staged')
      .select((row) => row.fn.sum<number | null>('size').as('size'))
      .where('username', '=', username)
      .executeTakeFirstOrThrow();
    const attachments = await this.#store
      .selectFrom('draft_uploads')
      .select((row) =>
        row.fn
          .sum<number | null>(
            row
              .case()
              .when(row.and([row('state', '=', 'partial'), row('length', '<', leastPartial)]))
              .then(leastPartial)
              .else(row.ref('length'))
              .end(),
          )
          .as('size'),
      )
      .where('username', '=', username)
      .executeTakeFirstOrThrow();
    return (staged.size ?? 0) + (attachments.size ?? 0);
  }
}
