import { gzipSync } from 'node:zlib';
import {
  pullAnswerSchema,
  pushAnswerSchema,
  type Change,
  type MutationResult,
  type PullAnswer,
  type ServerDraft,
} from '#shared/contract/sync/http.ts';
import { dossierContentSchema, type DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { HttpPerson } from './http-person.ts';

/** A content that is short, valid and told apart by its title. */
export function content(title: string, attachments: DossierContent['attachments'] = []): DossierContent {
  return dossierContentSchema.parse({ title, vouchers: [], attachments });
}

/** One machine of one person at the sync part of the API: plain requests, answers parsed by the contract. */
export class SyncMachine {
  readonly person: HttpPerson;
  readonly device = crypto.randomUUID() as string;

  constructor(person: HttpPerson) {
    this.person = person;
  }

  save(code: string, baseVersion: number, title: string, more: object = {}) {
    return {
      kind: 'save',
      id: crypto.randomUUID() as string,
      code,
      baseVersion,
      dossierVersion: 0,
      content: content(title),
      cause: 'edit',
      ...more,
    };
  }

  deletion(code: string, baseVersion: number) {
    return { kind: 'delete', id: crypto.randomUUID() as string, code, baseVersion };
  }

  /** Sends it packed, as the program does. */
  async push(...mutations: readonly unknown[]): Promise<readonly MutationResult[]> {
    const answer = await this.person.sendRaw('POST', '/sync/push', {
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ device: this.device, mutations })),
    });
    if (answer.status !== 200) throw new Error(`push: ${answer.status} ${JSON.stringify(answer.body)}`);
    return pushAnswerSchema.parse(answer.body).results;
  }

  /** The outcome of one mutation in a word: `applied 3`, `conflict 2 open`, or the code of the refusal. */
  async told(mutation: unknown): Promise<string> {
    const [result] = await this.push(mutation);
    return inAWord(result);
  }

  async pullOnce(cursor?: string, limit = 500): Promise<PullAnswer> {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor === undefined ? {} : { cursor }) });
    const answer = await this.person.send('GET', `/sync/pull?${query.toString()}`);
    if (answer.status !== 200) throw new Error(`pull: ${answer.status} ${JSON.stringify(answer.body)}`);
    return pullAnswerSchema.parse(answer.body);
  }

  /** Everything after the cursor. */
  async pull(
    cursor?: string,
    limit?: number,
  ): Promise<{ readonly changes: readonly Change[]; readonly cursor: string }> {
    const changes: Change[] = [];
    let place = cursor;
    for (;;) {
      const page = await this.pullOnce(place, limit);
      if (page.resyncRequired !== undefined) throw new Error('resync required');
      changes.push(...page.changes);
      place = page.cursor;
      if (!page.more) return { changes, cursor: place };
    }
  }

  async draft(code: string): Promise<ServerDraft | undefined> {
    return draftsOf((await this.pull()).changes).find((draft) => draft.code === code);
  }
}

export function inAWord(result: MutationResult | undefined): string {
  switch (result?.outcome) {
    case undefined:
      return 'nothing';
    case 'applied':
      return `applied ${result.version}`;
    case 'conflict':
      return `conflict ${result.current.version} ${result.current.state}`;
    case 'refused':
      return result.failure.code;
    case 'later':
      return 'later';
  }
}

export function draftsOf(changes: readonly Change[]): readonly ServerDraft[] {
  return changes.flatMap((change) => (change.kind === 'draft' ? [change.draft] : []));
}

export function codesOf(changes: readonly Change[]): readonly string[] {
  return changes.map((change) => (change.kind === 'draft' ? change.draft.code : change.dossier.code));
}
