import type { ServerDraft } from '#shared/contract/sync/http.ts';
import { mergeContent } from '#shared/domain/drafts/merge.ts';
import { sameContent } from '#shared/domain/drafts/same-content.ts';
import type { DraftDesk } from '../drafts/draft-desk.ts';
import { storedContent, type DraftRow } from '../drafts/draft-row.ts';
import type { StoreParts } from '../store-parts.ts';

/** What becomes of a draft here when the server's copy of it has moved on. To be called inside a `write`. */
export class Meeting {
  readonly #parts: StoreParts;
  readonly #desk: DraftDesk;

  constructor(parts: StoreParts, desk: DraftDesk) {
    this.#parts = parts;
    this.#desk = desk;
  }

  /** Takes the server's copy over, merging what this person changed and has not sent. */
  meet(row: DraftRow, theirs: ServerDraft): void {
    if (this.#desk.isUnsent(row.code) || this.#parts.conflicts.countOf(row.code) > 0)
      this.#meetUnsent(row, theirs);
    else this.#desk.receive(row, theirs);
  }

  /** The same, for a draft with a change of its own that is on its way or was just refused for being late. */
  #meetUnsent(row: DraftRow, theirs: ServerDraft): void {
    if (row.state === 'open') {
      this.meetEdit(row, theirs);
      return;
    }
    const undone = row.state === 'deleted' && theirs.state === 'open';
    this.#parts.outbox.dropWaiting(row.code);
    this.#desk.receive(row, theirs);
    // Somebody changed what this person deleted: an edit beats a deletion.
    if (undone) this.#parts.notices.add('revived', { code: row.code });
  }

  /** Of an open draft that this person changed. */
  meetEdit(row: DraftRow, theirs: ServerDraft): void {
    switch (theirs.state) {
      case 'open':
        this.#desk.merge(row, this.#parts.drafts.base(row), theirs, 'merge');
        return;
      case 'deleted':
        this.#revive(row, theirs);
        return;
      case 'forwarded':
        if (theirs.dossierVersion < row.dossier_version) this.#mend(row, theirs);
        else this.freeze(row, theirs);
    }
  }

  /** An edit beats a deletion: the draft comes back with what this person wrote. */
  #revive(row: DraftRow, theirs: ServerDraft): void {
    const { drafts, conflicts, notices, person } = this.#parts;
    const merged = mergeContent(drafts.base(row), storedContent(row.content), theirs.content);
    conflicts.drop(row.code);
    this.#desk.settle(row, merged.content, theirs, 'merge', person().name);
    notices.add('revived', { code: row.code });
  }

  /** The draft that was sent has come back and is being mended here: the mending builds on the closed draft. */
  #mend(row: DraftRow, theirs: ServerDraft): void {
    const { drafts } = this.#parts;
    const base = drafts.base(row);
    const after = drafts.update(row, {
      server_version: theirs.version,
      server_sequence: theirs.sequence,
      server_state: theirs.state,
    });
    drafts.putBase(row.code, base);
    this.#desk.queue(after, 'edit');
  }

  /** What was sent does not change: an edit that comes too late is kept in the history. */
  freeze(row: DraftRow, theirs: ServerDraft): void {
    const { outbox, drafts, notices } = this.#parts;
    const mine = storedContent(row.content);
    const base = drafts.base(row);
    outbox.dropWaiting(row.code);
    const after = this.#desk.receive(row, theirs);
    if (sameContent(mine, theirs.content)) return;
    this.#desk.keep(after, mine, 'late', base);
    notices.add('frozen', { code: row.code });
  }
}
