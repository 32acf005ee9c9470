/** What every simulated provider shares: people, waiting requests, ordered faults, the clock, bearers. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RemoteProviderId } from '#shared/domain/remote-ca/provider.ts';
import type { HashName } from '#shared/signatures/algorithms.ts';
import type { Faults } from './faults.ts';
import type { PhoneRequests } from './phone-requests.ts';
import { digestSizes } from './sign-digest.ts';
import type { Subscriber, Subscribers, SubscriberKey } from './subscribers.ts';

/** What a service provider (our backend) shows of itself. */
export interface SimulatorSecrets {
  readonly spId: string;
  readonly spPassword: string;
}

export interface SimulatorRoom {
  readonly subscribers: Subscribers;
  readonly requests: PhoneRequests;
  readonly faults: Faults;
  readonly secrets: SimulatorSecrets;
  readonly now: () => Date;
}

/** As of the routes of a simulator: it checks its callers itself and is no part of our API. */
export const open = { config: { allow: 'anyone' }, schema: { hide: true } } as const;

/** Seconds that a request waits on a phone. */
export const phoneWait = 300;

/** The faults of the line itself, ahead of every route. */
export function withLineFaults(app: FastifyInstance, room: SimulatorRoom, provider: RemoteProviderId): void {
  app.addHook('onRequest', async (request, reply) => {
    const delay = room.faults.takeDelay(provider, 'slow');
    if (delay !== undefined) await pause(delay);
    if (room.faults.take(provider, 'down')) {
      reply.hijack();
      request.raw.socket.destroy();
      return;
    }
    if (room.faults.take(provider, 'html')) await sendHtml(reply);
  });
}

/** What stands in front of real providers answers like this: a page, with 200. */
export const sendHtml = (reply: FastifyReply): FastifyReply =>
  reply
    .code(200)
    .header('content-type', 'text/html; charset=utf-8')
    .send('<!doctype html><html><head><title>Service</title></head><body>Service</body></html>');

/** The key that a provider tells of a person: another's when so ordered. */
export async function toldKey(room: SimulatorRoom, subscriber: Subscriber): Promise<SubscriberKey> {
  if (!room.faults.take(subscriber.provider, 'wrong-certificate')) return room.subscribers.keyOf(subscriber);
  const other = room.subscribers.list().find((one) => one.id !== subscriber.id);
  return room.subscribers.keyOf(other ?? subscriber);
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The digest of base64, when it is one and as long as the hash. */
export function digestOf(text: string, hash: HashName): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text && bytes.length === digestSizes[hash] ? bytes : undefined;
}

export function hashOfOid(oids: Readonly<Record<HashName, string>>, sought: string): HashName | undefined {
  return (['SHA-256', 'SHA-384', 'SHA-512'] as const).find((hash) => oids[hash] === sought);
}

/** Tokens that open something for a while; of one provider. */
export class Bearers<T> {
  readonly #now: () => Date;
  readonly #lasts: number;
  readonly #kept = new Map<string, { readonly value: T; readonly until: number }>();

  /** @param lasts seconds */
  constructor(now: () => Date, lasts: number) {
    this.#now = now;
    this.#lasts = lasts;
  }

  give(value: T): string {
    const now = this.#now().getTime();
    for (const [token, { until }] of this.#kept) if (until <= now) this.#kept.delete(token);
    const token = randomBytes(24).toString('base64url');
    this.#kept.set(token, { value, until: now + this.#lasts * 1000 });
    return token;
  }

  get(token: string | undefined): T | undefined {
    const kept = token === undefined ? undefined : this.#kept.get(token);
    return kept === undefined || kept.until <= this.#now().getTime() ? undefined : kept.value;
  }

  take(token: string): T | undefined {
    const value = this.get(token);
    this.#kept.delete(token);
    return value;
  }
}

export function bearerOf(request: FastifyRequest, header = 'authorization'): string | undefined {
  return /^Bearer (\S+)$/.exec(String(request.headers[header] ?? ''))?.[1];
}

/** Values twice and last first, when so ordered. */
export function maybeTwice<T>(
  room: SimulatorRoom,
  provider: RemoteProviderId,
  values: readonly T[],
): readonly T[] {
  return room.faults.take(provider, 'answer-twice') ? [...values, ...values].reverse() : values;
}
