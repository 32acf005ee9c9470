import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationCode } from '#shared/domain/registration/registration.ts';
import type { SaveRegistration } from '../account-store/account-store.ts';
import { couldNotAsk } from '../dossiers/in-time.ts';
import type { Timer, Timers } from '../sync/timers.ts';
import { standingRegistration } from './drafting.ts';
import { freeCode, nextCode } from './freeze.ts';
import { arrived, overtaken, rebased, recoded, refused } from './save-answer.ts';
import type { RegistrationServices } from './services.ts';
import type { Found, RegistrationShelves } from './shelves.ts';

/** Pauses between tries while the line is down (ms); they double. */
const shortest = 5_000;
const longest = 60_000;
/** Seconds of a code that others may have taken one after the other, before a pause. */
const mostTurns = 60;

/** What waits is no reason to keep the program running: it is sent at the next start. */
const idleTimers: Timers = {
  elapsed: () => performance.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms).unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

type Given = Pick<RegistrationServices, 'shelves' | 'session' | 'backend' | 'now' | 'emit'> & {
  readonly timers?: Timers;
};

/**
 * Sends what “Lưu” has queued, one request of a dossier at a time, until the server has answered each. All it knows
 * lies in the stores, so it may be killed at any moment: the same request is then sent again, and done once.
 */
export class RegistrationSender {
  readonly #given: Given;
  readonly #timers: Timers;
  readonly #underWay = new Map<string, Promise<void>>();
  #timer: Timer | undefined;
  #timerAt = Infinity;
  #pause = shortest;
  #line = '';
  #ended = false;

  constructor(given: Given) {
    this.#given = given;
    this.#timers = given.timers ?? idleTimers;
  }

  /** Tries all that waits, now. Never rejects. */
  async wake(): Promise<void> {
    if (this.#ended) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    const waiting = this.#waiting();
    await Promise.all(waiting.map((id) => this.send(id)));
  }

  /** Tries one dossier; ends when the server has answered, or could not be asked. Never rejects. */
  send(id: string): Promise<void> {
    const running = this.#underWay.get(id);
    if (running !== undefined) return running;
    const work = this.#sendAll(id)
      .catch((cause: unknown) => this.#later(cause))
      .finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, work);
    return work;
  }

  /** The line of who is signed in has found the server: what waits need not wait for its pause. */
  notice(event: CoreEvent): void {
    if (event.name !== 'sync.changed') return;
    const { line } = event.payload;
    const arrived = line === 'live' && this.#line !== 'live';
    this.#line = line === 'syncing' ? this.#line : line;
    if (arrived) void this.wake();
  }

  close(): void {
    this.#ended = true;
    this.#timer?.cancel();
  }

  #waiting(): readonly string[] {
    try {
      return this.#given.shelves.all().flatMap(({ registrations }) => registrations.waiting());
    } catch (cause) {
      // A locked store is woken by its passphrase; anything else may pass.
      if (!(cause instanceof DvcttError) || cause.code !== 'STORE_LOCKED') this.#later(cause);
      return [];
    }
  }

