/** Requests that wait on a phone, and what comes of them. They live in memory, as long as the server runs. */
import { randomInt, randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { RemoteProviderId } from '#shared/domain/remote-ca/provider.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { cmsAround } from './cms-around.ts';
import type { Faults } from './faults.ts';
import { signDigest } from './sign-digest.ts';
import { passwordFits, type Subscriber, type Subscribers } from './subscribers.ts';

export interface RequestedDocument {
  readonly id: string;
  readonly name: string;
  readonly digest: Uint8Array;
}

export interface NewPhoneRequest {
  readonly subscriber: Subscriber;
  readonly title: string;
  readonly algorithm: SignatureAlgorithm;
  readonly documents: readonly RequestedDocument[];
  /** Seconds until it ends by itself. */
  readonly lasts: number;
  /** Left out: made here. */
  readonly id?: string;
}

export type PhoneState = 'waiting' | 'signing' | 'done' | 'rejected' | 'expired' | 'failed';

export interface PhoneRequest {
  readonly id: string;
  readonly subscriberId: string;
  readonly provider: RemoteProviderId;
  readonly title: string;
  /** Shown on both screens. */
  readonly code: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly documents: readonly RequestedDocument[];
  readonly state: PhoneState;
  /** By position once done; undefined for one that was not signed. */
  readonly values: readonly (Uint8Array | undefined)[];
}

export interface OneTimeCode {
  readonly code: string;
  readonly expiresAt: Date;
}

export type PinAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'locked'; readonly until: Date }
  | { readonly kind: 'gone' };

type Kept = { -readonly [K in keyof PhoneRequest]: PhoneRequest[K] } & {
  readonly algorithm: SignatureAlgorithm;
};

const wrongPins = 5;
const lockedFor = 300_000;
const codeLasts = 300_000;
const mostKept = 500;
/** Wrong one-time codes before a new one is needed. */
const wrongCodes = 5;

export class PhoneRequests {
  readonly #subscribers: Subscribers;
  readonly #faults: Faults;
  readonly #now: () => Date;
  readonly #kept = new Map<string, Kept>();
  readonly #pins = new Map<string, { wrong: number; until: number }>();
  readonly #codes = new Map<string, { code: string; expiresAt: Date; wrong: number }>();
  readonly #events = new EventEmitter().setMaxListeners(0);

  constructor(subscribers: Subscribers, faults: Faults, now: () => Date) {
    this.#subscribers = subscribers;
    this.#faults = faults;
    this.#now = now;
  }

  /** @returns how to stop listening; `changed` gets the id of the subscriber */
  listen(changed: (subscriberId: string) => void): () => void {
    this.#events.on('changed', changed);
    return () => this.#events.off('changed', changed);
  }

