import { randomUUID } from 'node:crypto';
import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import type { Mutation, ServerDraft } from '#shared/contract/sync/http.ts';
import type { QueuedChange } from '#shared/contract/sync/window.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { CitedBlob, Outbox, Outgoing } from '../account-store.ts';
import { freshCode } from '../drafts/fresh-code.ts';
import type { DraftDesk } from '../drafts/draft-desk.ts';
import { storedContent, type DraftRow } from '../drafts/draft-row.ts';
import type { Meeting } from '../incoming/meeting.ts';
import type { StoreParts } from '../store-parts.ts';
import { failureOf, takenMutation, type OutboxRow } from './outbox-table.ts';

/** The queue of one person's changes. */
export class StoreOutbox implements Outbox {
  readonly #parts: StoreParts;
  readonly #desk: DraftDesk;
  readonly #meeting: Meeting;

  constructor(parts: StoreParts, desk: DraftDesk, meeting: Meeting) {
    this.#parts = parts;
    this.#desk = desk;
    this.#meeting = meeting;
  }

  take(limit: number, maxBytes: number): readonly Outgoing[] {
    const { database, outbox, profile } = this.#parts;
    if (!profile.keepsDrafts()) return [];
    return database.write(() => {
      const outgoing: Outgoing[] = [];
      let bytes = 0;
      const fits = (json: string) => {
        bytes += json.length;
        return outgoing.length === 0 || (outgoing.length < limit && bytes <= maxBytes);
      };
      for (const row of outbox.allTaken(limit)) {
        const mutation = takenMutation(row);
        if (mutation === undefined) continue;
        if (!fits(row.mutation ?? '')) return outgoing;
        outgoing.push(outgoingOf(row.sequence, mutation));
      }
      for (const row of outbox.sendable(limit - outgoing.length)) {
        const mutation = this.#mutationOf(row);
        if (mutation === undefined) {
          outbox.drop(row.sequence);
          continue;
        }
        if (!fits(JSON.stringify(mutation))) break;
        outbox.take(row.sequence, mutation, this.#desk.require(row.code).version);
        outgoing.push(outgoingOf(row.sequence, mutation));
      }
      return outgoing;
    });
  }

  /** Undefined when there is nothing to send after all. */
  #mutationOf(row: OutboxRow): Mutation | undefined {
    const draft = this.#parts.drafts.get(row.code);
    if (draft === undefined) return undefined;
    const id = randomUUID();
    const facts = { id, code: draft.code, baseVersion: draft.server_version };
    if (row.kind === 'delete') {
      return draft.server_state === 'open' ? { kind: 'delete', ...facts } : undefined;
    }
    return {
      kind: 'save',
      ...facts,
      dossierVersion: draft.dossier_version,
      content: storedContent(draft.content),
      cause: row.cause,
    };
  }

