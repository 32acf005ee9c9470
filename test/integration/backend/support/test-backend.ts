import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { Backend, BackendOptions } from '#backend/server.ts';
import { startBackend } from '#test/support/start-backend.ts';
import type { LogEntry } from '#backend/http/log.ts';
import { CardHolder } from './card-holder.ts';
import { codeOf, HttpPerson, type Answer } from './http-person.ts';
import { sampleDossier, sha256, type SampleDossier } from './sample-dossier.ts';

export const passwords = {
  'ktv.songlo': 'mật khẩu của kế toán viên',
  'ktv2.songlo': 'mật khẩu của kế toán viên thứ hai',
  'ktt.songlo': 'mật khẩu của kế toán trưởng',
  'ctk.songlo': 'mật khẩu của chủ tài khoản',
  'canbo.0064': 'mật khẩu của cán bộ',
} as const;
export type Username = keyof typeof passwords;

/** A backend on a random port with the demo's people signed in and two registered cards. */
export class TestBackend {
  readonly backend: Backend;
  readonly folder: string;
  readonly log: LogEntry[];
  readonly ktv: HttpPerson;
  /** The unit’s other accountant. */
  readonly ktv2: HttpPerson;
  readonly ktt: HttpPerson;
  readonly ctk: HttpPerson;
  readonly officer: HttpPerson;
  readonly kttCard: CardHolder;
  readonly ctkCard: CardHolder;

  private constructor(
    parts: Pick<
      TestBackend,
      'backend' | 'folder' | 'log' | 'ktv' | 'ktv2' | 'ktt' | 'ctk' | 'officer' | 'kttCard' | 'ctkCard'
    >,
  ) {
    this.backend = parts.backend;
    this.folder = parts.folder;
    this.log = parts.log;
    this.ktv = parts.ktv;
    this.ktv2 = parts.ktv2;
    this.ktt = parts.ktt;
    this.ctk = parts.ctk;
    this.officer = parts.officer;
    this.kttCard = parts.kttCard;
    this.ctkCard = parts.ctkCard;
  }

  static async start(
    options: Pick<BackendOptions, 'now' | 'validation' | 'uploadSpace' | 'remoteCa'> = {},
  ): Promise<TestBackend> {
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-backend-'));
    const log: LogEntry[] = [];
    const backend = await startBackend({
      dataFolder: join(folder, 'data'),
      port: 0,
      demo: true,
      demoPasswords: passwords,
      log: (entry) => log.push(entry),
      ...options,
    });
    const person = (username: Username) => HttpPerson.signIn(backend.url, username, passwords[username]);
    const [kttCard, ctkCard] = await Promise.all([CardHolder.make(backend.ca), CardHolder.make(backend.ca)]);
    await backend.registry.registerCertificate('ktt.songlo', kttCard.identity.certificate);
    await backend.registry.registerCertificate('ctk.songlo', ctkCard.identity.certificate);
    return new TestBackend({
      backend,
      folder,
      log,
      ktv: await person('ktv.songlo'),
      ktv2: await person('ktv2.songlo'),
      ktt: await person('ktt.songlo'),
      ctk: await person('ctk.songlo'),
      officer: await person('canbo.0064'),
      kttCard,
      ctkCard,
    });
  }

  async stop(): Promise<void> {
    await this.backend.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A new session, where the clock has made the first one end. */
  signedInAgain(username: Username): Promise<HttpPerson> {
    return HttpPerson.signIn(this.backend.url, username, passwords[username]);
  }

  /** Uploads the documents of a dossier; `bytesOf` may send something else than was declared. */
  async upload(sample: SampleDossier, person = this.ktv): Promise<void> {
    for (const { id, bytes } of sample.documents) {
      const answer = await person.send('PUT', `/dossiers/${sample.code}/documents/${id}`, bytes);
      if (answer.status !== 200) throw new Error(`upload of ${id}: ${codeOf(answer)}`);
    }
  }

  forwardRequest(sample: SampleDossier, baseVersion = 0) {
    return {
      mutationId: crypto.randomUUID(),
      baseVersion,
      content: sample.content,
      documents: sample.documents.map(({ bytes, ...document }) => ({
        ...document,
        sha256: sha256(bytes),
        size: bytes.length,
      })),
    };
  }

  /** A dossier that waits for the chief accountant's signatures. */
  async forwarded(sample?: SampleDossier): Promise<{ sample: SampleDossier; dossier: ServerDossier }> {
    const made = sample ?? (await sampleDossier());
    await this.upload(made);
    const answer = await this.ktv.send('POST', `/dossiers/${made.code}/forward`, this.forwardRequest(made));
    return { sample: made, dossier: accepted(answer) };
  }

  /** Signs and stages every document, and returns the request that would commit them. */
  async stageSigned(
    person: HttpPerson,
    card: CardHolder,
    { sample, dossier }: { sample: SampleDossier; dossier: ServerDossier },
    options: {
      readonly signingTime?: Date;
      readonly alter?: (bytes: Uint8Array, id: string) => Uint8Array | Promise<Uint8Array>;
    } = {},
  ) {
    const documents: { id: string; base: string; sha256: string }[] = [];
    for (const { id, sha256: base } of dossier.documents) {
      const document = sample.documents.find((candidate) => candidate.id === id)!;
      const downloaded = await person.send('GET', `/dossiers/${sample.code}/documents/${id}?revision=newest`);
      const received = downloaded.body as Uint8Array;
      const newest = sha256(received) === sha256(document.bytes) ? document.bytes : received;
      const signed = await card.sign(document, newest, options.signingTime);
      const bytes = (await options.alter?.(signed, id)) ?? signed;
      const staged = await person.send('PUT', `/dossiers/${sample.code}/signed/${id}?base=${base}`, bytes);
      if (staged.status !== 200) throw new Error(`staging of ${id}: ${codeOf(staged)}`);
      documents.push({ id, base, sha256: sha256(bytes) });
    }
    return { mutationId: crypto.randomUUID() as string, version: dossier.version, documents };
  }

  async signed(
    person: HttpPerson,
    card: CardHolder,
    given: { sample: SampleDossier; dossier: ServerDossier },
  ): Promise<{ sample: SampleDossier; dossier: ServerDossier }> {
    const request = await this.stageSigned(person, card, given);
    const answer = await person.send('POST', `/dossiers/${given.sample.code}/signatures`, request);
    return { sample: given.sample, dossier: accepted(answer) };
  }

  /** A dossier signed by both, waiting to be sent. */
  async signedByBoth(): Promise<{ sample: SampleDossier; dossier: ServerDossier }> {
    const first = await this.signed(this.ktt, this.kttCard, await this.forwarded());
    return this.signed(this.ctk, this.ctkCard, first);
  }
}

export function accepted(answer: Answer): ServerDossier {
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  // The tests that look at its shape parse it; here it is only read.
  return answer.body as ServerDossier;
}
