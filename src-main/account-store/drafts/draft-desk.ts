import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { ServerDraft } from '#shared/contract/sync/http.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { mergeContent } from '#shared/domain/drafts/merge.ts';
import { sameContent } from '#shared/domain/drafts/same-content.ts';
import { entryOfDossier, entryOfDraft, type Entry } from '../catalogue/entry.ts';
import { returnedOf, type Returned } from '../catalogue/returned.ts';
import { takenMutation, type SendCause } from '../outbox/outbox-table.ts';
import type { StoreParts } from '../store-parts.ts';
import { storedContent, type DraftRow } from './draft-row.ts';
import type { ServerPlace, StepKind, VersionCause } from './version-table.ts';

export interface NewContent {
  readonly content: DossierContent;
  readonly cause: VersionCause;
  /** Name of who made it. */
  readonly by: string;
  readonly at: string;
  readonly step: StepKind | false;
  readonly server?: ServerPlace;
  /** Of a kept version: what it was made from. */
  readonly base?: DossierContent;
}

/** Which sides of a conflict the person did not take in all places, and what both came from. */
export interface Lost {
  readonly base: DossierContent;
  readonly mine: boolean;
  readonly theirs: boolean;
}

/** The steps that every change of a draft is made of. To be called inside a `write`. */
export class DraftDesk {
  readonly #parts: StoreParts;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  /** @throws DOSSIER_NOT_FOUND when there is no such draft here, open or closed. */
  require(code: DossierCode): DraftRow {
    const row = this.#parts.drafts.get(code);
    if (row === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
    return row;
  }

  /** Makes a content the draft's newest version; `change` names what else of the row changes. */
  put(row: DraftRow, given: NewContent, change: Partial<DraftRow> = {}): DraftRow {
    const json = JSON.stringify(given.content);
    const after = this.#parts.drafts.update(row, {
      ...change,
      content: json,
      version: row.version + 1,
      updated_at: given.at,
    });
    this.#version(after, given, json);
    return after;
  }

  /** A draft that was not here before. */
  add(row: Omit<DraftRow, 'content'>, given: NewContent): DraftRow {
    const json = JSON.stringify(given.content);
    const added: DraftRow = { ...row, content: json };
    this.#parts.drafts.insert(added, given.content);
    this.#version(added, given, json);
    return added;
  }

  /** Keeps this person's copy in the history without making it what stands; `base` is what it was made from. */
  keep(row: DraftRow, content: DossierContent, cause: 'kept' | 'late', base: DossierContent): void {
    const { at, person } = this.#parts;
    this.#version(
      row,
      { content, cause, base, by: person().name, at: at(), step: false },
      JSON.stringify(content),
    );
  }

  #version(row: DraftRow, given: NewContent, json: string): void {
    this.#parts.versions.add({
      code: row.code,
      version: row.version,
      at: given.at,
      by: given.by,
      cause: given.cause,
      step: given.step,
      server: given.server,
      content: given.content,
      base: given.base,
      json,
    });
  }

  /**
   * Sees to the waiting row of a draft: there when what stands here is not what the server has (or will have, once it
   * answers what was taken), and gone when there is nothing to send.
   */
  queue(row: DraftRow, cause: SendCause): void {
    const { outbox, drafts, at } = this.#parts;
    const taken = outbox.taken(row.code);
    const mutation = taken === undefined ? undefined : takenMutation(taken);
    const known =
      mutation === undefined
        ? { state: row.server_state, content: () => drafts.base(row) }
        : mutation.kind === 'save'
          ? { state: 'open' as const, content: () => mutation.content }
          : { state: 'deleted' as const, content: () => storedContent(row.content) };
    if (row.state === 'open') {
      if (known.state !== 'open' || !sameContent(known.content(), storedContent(row.content))) {
        outbox.wait(row.code, 'save', cause, at());
        return;
      }
    } else if (row.state === 'deleted' && known.state === 'open') {
      outbox.wait(row.code, 'delete', cause, at());
      return;
    }
    outbox.dropWaiting(row.code);
    if (mutation === undefined) drafts.dropBase(row.code);
  }

  /** Writes the list entry anew, as the newest of the list: the draft's while it is open, else the dossier's. */
  enlist(code: DossierCode, how: { readonly wordsLater?: boolean } = {}, dossier?: ServerDossier): void {
    const entry = this.#entry(code, dossier);
    if (entry === undefined) this.#parts.entries.drop(code);
    else this.#parts.entries.put(entry, how);
  }

  /** The same for a dossier that is at hand. */
  enlistDossier(dossier: ServerDossier, how: { readonly wordsLater?: boolean } = {}): void {
    if (this.#parts.drafts.stateOf(dossier.code) === 'open' && this.#parts.profile.keepsDrafts())
      this.enlist(dossier.code, how, dossier);
    else this.#parts.entries.put(entryOfDossier(dossier), how);
  }

  /** Lets entries that were taken in bulk be found by their words, newest first; answers how many. */
  cutWords(limit: number): number {
    const { entries } = this.#parts;
    return this.#forEach(entries.wordless(limit), (entry) => {
      entries.cutWords(entry);
    });
  }

  /** Brings the book of vouchers up to what the entries say, newest first; answers how many entries it took. */
  bookVouchers(limit: number): number {
    const { vouchers } = this.#parts;
    return this.#forEach(vouchers.unbooked(limit), (entry) => {
      vouchers.book(entry);
    });
  }

  /** Lets booked vouchers be found by their words, newest first; answers how many entries it took. */
  cutVoucherWords(limit: number): number {
    const { vouchers } = this.#parts;
    return this.#forEach(vouchers.wordless(limit), (entry) => {
      vouchers.cutWords(entry);
    });
  }

  #forEach(codes: readonly DossierCode[], work: (entry: Entry) => void): number {
    for (const code of codes) {
      const entry = this.#entry(code);
      if (entry === undefined) this.#parts.entries.drop(code);
      else work(entry);
    }
    return codes.length;
  }

  /** `dossier`: as it has just come. */
  #entry(code: DossierCode, dossier?: ServerDossier): Entry | undefined {
    const row = this.#parts.drafts.get(code);
    if (row?.state === 'open' && this.#parts.profile.keepsDrafts())
      return entryOfDraft(row, this.#flags(code), this.#returned(row, dossier));
    const kept = this.#parts.dossiers.get(code);
    return kept === undefined ? undefined : entryOfDossier(kept.dossier);
  }

  #returned({ code, dossier_version: mends }: DraftRow, dossier?: ServerDossier): Returned | undefined {
    if (mends === 0) return undefined;
    if (dossier !== undefined) return returnedOf(dossier);
    return this.#parts.entries.returned(code) ?? returnedOf(this.#parts.dossiers.get(code)?.dossier);
  }

  /** Brings up to date whether the entry waits or needs the person. */
  flag(code: DossierCode): void {
    if (!this.#parts.profile.keepsDrafts()) return;
    if (this.#parts.drafts.get(code)?.state === 'open') this.#parts.entries.flag(code, this.#flags(code));
  }

  #flags(code: DossierCode) {
    const { outbox, conflicts } = this.#parts;
    const waiting = outbox.waiting(code);
    return {
      waiting: waiting !== undefined || outbox.taken(code) !== undefined,
      attention: conflicts.countOf(code) > 0 || (waiting?.failure ?? null) !== null,
    };
  }

  /** Whether the draft has changes that the server does not have. */
  isUnsent(code: DossierCode): boolean {
    return this.#parts.outbox.waiting(code) !== undefined || this.#parts.outbox.taken(code) !== undefined;
  }

  /**
   * Merges the draft's content with the server's. Without a collision the result stands and is queued; with one the
   * draft waits for the person as they left it, beside what the server has.
   */
  merge(row: DraftRow, base: DossierContent, theirs: ServerDraft, cause: SendCause): DraftRow {
    const { conflicts, drafts, outbox, at, person } = this.#parts;
    const mine = storedContent(row.content);
    const merged = mergeContent(base, mine, theirs.content);
    if (merged.conflicts.length > 0) {
      // The base stays what both sides came from, also when theirs moves on before the person decides.
      drafts.putBase(row.code, base);
      conflicts.set(theirs, merged.conflicts.length);
      outbox.wait(row.code, 'save', cause, at());
      return row;
    }
    conflicts.drop(row.code);
    return this.settle(row, merged.content, theirs, cause, person().name);
  }

  /**
   * Makes the outcome of a merge or decision what stands, on top of the server's copy, and queues it. The side that lost
   * is kept in the history, before the outcome: it is older.
   */
  settle(
    row: DraftRow,
    content: DossierContent,
    theirs: ServerDraft,
    cause: SendCause,
    by: string,
    lost?: Lost,
  ): DraftRow {
    const { drafts, at } = this.#parts;
    const received = this.receive(row, theirs, lost?.theirs === true ? lost.base : undefined);
    if (lost?.mine === true) this.keep(received, storedContent(row.content), 'kept', lost.base);
    if (theirs.state === 'open' && sameContent(content, theirs.content)) {
      this.queue(received, cause);
      return received;
    }
    const settled = this.put(received, { content, cause, by, at: at(), step: false }, { state: 'open' });
    drafts.putBase(row.code, theirs.content);
    this.queue(settled, cause);
    return settled;
  }

  /** Takes the server's copy over as it is; `keptFrom`: as the loser of a conflict, made from that. */
  receive(row: DraftRow, theirs: ServerDraft, keptFrom?: DossierContent): DraftRow {
    const { drafts, conflicts } = this.#parts;
    conflicts.drop(row.code);
    drafts.dropBase(row.code);
    const change: Partial<DraftRow> = {
      owner: theirs.createdBy,
      owner_name: theirs.createdByName,
      state: theirs.state,
      dossier_version: theirs.dossierVersion,
      ...serverSide(theirs),
      created_at: theirs.createdAt,
      changed_by:
        theirs.updatedBy === this.#parts.profile.read()?.user.username ? null : theirs.updatedByName,
    };
    const same = theirs.state === row.state && sameContent(theirs.content, storedContent(row.content));
    if (same) {
      return drafts.update(row, { ...change, sent_version: row.version });
    }
    const given = receivedContent(theirs);
    const lost = keptFrom === undefined ? {} : ({ cause: 'kept', base: keptFrom } as const);
    const after = this.put(row, { ...given, ...lost }, change);
    return drafts.update(after, { sent_version: after.version });
  }

  /** A draft of the server's that was not here before. */
  receiveNew(theirs: ServerDraft): DraftRow {
    // A window that still shows this person's own draft of the code, or the dossier that this draft mends, must not meet
    // a version number that it knows.
    const version = this.#parts.drafts.wasRecoded(theirs.code) ? 1_000_000 : theirs.dossierVersion + 1;
    return this.add(
      {
        code: theirs.code,
        unit_code: theirs.unitCode,
        owner: theirs.createdBy,
        owner_name: theirs.createdByName,
        version,
        sent_version: version,
        state: theirs.state,
        dossier_version: theirs.dossierVersion,
        ...serverSide(theirs),
        created_at: theirs.createdAt,
        updated_at: theirs.updatedAt,
        changed_by:
          theirs.updatedBy === this.#parts.profile.read()?.user.username ? null : theirs.updatedByName,
      },
      receivedContent(theirs),
    );
  }
}

/** What is known of the server's copy after it was seen. */
export function serverSide(
  theirs: ServerDraft,
): Pick<DraftRow, 'server_version' | 'server_sequence' | 'server_state'> {
  return {
    server_version: theirs.version,
    server_sequence: theirs.sequence,
    server_state: theirs.state,
  };
}

function receivedContent(theirs: ServerDraft): NewContent {
  return {
    content: theirs.content,
    cause: theirs.state === 'open' ? 'received' : theirs.state,
    by: theirs.updatedByName,
    at: theirs.updatedAt,
    step: false,
    server: theirs,
  };
}
