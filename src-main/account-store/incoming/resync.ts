import { z } from 'zod';
import type { Change, ServerDraft } from '#shared/contract/sync/http.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { DraftDesk } from '../drafts/draft-desk.ts';
import { emptyContent, storedContent, type DraftRow } from '../drafts/draft-row.ts';
import type { KeptDossier } from '../dossiers/dossier-table.ts';
import type { Query } from '../store-database.ts';
import type { StoreParts } from '../store-parts.ts';
import type { Meeting } from './meeting.ts';

const runningSchema = z.object({ lostAfter: z.number().nullable() });
const unseenDrafts: Query<DraftRow> = {
  sql: `SELECT * FROM drafts AS d WHERE server_state <> 'none'
          AND NOT EXISTS (SELECT 1 FROM seen AS s WHERE s.kind = 'draft' AND s.code = d.code)`,
};

/**
 * A full pull, after which whatever the server has not shown is gone there. When the server lost what it said after a
 * place in its order (it was restored from a backup), this machine brings that back. To be called inside a `write`.
 */
export class Resync {
  readonly #parts: StoreParts;
  readonly #desk: DraftDesk;
  readonly #meeting: Meeting;

  constructor(parts: StoreParts, desk: DraftDesk, meeting: Meeting) {
    this.#parts = parts;
    this.#desk = desk;
    this.#meeting = meeting;
  }

  isRunning(): boolean {
    return this.#parts.facts.get('resync') !== undefined;
  }

