/** How many of the last signatures the speed is taken from: a token slows down and speeds up again. */
const remembered = 30;
/** Before so many nobody can tell. */
const fewest = 3;

/** Tells from the speed so far how long the rest will take. Times are ms of a clock that never goes back. */
export class Pace {
  #times: number[] = [];

  /** A signature is made, or (`begin`) signing begins or goes on: what lay between is no measure. */
  made(at: number): void {
    this.#times.push(at);
    if (this.#times.length > remembered) this.#times.shift();
  }

  begin(at: number): void {
    this.#times = [at];
  }

  /** Whole seconds, rounded up; undefined until it can be told. */
  secondsFor(count: number): number | undefined {
    const [first] = this.#times;
    const last = this.#times.at(-1);
    const made = this.#times.length - 1;
    if (first === undefined || last === undefined || made < fewest) return undefined;
    return Math.ceil((((last - first) / made) * count) / 1000);
  }
}
