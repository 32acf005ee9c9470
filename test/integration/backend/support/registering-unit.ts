import { join } from 'node:path';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { CardHolder } from './card-holder.ts';
import { codeOf, HttpPerson, type Answer } from './http-person.ts';
import { LetterBox } from './letter-box.ts';
import { author, freshCode, sampleRegistration } from './sample-registration.ts';
import type { TestBackend } from './test-backend.ts';

export const mutation = () => ({ mutationId: crypto.randomUUID() as string });

/** Somebody with the secret of an author's machine or of a letter's link in the place of a session. */
export class SecretHolder {
  readonly #url: string;
  readonly #secret: string;

  constructor(url: string, secret: string) {
    this.#url = url;
    this.#secret = secret;
  }

  send(method: string, path: string, body?: unknown): Promise<Answer> {
    return new HttpPerson(this.#url).sendRaw(method, path, {
      headers: {
        authorization: `Link ${this.#secret}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async refusal(method: string, path: string, body?: unknown): Promise<string> {
    return codeOf(await this.send(method, path, body));
  }
}

/** A school that registers: its people, their cards, and the letters that they get. */
export class RegisteringUnit {
  readonly code: string;
  readonly secret = author();
  readonly author: SecretHolder;
  readonly letters: LetterBox;
  readonly cards = new Map<string, CardHolder>();
  content: RegistrationContent;
  readonly #test: TestBackend;

  constructor(test: TestBackend, unitCode: string) {
    this.#test = test;
    this.code = freshCode(unitCode);
    this.content = sampleRegistration(unitCode);
    this.author = new SecretHolder(test.backend.url, this.secret);
    this.letters = new LetterBox(test.backend, join(test.folder, 'data'));
  }

  get path(): string {
    return `/registrations/${this.code}`;
  }

  saveBody(baseVersion = 0) {
    return { ...mutation(), baseVersion, secret: this.secret, content: this.content };
  }

  async save(baseVersion = 0): Promise<ServerRegistration> {
    return registration(await this.author.send('PUT', this.path, this.saveBody(baseVersion)));
  }

  async open(): Promise<ServerRegistration> {
    return registration(await this.author.send('GET', this.path));
  }

  member(id: string) {
    const found = this.content.members.find((member) => member.id === id);
    if (found === undefined) throw new Error(`no member ${id}`);
    return found;
  }

  /** By the newest link that was sent to the member. */
  async holder(id: string): Promise<SecretHolder> {
    return new SecretHolder(this.#test.backend.url, await this.letters.link(this.member(id).email));
  }

  /** The card of a member, made at the first need. */
  async card(id: string): Promise<CardHolder> {
    const { name, identityNumber } = this.member(id);
    const card =
      this.cards.get(id) ??
      (await CardHolder.make(this.#test.backend.ca, { subject: { commonName: name, identityNumber } }));
    this.cards.set(id, card);
    return card;
  }

  async confirmBody(id: string, version = 1) {
    const card = this.member(id).role === 'KTV' ? undefined : await this.card(id);
    return {
      ...mutation(),
      version,
      memberId: id,
      ...(card === undefined ? {} : { certificate: base64(card.identity.certificate) }),
    };
  }

  async confirm(id: string, version = 1): Promise<ServerRegistration> {
    const holder = await this.holder(id);
    return registration(
      await holder.send('POST', `${this.path}/confirm`, await this.confirmBody(id, version)),
    );
  }

  async confirmAll(version = 1): Promise<ServerRegistration> {
    let newest = await this.open();
    for (const { memberId, state } of newest.confirmations)
      if (state === 'waiting') newest = await this.confirm(memberId, version);
    return newest;
  }

  /** Downloads and signs every document; `alter` may change what is sent. */
  async signBody(
    person: Pick<SecretHolder, 'send'>,
    id: string,
    alter: (bytes: Uint8Array, document: string) => Uint8Array | Promise<Uint8Array> = (bytes) => bytes,
  ) {
    const { version, documents } = registration(await person.send('GET', this.path));
    const card = await this.card(id);
    const signed = [];
    for (const { id: document, mediaType, originalSha256 } of documents) {
      const original = await person.send('GET', `${this.path}/documents/${document}?revision=original`);
      const bytes = original.body as Uint8Array;
      const kind = document === 'hoso' ? 'VOUCHER_XML' : 'ATTACHMENT';
      const done = await card.sign({ kind, mediaType, bytes }, bytes);
      signed.push({ id: document, base: originalSha256, bytes: base64(await alter(done, document)) });
    }
    return { ...mutation(), version, memberId: id, documents: signed };
  }

  async sign(id = 'ctk'): Promise<ServerRegistration> {
    const holder = await this.holder(id);
    return registration(await holder.send('POST', `${this.path}/sign`, await this.signBody(holder, id)));
  }

  async decide(how: 'approve' | 'reject', reason?: string): Promise<ServerRegistration> {
    const { version } = await this.open();
    const body = { ...mutation(), version, ...(reason === undefined ? {} : { reason }) };
    return registration(
      await this.#test.officer.send('POST', `/officer/registrations/${this.code}/${how}`, body),
    );
  }
}

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

export function registration(answer: Answer): ServerRegistration {
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  // The tests that look at its shape parse it; here it is only read.
  return answer.body as ServerRegistration;
}
