import { Turns } from '../blobs/turns.ts';

/**
 * Steps of one dossier, one at a time: what was checked outside of the transaction (signatures, printed declarations)
 * still holds inside it. One server alone works on a store, so its own memory suffices.
 */
export class CodeTurns {
  readonly #byCode = new Map<string, { readonly turns: Turns; waiting: number }>();

  async take<T>(code: string, work: () => Promise<T>): Promise<T> {
    const place = this.#byCode.get(code) ?? { turns: new Turns(), waiting: 0 };
    this.#byCode.set(code, place);
    place.waiting += 1;
    try {
      return await place.turns.take(work);
    } finally {
      place.waiting -= 1;
      if (place.waiting === 0) this.#byCode.delete(code);
    }
  }
}
