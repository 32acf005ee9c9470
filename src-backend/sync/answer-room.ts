/** Drafts that one push may be told in full (bytes of their JSON). */
const fullAnswer = 8 * 1024 * 1024;

/**
 * How much one push may still be told. A conflict carries the whole draft that stands, whatever the mutation's own
 * size: without a limit a push of some kilobytes would be answered with gigabytes.
 */
export class AnswerRoom {
  #used = 0;
  #full = false;

  /** Nothing further is decided in this push. */
  get isFull(): boolean {
    return this.#full;
  }

  /** Room for a draft's JSON; the first always has it, however large, or it could never be told. */
  has(json: string): boolean {
    const bytes = Buffer.byteLength(json);
    if (this.#used > 0 && this.#used + bytes > fullAnswer) {
      this.#full = true;
      return false;
    }
    this.#used += bytes;
    return true;
  }
}