  #lostAfter(): number | undefined {
    const running = this.#parts.facts.get('resync');
    if (running === undefined) return undefined;
    return runningSchema.parse(JSON.parse(running)).lostAfter ?? undefined;
  }

  /** One that begins while another runs starts anew, and what either lost is lost. */
  begin(lostAfter: number | undefined): void {
    const before = this.#lostAfter();
    const lost = [before, lostAfter].filter((place) => place !== undefined);
    const earliest = lost.length === 0 ? null : Math.min(...lost);
    this.#parts.facts.set('resync', JSON.stringify({ lostAfter: earliest }));
    this.#parts.database.run('DELETE FROM seen');
  }

  sees(change: Change): void {
    if (!this.isRunning()) return;
    const code = change.kind === 'draft' ? change.draft.code : change.dossier.code;
    this.#parts.database.run('INSERT OR IGNORE INTO seen (kind, code) VALUES (?, ?)', change.kind, code);
  }

  /** Whether what this machine knows of a draft is newer than what the restored server has. */
  wasLost(row: DraftRow, theirs: ServerDraft): boolean {
    if (row.server_state === 'none' || !this.isRunning()) return false;
    const lostAfter = this.#lostAfter();
    if (lostAfter !== undefined && row.server_sequence > lostAfter) {
      // Already brought back by this resync, which then begins anew after an interruption.
      return theirs.sequence !== row.server_sequence || theirs.version !== row.server_version;
    }
    return (
      theirs.version < row.server_version ||
      // The forwarding was lost, which this machine knows of before the server tells the draft's new version.
      (theirs.version === row.server_version && theirs.state !== row.server_state)
    );
  }

  /** Puts what this machine knew on top of what the server has now. */
  bringBack(row: DraftRow, theirs: ServerDraft): boolean {
    const { drafts, outbox, conflicts } = this.#parts;
    conflicts.drop(row.code);
    outbox.dropWaiting(row.code);
    if (row.state === 'deleted') this.#deleteAgain(row, theirs);
    else if (row.state === 'forwarded' && theirs.state !== 'open') this.#desk.receive(row, theirs);
    else this.#saveAgain(row.state === 'open' ? row : drafts.update(row, { state: 'open' }), theirs);
    return true;
  }

  /** A deletion that was lost is made again by who made it, unless somebody has worked on the draft since. */
  #deleteAgain(row: DraftRow, theirs: ServerDraft): void {
    const after = this.#desk.receive(row, theirs);
    const mayDelete = row.owner === this.#parts.profile.read()?.user.username;
    if (theirs.state !== 'open' || !this.#isUntouched(theirs) || !mayDelete) return;
    this.#desk.queue(this.#parts.drafts.update(after, { state: 'deleted' }), 'edit');
  }

  #saveAgain(row: DraftRow, theirs: ServerDraft): void {
    const { versions, person } = this.#parts;
    const mine = storedContent(row.content);
    switch (theirs.state) {
      case 'open': {
        // Where nobody touched it since, theirs is what mine came from; else the last that both have known is.
        const known = () => versions.contentAtServer(row.code, this.#lostAfter() ?? 0) ?? emptyContent;
        this.#desk.merge(row, this.#isUntouched(theirs) ? theirs.content : known(), theirs, 'recovered');
        return;
      }
      case 'deleted':
        this.#desk.settle(row, mine, theirs, 'recovered', person().name);
        return;
      case 'forwarded':
        this.#meeting.meetEdit(row, theirs);
    }
  }

  /** Whether nobody has changed the server's copy since the server was restored. */
  #isUntouched(theirs: ServerDraft): boolean {
    const lostAfter = this.#lostAfter();
    return lostAfter === undefined || theirs.sequence <= lostAfter;
  }

  /** All was shown. Answers what has changed for the person. */
  finish(): readonly DossierCode[] {
    const changed = new Set<DossierCode>();
    for (const kept of this.#parts.dossiers.unseen()) this.#dossierGone(kept, changed);
    // To who is no accountant the server shows no drafts, which says nothing of them.
    if (this.#parts.profile.keepsDrafts())
      for (const row of this.#parts.database.all(unseenDrafts)) this.#draftGone(row, changed);
    this.#parts.database.run('DELETE FROM seen');
    this.#parts.facts.set('resync', undefined);
    return [...changed];
  }

  #draftGone(row: DraftRow, changed: Set<DossierCode>): void {
    const { drafts, dossiers, outbox, conflicts } = this.#parts;
    const lostAfter = this.#lostAfter();
    if (lostAfter !== undefined && row.server_sequence > lostAfter) {
      const after = drafts.update(row, {
        server_version: 0,
        server_sequence: 0,
        server_state: 'none',
        // What it mended may be gone as well.
        dossier_version: dossiers.get(row.code) === undefined ? 0 : row.dossier_version,
      });
      conflicts.drop(row.code);
      drafts.dropBase(row.code);
      this.#desk.queue(after, 'recovered');
      if (row.state === 'open') changed.add(row.code);
      return;
    }
    if (row.state !== 'open') {
      outbox.dropWaiting(row.code);
      return;
    }
    // Deleted there. An edit of this person's beats that: its push meets the tombstone and brings the draft back.
    if (this.#desk.isUnsent(row.code)) return;
    drafts.update(row, { state: 'deleted', server_state: 'deleted' });
    changed.add(row.code);
  }

  /** A dossier that this person had sent comes back as a draft; any other is no longer shown. */
  #dossierGone({ dossier, sequence }: KeptDossier, changed: Set<DossierCode>): void {
    const { dossiers, notices, profile } = this.#parts;
    const lostAfter = this.#lostAfter();
    dossiers.drop(dossier.code);
    changed.add(dossier.code);
    const user = profile.read()?.user;
    const lost = lostAfter !== undefined && (sequence === 0 || sequence > lostAfter);
    if (!lost || user?.role !== 'KTV' || dossier.createdBy !== user.username) return;
    this.#reopen(dossier);
    notices.add('brought-back', { code: dossier.code });
  }

  #reopen(dossier: ServerDossier): void {
    const { drafts, at, person } = this.#parts;
    const row = drafts.get(dossier.code);
    if (row?.state === 'open') return;
    const { username, name } = person();
    const given = { content: dossier.content, cause: 'recovered', by: name, at: at(), step: false } as const;
    if (row !== undefined) {
      const after = this.#desk.put(row, given, { state: 'open', dossier_version: 0 });
      drafts.putBase(row.code, storedContent(row.content));
      this.#desk.queue(after, 'recovered');
      return;
    }
    const added = this.#desk.add(
      {
        code: dossier.code,
        unit_code: dossier.unitCode,
        owner: username,
        owner_name: name,
        version: 1,
        sent_version: 0,
        state: 'open',
        // The server has no dossier that it could mend.
        dossier_version: 0,
        server_version: 0,
        server_sequence: 0,
        server_state: 'none',
        created_at: dossier.log[0]?.at ?? dossier.updatedAt,
        updated_at: dossier.updatedAt,
        changed_by: null,
      },
      given,
    );
    this.#desk.queue(added, 'recovered');
  }
}
