import { DvcttError, toFailure } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import { sameValue } from '#shared/domain/drafts/same-content.ts';
import type { KeptRegistration, SaveRegistration } from '../account-store/account-store.ts';
import { couldNotAsk } from '../dossiers/in-time.ts';
import { realTimers, type Timer, type Timers } from '../sync/timers.ts';
import { begun } from './begun.ts';
import { nextCode, requestOf } from './freeze.ts';
import type { RegistrationServices } from './services.ts';
import type { Found } from './shelves.ts';

/** Pauses between tries while the line is down (ms); they double. */
const shortest = 5_000;
const longest = 60_000;
/** Seconds of a code that others may have taken one after the other, before a pause. */
const mostTurns = 60;

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
  #pause = shortest;
  #line = '';
  #ended = false;

  constructor(given: Given) {
    this.#given = given;
    this.#timers = given.timers ?? realTimers;
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
      return this.#given.shelves.list().flatMap(({ kept }) => (kept.request === undefined ? [] : [kept.id]));
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
    const { backend, session } = this.#given;
    const { code = '', secret } = found.kept;
    let answer: ServerRegistration;
    try {
      answer = await backend.registrations.save(code, secret, request);
    } catch (cause) {
      if (!(cause instanceof DvcttError)) throw cause;
      const own = secret === undefined ? session.noticeFailure(cause) : cause;
      if (!this.#stands(found, request)) return false;
      if (!isRefusal(cause)) return this.#wait(found, own);
      return this.#refused(found, request, own);
    }
    if (!this.#stands(found, request)) return false;
    this.#pause = shortest;
    return this.#arrived(found, request, answer);
  }

  /** The person may have left while the server was asked; then the same request is sent when they are back. */
  #stands({ store, kept }: Found, { mutationId }: SaveRegistration): boolean {
    if (this.#ended || !this.#given.shelves.holds(store)) return false;
    return store.registrations.get(kept.id)?.request?.mutationId === mutationId;
  }

  #arrived({ store, kept: { id } }: Found, request: SaveRegistration, server: ServerRegistration): boolean {
    const shelf = store.registrations;
    const goesOn = store.batch(() => {
      const kept = required(shelf.get(id));
      const facts = {
        ...{ server, asOf: this.#given.now().toISOString(), baseVersion: server.version },
        ...{ before: server.before ?? kept.before, failure: undefined },
      };
      if (sameValue(kept.content, request.content)) {
        const content = sameValue(kept.content, server.content) ? {} : { content: server.content };
        shelf.change(id, { ...facts, ...content, state: 'sent', request: undefined });
        return false;
      }
      const again = kept.state === 'queued';
      shelf.change(id, { ...facts, request: again ? requestOf(kept, server.version) : undefined });
      return again;
    });
    this.#changed(id);
    return goesOn;
  }

  async #refused(found: Found, request: SaveRegistration, cause: DvcttError): Promise<boolean> {
    const { id, code, secret } = found.kept;
    const shelf = found.store.registrations;
    if (cause.code === 'CODE_TAKEN' && code !== undefined) {
      const request = requestOf(required(shelf.get(id)));
      shelf.change(id, { code: nextCode(this.#given.shelves, code), request, state: 'queued' });
      this.#changed(id);
      return true;
    }
    if (cause.code === 'REGISTRATION_CONFLICT' || cause.code === 'REGISTRATION_STATE') {
      const server = await this.#given.backend.registrations.open(code ?? '', secret);
      if (!this.#stands(found, request)) return false;
      this.#overtaken(found, server, cause);
      return false;
    }
    const kept = required(shelf.get(id));
    // Edited and saved again meanwhile: that is what the person wants sent now.
    const again = kept.state === 'queued' && !sameValue(kept.content, request.content);
    if (again) shelf.change(id, { request: requestOf(kept) });
    else shelf.change(id, { state: 'refused', request: undefined, failure: cause.toFailure() });
    this.#changed(id);
    return again;
  }

  /** Somebody else was faster: their content stands here now, what was typed here becomes a dossier of its own. */
  #overtaken({ store, kept: { id } }: Found, server: ServerRegistration, cause: DvcttError): void {
    const shelf = store.registrations;
    store.batch(() => {
      const { content, before } = required(shelf.get(id));
      const copy = sameValue(content, server.content) ? undefined : shelf.add(begun({ content, before }));
      const failure = { code: cause.code, details: { ...cause.details, ...(copy && { keptAs: copy.id }) } };
      const taken = { content: server.content, baseVersion: server.version, before: server.before };
      const facts = { server, asOf: this.#given.now().toISOString(), request: undefined };
      shelf.change(id, { ...taken, ...facts, state: 'refused', failure });
    });
    this.#given.emit({ name: 'registrations.changed', payload: {} });
  }

  #wait({ store, kept }: Found, cause: DvcttError): false {
    store.registrations.change(kept.id, { failure: cause.toFailure() });
    this.#changed(kept.id);
    this.#later(cause);
    return false;
  }

  #later(cause: unknown): void {
    if (this.#ended || this.#timer !== undefined) return;
    const told = cause === undefined ? undefined : toFailure(cause).details?.['retryAfter'];
    const pause = typeof told === 'number' && told > 0 ? Math.min(told * 1_000, 3_600_000) : this.#pause;
    this.#pause = Math.min(longest, this.#pause * 2);
    this.#timer = this.#timers.after(pause, () => void this.wake());
  }

  #changed(id: string): void {
    this.#given.emit({ name: 'registrations.changed', payload: { id } });
  }
}

/** Whether the server has read the request and said no; all else only says that it could not, for now. */
function isRefusal(cause: DvcttError): boolean {
  return !passing.has(cause.code) && !couldNotAsk(cause);
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

function required(kept: KeptRegistration | undefined): KeptRegistration {
  if (kept === undefined) throw new DvcttError('REGISTRATION_NOT_FOUND');
  return kept;
}