  start({ subscriber, title, algorithm, documents, lasts, id }: NewPhoneRequest): PhoneRequest {
    const startedAt = this.#now();
    const request: Kept = {
      id: id ?? randomUUID(),
      subscriberId: subscriber.id,
      provider: subscriber.provider,
      title,
      algorithm,
      code: String(randomInt(1_000_000)).padStart(6, '0'),
      startedAt,
      expiresAt: new Date(startedAt.getTime() + lasts * 1000),
      documents,
      state: 'waiting',
      values: [],
    };
    for (const old of this.#kept.keys()) {
      if (this.#kept.size < mostKept) break;
      this.#kept.delete(old);
    }
    this.#kept.set(request.id, request);
    this.#events.emit('changed', subscriber.id);
    return request;
  }

  get(id: string): PhoneRequest | undefined {
    const request = this.#kept.get(id);
    return request === undefined ? undefined : this.#aged(request);
  }

  /** Newest first. */
  of(subscriberId: string): readonly PhoneRequest[] {
    return [...this.#kept.values()]
      .filter((request) => request.subscriberId === subscriberId)
      .map((request) => this.#aged(request))
      .reverse();
  }

  /** Confirms with the PIN and signs; wrong five times, the phone is locked for five minutes. */
  async confirm(id: string, pin: string): Promise<PinAnswer> {
    const request = this.#kept.get(id);
    const subscriber = request === undefined ? undefined : this.#subscribers.byId(request.subscriberId);
    if (request === undefined || subscriber === undefined || this.#aged(request).state !== 'waiting')
      return { kind: 'gone' };
    const refused = this.#checkPin(subscriber, pin);
    if (refused !== undefined) return refused;
    request.state = 'signing';
    this.#events.emit('changed', subscriber.id);
    try {
      request.values = await this.#sign(request, subscriber);
      request.state = 'done';
    } catch {
      request.state = 'failed';
    }
    this.#events.emit('changed', subscriber.id);
    return { kind: 'taken' };
  }

  reject(id: string): boolean {
    const request = this.#kept.get(id);
    if (request === undefined || this.#aged(request).state !== 'waiting') return false;
    request.state = 'rejected';
    this.#events.emit('changed', request.subscriberId);
    return true;
  }

  /** A one-time code to the phone (MISA); a new one takes the place of the old. */
  sendCode(subscriber: Subscriber): void {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    this.#codes.set(subscriber.id, {
      code,
      expiresAt: new Date(this.#now().getTime() + codeLasts),
      wrong: 0,
    });
    this.#events.emit('changed', subscriber.id);
  }

  codeOf(subscriberId: string): OneTimeCode | undefined {
    const code = this.#codes.get(subscriberId);
    return code === undefined || code.expiresAt <= this.#now() ? undefined : code;
  }

  /** Uses the code up. */
  takeCode(subscriber: Subscriber, given: string): boolean {
    const kept = this.#codes.get(subscriber.id);
    if (kept === undefined || kept.expiresAt <= this.#now()) return false;
    const fits = kept.code === given;
    kept.wrong += fits ? 0 : 1;
    if (fits || kept.wrong >= wrongCodes) {
      this.#codes.delete(subscriber.id);
      this.#events.emit('changed', subscriber.id);
    }
    return fits;
  }

  #checkPin(subscriber: Subscriber, pin: string): PinAnswer | undefined {
    const now = this.#now().getTime();
    const tries = this.#pins.get(subscriber.id) ?? { wrong: 0, until: 0 };
    if (tries.until > now) return { kind: 'locked', until: new Date(tries.until) };
    if (passwordFits({ ...subscriber, password: subscriber.pin }, pin)) {
      this.#pins.delete(subscriber.id);
      return undefined;
    }
    const wrong = tries.wrong + 1;
    const locked = wrong >= wrongPins;
    this.#pins.set(subscriber.id, locked ? { wrong: 0, until: now + lockedFor } : { wrong, until: 0 });
    return locked
      ? { kind: 'locked', until: new Date(now + lockedFor) }
      : { kind: 'wrong', left: wrongPins - wrong };
  }

  async #sign(request: Kept, subscriber: Subscriber): Promise<readonly (Uint8Array | undefined)[]> {
    const key = await this.#subscribers.keyOf(subscriber);
    const faulty = (fault: Parameters<Faults['take']>[1]) => this.#faults.take(subscriber.provider, fault);
    const [wrong, cms, partial] = [faulty('wrong-signature'), faulty('cms'), faulty('partial')];
    return request.documents.map(({ digest }, position) => {
      if (partial && position % 2 === 1) return undefined;
      const signed = wrong ? digest.map((octet) => octet ^ 0xff) : digest;
      const value = signDigest(key.privateKey, request.algorithm, signed);
      return cms ? cmsAround(key, request.algorithm, value) : value;
    });
  }

  #aged(request: Kept): PhoneRequest {
    if (request.state === 'waiting' && request.expiresAt <= this.#now()) request.state = 'expired';
    return request;
  }
}
