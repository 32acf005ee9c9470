import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { User } from '#shared/contract/ipc.ts';
import type { Change, PullAnswer, ServerDraft } from '#shared/contract/sync/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { Incoming } from '../account-store.ts';
import type { DraftDesk } from '../drafts/draft-desk.ts';
import type { StoreParts } from '../store-parts.ts';
import { hasArrived, type Arrival, type Standing } from './arrivals.ts';
import type { Meeting } from './meeting.ts';
import type { Resync } from './resync.ts';

/** From so many changes in one answer on, their words are cut later (`AccountStore.cutWords`). */
const bulk = 100;

/** What the server tells, taken over in its order. */
export class StoreIncoming implements Incoming {
  readonly #parts: StoreParts;
  readonly #desk: DraftDesk;
  readonly #meeting: Meeting;
  readonly #resync: Resync;
  #arrived: Arrival[] = [];

  constructor(parts: StoreParts, desk: DraftDesk, meeting: Meeting, resync: Resync) {
    this.#parts = parts;
    this.#desk = desk;
    this.#meeting = meeting;
    this.#resync = resync;
  }

  cursor(): string | undefined {
    return this.#parts.facts.get('cursor');
  }

  apply(answer: PullAnswer): readonly DossierCode[] {
    const { database, outbox, facts } = this.#parts;
    const arrived: Arrival[] = [];
    const person = this.#toBeTold();
    const codes = database.write(() => {
      // Its answer may be that the server has it, and then what is pulled here would be merged with itself.
      if (outbox.hasTaken())
        throw new DvcttError('UNEXPECTED', { what: 'pull while a change is unanswered' });
      const changed = new Set<DossierCode>();
      const asOf = this.#parts.at();
      const how = { wordsLater: answer.changes.length >= bulk };
      for (const change of this.#ownOf(answer.changes)) {
        const news =
          person === undefined || change.kind !== 'dossier' ? undefined : this.#news(person, change.dossier);
        if (!this.#take(change, asOf)) continue;
        if (news !== undefined) arrived.push(news);
        if (change.kind === 'dossier') this.#desk.enlistDossier(change.dossier, how);
        else this.#desk.enlist(change.draft.code, how);
        changed.add(change.kind === 'draft' ? change.draft.code : change.dossier.code);
      }
      facts.set('cursor', answer.cursor);
      return [...changed];
    });
    this.#arrived.push(...arrived);
    return codes;
  }

  takeArrivals(): readonly Arrival[] {
    const arrived = this.#arrived;
    this.#arrived = [];
    return arrived;
  }

  /** Nobody before the first pull is over: what it brings lay on the desk before this machine knew of it. */
  #toBeTold(): User | undefined {
    return this.#parts.facts.get('syncedAt') === undefined ? undefined : this.#parts.profile.read()?.user;
  }

  #news(person: User, dossier: ServerDossier): Arrival | undefined {
    const before = this.#standing(dossier.code);
    // Everything is fetched anew: what is unknown here need not be new.
    if (before === undefined && this.#resync.isRunning()) return undefined;
    const { code, status, content } = dossier;
    return hasArrived(person, before, dossier) ? { code, status, title: content.title } : undefined;
  }

  #standing(code: DossierCode): Standing | undefined {
    const { entries, dossiers } = this.#parts;
    const status = entries.statusOf(code);
    return status === undefined ? undefined : { status, version: dossiers.get(code)?.dossier.version };
  }

  /**
   * What is of this person's unit: no true server shows a unit the drafts and dossiers of another, and of a lying one
   * nothing of them is shown. Only whoever looks after the machine is told.
   */
  #ownOf(changes: readonly Change[]): readonly Change[] {
    const own = this.#parts.profile.read()?.user.unitCode;
    if (own === undefined) return changes;
    const kept = changes.filter((change) => {
      const { code, unitCode } = change.kind === 'draft' ? change.draft : change.dossier;
      return unitCode === own && code.startsWith(own);
    });
    const foreign = changes.length - kept.length;
    if (foreign > 0)
      process.emitWarning(
        `The server sent ${foreign} drafts or dossiers of another unit than ${own}: not taken.`,
        {
          code: 'DVCTT_FOREIGN_UNIT',
        },
      );
    return kept;
  }

  /** Whether it told anything new. */
  #take(change: Change, asOf: string): boolean {
    this.#resync.sees(change);
    if (change.kind === 'dossier') {
      return this.#parts.dossiers.put(change.dossier, change.sequence, asOf);
    }
    return this.#takeDraft(change.draft);
  }

  #takeDraft(theirs: ServerDraft): boolean {
    const row = this.#parts.drafts.get(theirs.code);
    if (row === undefined) {
      this.#desk.receiveNew(theirs);
      return true;
    }
    if (this.#resync.wasLost(row, theirs)) return this.#resync.bringBack(row, theirs);
    const known = this.#parts.conflicts.theirs(theirs.code)?.version ?? row.server_version;
    if (theirs.version <= known) return false;
    this.#meeting.meet(row, theirs);
    return true;
  }

  caughtUp(): void {
    this.#parts.facts.set('syncedAt', this.#parts.at());
  }

  beginResync(lostAfter: number | undefined): void {
    this.#parts.database.write(() => {
      this.#resync.begin(lostAfter);
      this.#parts.facts.set('cursor', undefined);
    });
  }

  finishResync(): readonly DossierCode[] {
    return this.#parts.database.write(() => {
      const changed = this.#resync.finish();
      for (const code of changed) this.#desk.enlist(code);
      return changed;
    });
  }

  resyncing(): boolean {
    return this.#resync.isRunning();
  }
}