  async #sendAll(id: string): Promise<void> {
    for (let turn = 0; turn < mostTurns && !this.#ended; turn += 1) {
      const found = this.#given.shelves.find(id);
      if (found?.kept.request === undefined) return;
      const goesOn = await this.#sendOnce(found, found.kept.request);
      if (!goesOn) return;
    }
    this.#later(undefined);
  }

  /** Whether there is more to send of this dossier now. */
  async #sendOnce(found: Found, request: SaveRegistration): Promise<boolean> {
    const { backend } = this.#given;
    const { code = '', secret } = found.kept;
    let answer: ServerRegistration;
    try {
      answer = await backend.registrations.save(code, secret, request);
    } catch (cause) {
      return this.#failed(found, request, cause);
    }
    if (!this.#stands(found, request)) return false;
    this.#pause = shortest;
    const goesOn = arrived(found, request, answer, this.#at());
    this.#changed(found);
    return goesOn;
  }

  async #failed(found: Found, request: SaveRegistration, thrown: unknown): Promise<boolean> {
    const cause = this.#noticed(found, thrown);
    if (!this.#stands(found, request)) return false;
    if (!isRefusal(cause)) return this.#wait(found, cause);
    try {
      return await this.#refused(found, request, cause);
    } catch (second) {
      const why = this.#noticed(found, second);
      if (!this.#stands(found, request)) return false;
      return isRefusal(why) ? refused(found, request, cause) : this.#wait(found, why);
    } finally {
      this.#changed(found);
    }
  }

  /** A failure of the person's session is theirs to hear of. @throws what is no failure of a call */
  #noticed({ kept }: Found, thrown: unknown): DvcttError {
    if (!(thrown instanceof DvcttError)) throw thrown;
    return kept.secret === undefined ? this.#given.session.noticeFailure(thrown) : thrown;
  }

  /** The person may have left while the server was asked; then the same request is sent when they are back. */
  #stands({ store, kept }: Found, { mutationId }: SaveRegistration): boolean {
    if (this.#ended) return false;
    if (!this.#given.shelves.holds(store)) {
      // Or the store was only opened anew.
      this.#later(undefined);
      return false;
    }
    return store.registrations.get(kept.id)?.request?.mutationId === mutationId;
  }

  /** Why it was refused decides what becomes of it. @throws what keeps the server from telling more of it now. */
  async #refused(found: Found, request: SaveRegistration, cause: DvcttError): Promise<boolean> {
    const { backend, shelves } = this.#given;
    const another = anotherCode(found, shelves, cause);
    if (another !== undefined) {
      recoded(found, another, request);
      return true;
    }
    if (cause.code === 'REGISTRATION_CONFLICT' && cause.details?.['what'] === 'standing') {
      const standing = await standingRegistration(this.#given);
      if (this.#stands(found, request)) rebased(found, standing, cause);
      return false;
    }
    if (cause.code === 'REGISTRATION_CONFLICT' || cause.code === 'REGISTRATION_STATE') {
      const server = await backend.registrations.open(found.kept.code ?? '', found.kept.secret);
      if (this.#stands(found, request)) overtaken(found, server, cause, this.#at());
      return false;
    }
    return refused(found, request, cause);
  }

  /** The same request is tried again later. */
  #wait({ store, kept }: Found, cause: DvcttError): false {
    store.registrations.change(kept.id, { failure: cause.toFailure() });
    this.#changed({ kept });
    this.#later(cause);
    return false;
  }

  #later(cause: unknown): void {
    if (this.#ended) return;
    if (cause instanceof DvcttError && cause.code === 'STORE_DAMAGED') {
      this.#given.shelves.reopenMachine();
      this.#given.session.noticeFailure(cause);
    }
    const told = cause === undefined ? undefined : toFailure(cause).details?.['retryAfter'];
    const pause = typeof told === 'number' && told > 0 ? Math.min(told * 1_000, 3_600_000) : this.#pause;
    const at = this.#timers.elapsed() + pause;
    if (this.#timer !== undefined && this.#timerAt <= at) return;
    this.#pause = Math.min(longest, this.#pause * 2);
    this.#timer?.cancel();
    this.#timerAt = at;
    this.#timer = this.#timers.after(pause, () => void this.wake());
  }

  #at(): string {
    return this.#given.now().toISOString();
  }

  #changed({ kept }: Pick<Found, 'kept'>): void {
    this.#given.emit({ name: 'registrations.changed', payload: { id: kept.id } });
  }
}

/** Whether the server has read the request and said no; all else only says that it could not, for now. */
function isRefusal(cause: DvcttError): boolean {
  return !passing.has(cause.code) && !couldNotAsk(cause);
}

/** A later second when the code is taken; the server's own second when this machine's clock is wrong. */
function anotherCode(
  { kept: { code } }: Found,
  shelves: RegistrationShelves,
  { code: failure, details }: DvcttError,
): RegistrationCode | undefined {
  if (code === undefined) return undefined;
  if (failure === 'CODE_TAKEN') return nextCode(shelves, code);
  const server = details?.['what'] === 'code' ? details['server'] : undefined;
  if (failure !== 'REQUEST_INVALID' || typeof server !== 'string') return undefined;
  return freeCode(shelves, code.slice(0, 7), new Date(server));
}

const passing: ReadonlySet<string> = new Set([
  'TOO_MANY_ATTEMPTS',
  'PASSWORD_CHANGE_REQUIRED',
  'ACCESS_REVOKED',
  'BACKEND_INSECURE',
  'DISK_FULL',
  'STORE_FAILED',
  'UNEXPECTED',
]);