  applied(id: string, version: number, sequence: number): void {
    const { database, outbox, drafts, versions, conflicts } = this.#parts;
    database.write(() => {
      const row = outbox.byMutation(id);
      const mutation = row === undefined ? undefined : takenMutation(row);
      if (row === undefined || mutation === undefined) return;
      outbox.drop(row.sequence);
      const sent = row.local_version ?? 0;
      const draft = drafts.update(this.#desk.require(row.code), {
        server_version: version,
        server_sequence: sequence,
        server_state: mutation.kind === 'save' ? 'open' : 'deleted',
        sent_version: sent,
      });
      if (mutation.kind === 'save') {
        versions.reachedServer(row.code, sent, { version, sequence });
        const theirs = conflicts.theirs(row.code);
        if (theirs === undefined) drafts.setBase(draft, mutation.content);
        else this.#meetOwn(draft, { ...theirs, version, sequence, state: 'open', content: mutation.content });
      }
      if (outbox.waiting(row.code) !== undefined) this.#queueAgain(row.code);
      this.#desk.flag(row.code);
    });
  }

  /** A version that was brought back while this was on its way collides with the server's copy: that is now this. */
  #meetOwn(draft: DraftRow, sent: ServerDraft): void {
    const { drafts, person, at } = this.#parts;
    const { username, name } = person();
    const theirs = { ...sent, updatedBy: username, updatedByName: name, updatedAt: at() };
    this.#desk.merge(draft, drafts.base(draft), theirs, 'restore');
    this.#desk.enlist(draft.code);
  }

  /** Drops the waiting row when the answer has made it needless; keeps its reason to wait otherwise. */
  #queueAgain(code: DossierCode): void {
    const waiting = this.#parts.outbox.waiting(code);
    if (waiting !== undefined) this.#desk.queue(this.#desk.require(code), waiting.cause);
  }

  conflicted(id: string, current: ServerDraft): void {
    const { database, outbox } = this.#parts;
    database.write(() => {
      const row = outbox.byMutation(id);
      if (row === undefined) return;
      const draft = this.#desk.require(row.code);
      // What stands here holds all of what was sent; it waits as one change until the two have met.
      outbox.drop(row.sequence);
      outbox.wait(row.code, draft.state === 'deleted' ? 'delete' : 'save', row.cause, row.at);
      this.#meeting.meet(draft, current);
      this.#desk.enlist(row.code);
    });
  }

  refused(id: string, failure: Failure): void {
    const { database, outbox } = this.#parts;
    database.write(() => {
      const row = outbox.byMutation(id);
      if (row === undefined) return;
      // An edit that was made meanwhile is the person's next try.
      if (outbox.waiting(row.code) === undefined) outbox.untake(row.sequence, failure);
      else outbox.drop(row.sequence);
      this.#desk.flag(row.code);
    });
  }

  recode(id: string): DossierCode {
    const { database, outbox, drafts, versions, references, notices, entries } = this.#parts;
    return database.write(() => {
      const row = outbox.byMutation(id);
      if (row === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { id });
      const draft = this.#desk.require(row.code);
      const code = freshCode(draft.unit_code, row.code, (taken) => drafts.get(taken) !== undefined);
      if (outbox.waiting(row.code) === undefined) outbox.untake(row.sequence, undefined);
      else outbox.drop(row.sequence);
      drafts.recode(row.code, code);
      versions.moveTo(row.code, code);
      outbox.moveTo(row.code, code);
      references.add(`draft:${code}`, storedContent(draft.content));
      entries.drop(row.code);
      this.#desk.enlist(row.code);
      this.#desk.enlist(code);
      notices.add('recoded', { from: row.code, code });
      return code;
    });
  }

  failed(ids: readonly string[]): void {
    this.#parts.database.write(() => {
      for (const id of ids) this.#parts.outbox.tried(id);
    });
  }

  list(): readonly QueuedChange[] {
    const { outbox, drafts, conflicts, profile } = this.#parts;
    if (!profile.keepsDrafts()) return [];
    return outbox.all().map((row) => {
      const draft = drafts.get(row.code);
      const failure = failureOf(row);
      return {
        sequence: row.sequence,
        code: row.code,
        title: draft === undefined ? '' : storedContent(draft.content).title,
        kind: row.kind,
        at: row.at,
        state: stateOf(row, conflicts.countOf(row.code) > 0),
        attempts: row.attempts,
        ...(failure === undefined ? {} : { failure }),
      };
    });
  }

  counts(): ReturnType<Outbox['counts']> {
    if (!this.#parts.profile.keepsDrafts()) return { waiting: 0, setAside: 0, conflicts: 0 };
    const { rows, setAside } = this.#parts.outbox.counts();
    return { waiting: rows - setAside, setAside, conflicts: this.#parts.conflicts.count() };
  }

  retry(sequence: number): void {
    const { database, outbox } = this.#parts;
    database.write(() => {
      const row = outbox.bySequence(sequence);
      if (row === undefined) return;
      outbox.clearFailure(sequence);
      this.#desk.flag(row.code);
    });
  }

  discard(sequence: number): void {
    const { database, outbox, drafts, conflicts } = this.#parts;
    database.write(() => {
      const row = outbox.bySequence(sequence);
      if (row === undefined) return;
      // What is on its way may already be the server's: only its answer decides.
      if (row.mutation_id !== null || outbox.taken(row.code) !== undefined) {
        throw new DvcttError('DOSSIER_STATE', { code: row.code, event: 'discard' });
      }
      const draft = this.#desk.require(row.code);
      if (draft.state === 'open')
        this.#desk.keep(draft, storedContent(draft.content), 'kept', drafts.base(draft));
      outbox.dropWaiting(row.code);
      const theirs = conflicts.theirs(row.code);
      if (theirs !== undefined) {
        this.#desk.receive(draft, theirs);
      } else {
        const base = drafts.base(draft);
        const after = this.#desk.put(
          draft,
          { content: base, cause: 'received', by: draft.owner_name, at: this.#parts.at(), step: false },
          { state: draft.server_state === 'none' ? 'deleted' : draft.server_state },
        );
        drafts.update(after, { sent_version: after.version });
        drafts.dropBase(row.code);
      }
      this.#desk.enlist(row.code);
    });
  }
}

function stateOf(row: OutboxRow, inConflict: boolean): QueuedChange['state'] {
  if (row.mutation_id !== null) return 'sending';
  if (row.failure !== null) return 'set-aside';
  return inConflict ? 'conflict' : 'waiting';
}

function outgoingOf(sequence: number, mutation: Mutation): Outgoing {
  const blobs = new Map<string, CitedBlob>();
  if (mutation.kind === 'save') {
    for (const { sha256, size, name } of mutation.content.attachments)
      blobs.set(sha256, { sha256, size, name });
  }
  return { sequence, mutation, blobs: [...blobs.values()] };
}
