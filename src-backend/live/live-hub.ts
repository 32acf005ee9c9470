import type { ServerResponse } from 'node:http';
import type { PresentPerson } from '#shared/contract/sync/http.ts';
import { Listener, type Listening } from './listener.ts';
import { Presence } from './presence.ts';

/** Changes within this time are told together (ms). */
const coalesced = 25;
/** How often the hub looks at its clock (ms). */
const tick = 1000;
/** The longest silence on a stream (ms). */
const beatEvery = 15_000;
/** Streams of one person; the oldest gives way. */
const mostStreams = 8;
/** Codes in one event; of more, the listener learns by pulling. */
const mostCodes = 500;

/** A committed change. */
export interface Changed {
  readonly unitCode: string;
  readonly sequence: number;
  readonly codes: readonly string[];
  /** Who may know: drafts are the accountants' alone. */
  readonly to: 'accountants' | 'unit';
}

/** Tells the machines of a unit what has changed and who is at work. */
export class LiveHub {
  readonly #listeners = new Set<Listener>();
  readonly #presence: Presence;
  readonly #now: () => Date;
  readonly #stillOpen: (session: string) => Promise<boolean>;
  readonly #waiting: Changed[] = [];
  readonly #movedUnits = new Set<string>();
  #flush: NodeJS.Timeout | undefined;
  readonly #ticking: NodeJS.Timeout;
  #lastBeat: number;

  /** `stillOpen`: whether a session, by the SHA-256 of its token, has not ended. */
  constructor(now: () => Date, stillOpen: (session: string) => Promise<boolean>) {
    this.#now = now;
    this.#stillOpen = stillOpen;
    this.#presence = new Presence(now);
    this.#lastBeat = now().getTime();
    this.#ticking = setInterval(() => this.#tick(), tick);
    this.#ticking.unref();
  }

  /** Adds a stream whose head has been written; it hears at once who is at work. */
  listen(who: Listening, answer: ServerResponse): void {
    const own = [...this.#listeners].filter((listener) => listener.who.username === who.username);
    // Most likely a machine whose line broke without a word.
    if (own.length >= mostStreams) own[0]?.end();
    const listener = new Listener(who, answer);
    this.#listeners.add(listener);
    answer.once('close', () => this.#listeners.delete(listener));
    // A line that breaks is the listener's affair.
    answer.on('error', () => this.#listeners.delete(listener));
    listener.beat();
    listener.send({ kind: 'presence', people: this.#presence.peopleOf(who.unitCode, who.isAccountant) });
  }

  /** To be called after the commit. */
  changed(change: Changed): void {
    this.#waiting.push(change);
    this.#soon();
  }

  /** A person's machine is at work there; without a code it has left. */
  present(
    unitCode: string,
    person: Omit<PresentPerson, 'code'> & { code: PresentPerson['code'] | null },
  ): void {
    const { code, ...rest } = person;
    const news =
      code === null
        ? this.#presence.leave(person.username, person.device)
        : this.#presence.enter(unitCode, { ...rest, code });
    if (news) this.#moved(unitCode);
  }

  /** Ends the streams of a session that was signed out. */
  endSession(session: string): void {
    for (const { who } of this.#end((listener) => listener.who.session === session)) {
      const elsewhere = [...this.#listeners].some((listener) => listener.who.username === who.username);
      if (!elsewhere && this.#presence.forget(who.username)) this.#moved(who.unitCode);
    }
  }

  /** Ends all streams of a person. */
  endPerson(username: string, unitCode: string): void {
    this.#end((listener) => listener.who.username === username);
    if (this.#presence.forget(username)) this.#moved(unitCode);
  }

  /** Ends every stream, so that the server can end. */
  close(): void {
    clearInterval(this.#ticking);
    clearTimeout(this.#flush);
    this.#end(() => true);
  }

  #end(chosen: (listener: Listener) => boolean): readonly Listener[] {
    const ended = [...this.#listeners].filter(chosen);
    for (const listener of ended) {
      this.#listeners.delete(listener);
      listener.end();
    }
    return ended;
  }

  #moved(unitCode: string): void {
    this.#movedUnits.add(unitCode);
    this.#soon();
  }

  #soon(): void {
    this.#flush ??= setTimeout(() => {
      this.#flush = undefined;
      this.#tell(this.#waiting.splice(0));
    }, coalesced);
  }

  #tell(changes: readonly Changed[]): void {
    const moved = new Set(this.#movedUnits);
    this.#movedUnits.clear();
    for (const listener of this.#listeners) {
      const { unitCode, isAccountant } = listener.who;
      const heard = changes.filter(
        (change) => change.unitCode === unitCode && (change.to === 'unit' || isAccountant),
      );
      if (heard.length > 0) {
        const codes = [...new Set(heard.flatMap((change) => change.codes))].slice(0, mostCodes);
        const sequence = Math.max(...heard.map((change) => change.sequence));
        listener.send({ kind: 'changed', sequence, codes });
      }
      if (moved.has(unitCode)) {
        listener.send({ kind: 'presence', people: this.#presence.peopleOf(unitCode, isAccountant) });
      }
    }
  }

  #tick(): void {
    for (const unitCode of this.#presence.expire()) this.#moved(unitCode);
    const now = this.#now().getTime();
    if (now - this.#lastBeat < beatEvery) return;
    this.#lastBeat = now;
    for (const listener of this.#listeners) {
      listener.beat();
      void this.#endIfOver(listener);
    }
  }

  /** A session also ends by time, which no call announces. */
  async #endIfOver(listener: Listener): Promise<void> {
    if (!(await this.#stillOpen(listener.who.session))) this.endSession(listener.who.session);
  }
}
