import type { Trace, TracedCall, TraceRow } from '#shared/contract/trace.ts';

/** Rows kept: an hour of listing, or a batch of a few hundred signatures. */
const mostRows = 5_000;

/** What the traced token hosts have told, oldest first. A call that came back takes the place of its beginning. */
export class TraceLog {
  #rows: TraceRow[] = [];
  #dropped = 0;
  #on = false;
  /** Calls that have not come back, by process and sequence number. */
  readonly #open = new Map<string, TraceRow>();

  get on(): boolean {
    return this.#on;
  }

  turn(on: boolean): void {
    this.#on = on;
  }

  take(module: string, pid: number, traced: TracedCall): void {
    const row: TraceRow = { ...traced, module, pid };
    const key = `${pid}:${traced.sequence}`;
    const begun = this.#open.get(key);
    const back = traced.ckr !== undefined || traced.milliseconds !== undefined;
    if (back) this.#open.delete(key);
    else this.#open.set(key, row);
    const place = begun === undefined ? -1 : this.#rows.lastIndexOf(begun);
    if (place >= 0) {
      this.#rows[place] = row;
      return;
    }
    // Its beginning was dropped or cleared; an end alone still tells something.
    this.#rows.push(row);
    if (this.#rows.length > mostRows) {
      const [first] = this.#rows.splice(0, 1);
      if (first !== undefined) this.#open.delete(`${first.pid}:${first.sequence}`);
      this.#dropped += 1;
    }
  }

  /** A host is over: what it was doing never came back. */
  hostEnded(pid: number): void {
    for (const [key, row] of this.#open) {
      if (row.pid !== pid) continue;
      this.#open.delete(key);
      const place = this.#rows.lastIndexOf(row);
      if (place >= 0) this.#rows[place] = { ...row, ended: true };
    }
  }

  read(): Trace {
    return { on: this.#on, rows: [...this.#rows], dropped: this.#dropped };
  }

  clear(): Trace {
    this.#rows = [];
    this.#dropped = 0;
    this.#open.clear();
    return this.read();
  }
}
