/** People who have a certificate at a simulated provider, with their keys, in a file of the owner's alone. */
import 'reflect-metadata';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { randomInt, randomUUID, timingSafeEqual, createHash, type KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { remoteProviderIdSchema, type RemoteProviderId } from '#shared/domain/remote-ca/provider.ts';
import { randomPassword } from '../accounts/one-time-password.ts';
import type { DevCa } from '../dev-ca/dev-ca.ts';
import { readIfThere, writePrivately } from '../dev-ca/kept-key.ts';
import type { CertificateSubject } from '../dev-ca/subject.ts';
import { readPrivateKey } from './sign-digest.ts';

const keptKeySchema = z.object({
  /** Base64 PKCS#8. */
  pkcs8: z.string(),
  /** Base64 DER. */
  certificate: z.string(),
  chain: z.array(z.string()),
  serial: z.string(),
});

const subscriberSchema = z.object({
  id: z.uuid(),
  provider: remoteProviderIdSchema,
  username: z.string().min(1).max(100),
  /** Absent where the provider asks for the user name alone. */
  password: z.string().optional(),
  /** Six digits; stands in for the phone's biometrics. */
  pin: z.string().regex(/^\d{6}$/),
  subject: z.object({
    commonName: z.string(),
    organisation: z.string().optional(),
    title: z.string().optional(),
    taxCode: z.string().optional(),
    identityNumber: z.string().optional(),
  }),
  keyKind: z.enum(['rsa', 'ec']),
  /** Signs in with a one-time code too (MISA's error 122). */
  secondFactor: z.boolean(),
  key: keptKeySchema.optional(),
});
export type Subscriber = z.infer<typeof subscriberSchema>;

export interface NewSubscriber {
  readonly provider: RemoteProviderId;
  readonly username: string;
  readonly password?: string;
  /** Made up when left out. */
  readonly pin?: string;
  readonly subject: CertificateSubject;
  /** Default: RSA of 2048 bits. */
  readonly keyKind?: 'rsa' | 'ec';
  readonly secondFactor?: boolean;
}

export interface SubscriberKey {
  readonly privateKey: KeyObject;
  readonly kind: 'rsa' | 'ec';
  /** DER. */
  readonly certificate: Uint8Array;
  /** DER, nearest first. */
  readonly chain: readonly Uint8Array[];
  /** Upper-case hex. */
  readonly serial: string;
}

const algorithms = {
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const;

export class Subscribers {
  readonly #file: string;
  readonly #ca: DevCa;
  readonly #all = new Map<string, Subscriber>();
  /** A key that is being made is made once. */
  readonly #keys = new Map<string, Promise<SubscriberKey>>();
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, ca: DevCa, kept: readonly Subscriber[]) {
    this.#file = file;
    this.#ca = ca;
    for (const subscriber of kept) this.#all.set(subscriber.id, subscriber);
  }

  static async open(folder: string, ca: DevCa): Promise<Subscribers> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, 'subscribers.json');
    const text = await readIfThere(file);
    const kept = text === undefined ? [] : z.array(subscriberSchema).parse(JSON.parse(text));
    return new Subscribers(file, ca, kept);
  }

  list(provider?: RemoteProviderId): readonly Subscriber[] {
    return [...this.#all.values()].filter((one) => provider === undefined || one.provider === provider);
  }

  find(provider: RemoteProviderId, username: string): Subscriber | undefined {
    return this.list(provider).find((one) => one.username === username);
  }

  byId(id: string): Subscriber | undefined {
    return this.#all.get(id);
  }

  /** Enters a person; who is there already keeps PIN, password and key, so that a restart changes nothing. */
  async add(fresh: NewSubscriber): Promise<Subscriber> {
    const [subscriber] = await this.addAll([fresh]);
    if (subscriber === undefined) throw new Error('nobody was entered');
    return subscriber;
  }

  /** As `add`, in the order given, with one write. */
  async addAll(people: readonly NewSubscriber[]): Promise<readonly Subscriber[]> {
    const before = this.#all.size;
    const entered = people.map((fresh) => {
      const subscriber = this.find(fresh.provider, fresh.username) ?? newSubscriber(fresh);
      this.#all.set(subscriber.id, subscriber);
      return subscriber;
    });
    if (this.#all.size > before) await this.#save();
    return entered;
  }

  /** Enters a person and makes the key at once. */
  async enrol(
    fresh: NewSubscriber,
  ): Promise<{ readonly subscriber: Subscriber; readonly key: SubscriberKey }> {
    const subscriber = await this.add(fresh);
    return { subscriber, key: await this.keyOf(subscriber) };
  }

  /** The key and its certificate, made when first asked for: two dozen RSA keys would hold up every demo's start. */
  keyOf(subscriber: Subscriber): Promise<SubscriberKey> {
    const known = this.#keys.get(subscriber.id);
    if (known !== undefined) return known;
    const key = this.#loadOrMake(subscriber.id);
    this.#keys.set(subscriber.id, key);
    // A failure (a full disk) must not stay.
    key.catch(() => this.#keys.delete(subscriber.id));
    return key;
  }

  async #loadOrMake(id: string): Promise<SubscriberKey> {
    const subscriber = this.#all.get(id);
    if (subscriber === undefined) throw new Error('no such subscriber');
    const kept = subscriber.key ?? (await this.#make(subscriber));
    return {
      privateKey: readPrivateKey(kept.pkcs8),
      kind: subscriber.keyKind,
      certificate: Buffer.from(kept.certificate, 'base64'),
      chain: kept.chain.map((der) => Buffer.from(der, 'base64')),
      serial: kept.serial,
    };
  }

  async #make(subscriber: Subscriber): Promise<NonNullable<Subscriber['key']>> {
    const algorithm = algorithms[subscriber.keyKind];
    const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const csr = await Pkcs10CertificateRequestGenerator.create({ keys, signingAlgorithm: algorithm });
    const { subject } = subscriber;
    const issued = await this.#ca.issueCertificate({
      csr: new Uint8Array(csr.rawData),
      subject: {
        commonName: subject.commonName,
        ...(subject.organisation === undefined ? {} : { organisation: subject.organisation }),
        ...(subject.title === undefined ? {} : { title: subject.title }),
        ...(subject.taxCode === undefined ? {} : { taxCode: subject.taxCode }),
        ...(subject.identityNumber === undefined ? {} : { identityNumber: subject.identityNumber }),
      },
    });
    const base64 = (bytes: Uint8Array | ArrayBuffer) => Buffer.from(new Uint8Array(bytes)).toString('base64');
    const key = {
      pkcs8: base64(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
      certificate: base64(issued.certificate),
      chain: issued.chain.map(base64),
      serial: issued.serial,
    };
    this.#all.set(subscriber.id, { ...subscriber, key });
    await this.#save();
    return key;
  }

  /** One write after the other: two at once would share the file beside. */
  #save(): Promise<void> {
    const write = () => writePrivately(this.#file, JSON.stringify([...this.#all.values()], undefined, 1));
    this.#writing = this.#writing.then(write, write);
    return this.#writing;
  }
}

function newSubscriber({
  provider,
  username,
  password,
  pin,
  subject,
  keyKind,
  secondFactor,
}: NewSubscriber): Subscriber {
  return {
    id: randomUUID(),
    provider,
    username,
    ...(password === undefined ? {} : { password }),
    pin: pin ?? String(randomInt(1_000_000)).padStart(6, '0'),
    subject,
    keyKind: keyKind ?? 'rsa',
    secondFactor: secondFactor ?? false,
  };
}

/** The name by which a provider knows a certificate. */
export const aliasOf = (subscriber: Subscriber): string => `cred-${subscriber.id}`;

export function passwordFits(subscriber: Subscriber, given: string | undefined): boolean {
  if (subscriber.password === undefined) return true;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(subscriber.password));
}

export const newSubscriberPassword = randomPassword;
