import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { User } from '#shared/contract/ipc.ts';
import type { ServerDraft } from '#shared/contract/sync/http.ts';
import type { DraftConflict, DraftVersion } from '#shared/contract/sync/window.ts';
import type { ContentChoice } from '#shared/domain/drafts/content-change.ts';
import { savedAt } from '#shared/domain/dossiers/code.ts';
import { mergeContent, resolveContent } from '#shared/domain/drafts/merge.ts';
import { sameContent } from '#shared/domain/drafts/same-content.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { Draft, Drafts, LocalVersion } from '../account-store.ts';
import { failureOf, type SendCause } from '../outbox/outbox-table.ts';
import type { StoreParts } from '../store-parts.ts';
import type { DraftDesk } from './draft-desk.ts';
import { storedContent, type DraftRow } from './draft-row.ts';
import { freshCode } from './fresh-code.ts';
import { withoutNewest } from './steps.ts';
import { isAside, type StepKind, type VersionCause, type VersionRow } from './version-table.ts';

/** What a person does with the drafts of their unit. */
export class StoreDrafts implements Drafts {
  readonly #parts: StoreParts;
  readonly #desk: DraftDesk;
  /** Milliseconds; from here on no code was given since the store was opened. */
  #nextFree = 0;

  constructor(parts: StoreParts, desk: DraftDesk) {
    this.#parts = parts;
    this.#desk = desk;
  }

  create(content: DossierContent): Draft {
    const { database, drafts, dossiers, at } = this.#parts;
    return database.write(() => {
      const { unitCode, username, name } = this.#accountant();
      const time = at();
      // Codes of the seconds up to the one given last are taken, also when hundreds were made in one second.
      const earliest = new Date(Math.max(Date.parse(time), this.#nextFree));
      const code = freshCode(
        unitCode,
        earliest.getTime() - Date.parse(time) < 86_400_000 ? earliest : new Date(time),
        (taken) =>
          drafts.get(taken) !== undefined || drafts.wasRecoded(taken) || dossiers.get(taken) !== undefined,
      );
      this.#nextFree = savedAt(code).getTime() + 1000;
      const row = this.#desk.add(
        {
          code,
          unit_code: unitCode,
          owner: username,
          owner_name: name,
          version: 1,
          sent_version: 0,
          state: 'open',
          dossier_version: 0,
          server_version: 0,
          server_sequence: 0,
          server_state: 'none',
          created_at: time,
          updated_at: time,
          changed_by: null,
        },
        { content, cause: 'edit', by: name, at: time, step: false },
      );
      return this.#sent(row, 'edit');
    });
  }

  takeBack(dossier: ServerDossier): Draft {
    const { database, drafts, dossiers, at } = this.#parts;
    return database.write(() => {
      const { name } = this.#accountant();
      const row = drafts.get(dossier.code);
      if (row?.state === 'open') return this.#view(row);
      dossiers.put(dossier, 0, at());
      const given = { content: dossier.content, cause: 'edit', by: name, at: at(), step: false } as const;
      const taken =
        row === undefined
          ? this.#desk.add(
              {
                code: dossier.code,
                unit_code: dossier.unitCode,
                owner: dossier.createdBy,
                owner_name: this.#nameOf(dossier.createdBy),
                // Windows name the dossier's version until they show the draft: the two must not be mistaken.
                version: dossier.version + 1,
                sent_version: 0,
                state: 'open',
                dossier_version: dossier.version,
                server_version: 0,
                server_sequence: 0,
                server_state: 'none',
                created_at: dossier.log[0]?.at ?? dossier.updatedAt,
                updated_at: at(),
                changed_by: null,
              },
              given,
            )
          : this.#desk.put(row, given, {
              state: 'open',
              dossier_version: dossier.version,
              changed_by: null,
            });
      // A colleague who mends it too began from the same content.
      drafts.putBase(dossier.code, dossier.content);
      return this.#sent(taken, 'edit');
    });
  }

  /** Names of other people are known only from what they did. */
  #nameOf(username: string): string {
    const { name, username: own } = this.#parts.person();
    return username === own ? name : username;
  }

  save(code: DossierCode, baseVersion: number, content: DossierContent): Draft {
    const saved = this.#parts.database.write(() => {
      const row = this.#require(code);
      if (row.state === 'forwarded') {
        this.#keepLate(row, baseVersion, content);
        return undefined;
      }
      if (row.state === 'deleted' && !this.#deletedByAnother(row)) {
        throw new DvcttError('DOSSIER_NOT_FOUND', { code });
      }
      return this.#type(row, this.#typedOn(row, baseVersion, content));
    });
    if (saved === undefined) throw new DvcttError('DOSSIER_FROZEN', { code });
    return saved;
  }

  /** What was typed on `baseVersion`, merged into what stands now. @throws DOSSIER_CONFLICT when both collide. */
  #typedOn(row: DraftRow, baseVersion: number, content: DossierContent): DossierContent {
    if (baseVersion === row.version) return content;
    const facts = { code: row.code, yours: baseVersion, stored: row.version };
    const before = this.#parts.versions.contentAt(row.code, baseVersion);
    if (before === undefined) throw new DvcttError('DOSSIER_CONFLICT', facts);
    const merged = mergeContent(before, content, storedContent(row.content));
    const [first] = merged.conflicts;
    if (first !== undefined) throw new DvcttError('DOSSIER_CONFLICT', { ...facts, path: first.path });
    return merged.content;
  }

  /** What a window still held when the dossier had been sent is kept, and told. */
  #keepLate(row: DraftRow, baseVersion: number, content: DossierContent): void {
    const stands = storedContent(row.content);
    if (sameContent(content, stands)) return;
    this.#desk.keep(row, content, 'late', this.#parts.versions.contentAt(row.code, baseVersion) ?? stands);
    this.#parts.notices.add('frozen', { code: row.code });
  }

  /** A window may still be open on a draft that a colleague has deleted; what is typed there brings it back. */
  #deletedByAnother(row: DraftRow): boolean {
    return row.server_state === 'deleted' && row.changed_by !== null;
  }

  #type(row: DraftRow, content: DossierContent): Draft {
    if (row.state === 'open' && sameContent(content, storedContent(row.content))) return this.#view(row);
    if (row.state === 'deleted') this.#parts.notices.add('revived', { code: row.code });
    return this.#change(row, content, 'edit', { step: 'typed' });
  }

  /** Makes a content of this person's what stands, and queues it. */
  #change(
    row: DraftRow,
    content: DossierContent,
    cause: Extract<VersionCause, SendCause>,
    { step }: { readonly step: StepKind | false },
  ): Draft {
    const { drafts, person, at } = this.#parts;
    drafts.keepBase(row);
    const after = this.#desk.put(
      row,
      { content, cause, by: person().name, at: at(), step },
      { state: 'open', changed_by: null },
    );
    return this.#sent(after, cause);
  }

  /** Queues what stands and lists it; a conflict that the change has ended is settled. */
  #sent(row: DraftRow, cause: SendCause): Draft {
    const { conflicts, drafts, person } = this.#parts;
    const theirs = conflicts.theirs(row.code);
    let after = row;
    if (theirs === undefined) {
      this.#desk.queue(row, cause);
    } else {
      const merged = mergeContent(drafts.base(row), storedContent(row.content), theirs.content);
      if (merged.conflicts.length > 0) {
        conflicts.set(theirs, merged.conflicts.length);
        this.#parts.outbox.wait(row.code, 'save', cause, this.#parts.at());
      } else {
        after = this.#desk.settle(row, merged.content, theirs, 'merge', person().name);
      }
    }
    this.#desk.enlist(row.code);
    return this.#view(after);
  }

  get(code: DossierCode): Draft | undefined {
    const row = this.#row(code);
    return row?.state === 'open' ? this.#view(row) : undefined;
  }

  delete(code: DossierCode): void {
    const { database, drafts, conflicts, versions, person, at } = this.#parts;
    database.write(() => {
      const row = this.#requireOpen(code);
      const { username, name } = person();
      if (row.owner !== username) throw new DvcttError('ROLE_FORBIDDEN', { code, createdBy: row.owner });
      conflicts.drop(row.code);
      drafts.keepBase(row);
      const after = drafts.update(row, { state: 'deleted', version: row.version + 1, changed_by: null });
      versions.add({
        code: row.code,
        version: after.version,
        at: at(),
        by: name,
        cause: 'deleted',
        step: false,
        server: undefined,
        content: storedContent(row.content),
        json: row.content,
      });
      this.#desk.queue(after, 'edit');
      this.#desk.enlist(row.code);
    });
  }

  restore(code: DossierCode): Draft {
    return this.#parts.database.write(() => {
      const row = this.#require(code);
      if (row.state === 'forwarded') throw new DvcttError('DOSSIER_FROZEN', { code });
      if (row.state === 'open') return this.#view(row);
      return this.#change(row, storedContent(row.content), 'restore', { step: false });
    });
  }

  undo(code: DossierCode): Draft {
    return this.#takeBackStep(code, 'done', 'undone');
  }

  redo(code: DossierCode): Draft {
    return this.#takeBackStep(code, 'undone', 'redone');
  }

  #takeBackStep(code: DossierCode, taken: 'done' | 'undone', step: StepKind): Draft {
    return this.#parts.database.write(() => {
      const row = this.#requireOpen(code);
      const content = withoutNewest(this.#parts.versions, row.code, taken, storedContent(row.content));
      return content === undefined ? this.#view(row) : this.#change(row, content, 'undo', { step });
    });
  }

  versions(code: DossierCode): readonly LocalVersion[] {
    const row = this.#row(code);
    if (row === undefined) return [];
    const unsent = this.#desk.isUnsent(row.code);
    return this.#parts.versions.list(row.code).map((version) => versionView(version, row, unsent));
  }

  version(code: DossierCode, id: string): ReturnType<Drafts['version']> {
    const row = this.#require(code);
    const found = this.#stored(row, id);
    return {
      version: versionView(found.row, row, this.#desk.isUnsent(row.code)),
      content: found.content,
    };
  }

  #stored(row: DraftRow, id: string) {
    const number = /^local:(\d{1,15})$/.exec(id)?.[1];
    const found = number === undefined ? undefined : this.#parts.versions.get(row.code, Number(number));
    if (found === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code: row.code, version: id });
    return found;
  }

  putVersion(code: DossierCode, content: DossierContent): Draft {
    return this.#parts.database.write(() => this.#put(this.#requireOpen(code), content));
  }

  #put(row: DraftRow, content: DossierContent): Draft {
    if (sameContent(content, storedContent(row.content))) return this.#view(row);
    return this.#change(row, content, 'restore', { step: 'typed' });
  }

  restoreVersion(code: DossierCode, id: string): Draft {
    return this.#parts.database.write(() => {
      const row = this.#requireOpen(code);
      const { row: version, content } = this.#stored(row, id);
      const base = isAside(version.cause) ? this.#parts.versions.baseOf(row.code, version.id) : undefined;
      if (base === undefined) return this.#put(row, content);
      // Asked about once already, the person now takes the other side; what others wrote elsewhere stays.
      if (version.cause === 'kept')
        return this.#put(row, mergeContent(base, content, storedContent(row.content)).content);
      return this.#bringIn(row, base, content);
    });
  }

  /** A late edit never stood here: it is merged into what others made since, and what collides is the person's choice. */
  #bringIn(row: DraftRow, base: DossierContent, kept: DossierContent): Draft {
    const { conflicts, person, at } = this.#parts;
    const { content, conflicts: collisions } = mergeContent(base, kept, storedContent(row.content));
    const theirs = conflicts.theirs(row.code) ?? this.#atServer(row);
    // Where it collides only with what this person has not sent, nobody else's work is at stake, and undo is there.
    const asked =
      collisions.length > 0 &&
      theirs !== undefined &&
      mergeContent(base, content, theirs.content).conflicts.length > 0;
    if (!asked) return this.#put(row, content);
    const given = { content, cause: 'restore', by: person().name, at: at(), step: 'typed' } as const;
    const after = this.#desk.merge(this.#desk.put(row, given, { changed_by: null }), base, theirs, 'restore');
    this.#desk.enlist(row.code);
    return this.#view(after);
  }

  /** The server's copy that the draft builds on, as far as it is known here. */
  #atServer(row: DraftRow): ServerDraft | undefined {
    if (row.server_version === 0 || row.server_state === 'none') return undefined;
    const { drafts, versions, person } = this.#parts;
    const { username, name } = person();
    const known = versions.newestKnown(row.code);
    const updatedByName = known?.by_name ?? row.changed_by ?? name;
    return {
      code: row.code,
      unitCode: row.unit_code,
      version: row.server_version,
      sequence: row.server_sequence,
      state: row.server_state,
      dossierVersion: row.dossier_version,
      content: drafts.base(row),
      createdBy: row.owner,
      createdByName: row.owner_name,
      createdAt: row.created_at,
      // Others' user names are not kept; it only has to differ from this person's.
      updatedBy: updatedByName === name ? username : updatedByName,
      updatedByName,
      updatedAt: known?.at ?? row.updated_at,
    };
  }

  conflict(code: DossierCode): DraftConflict | undefined {
    const row = this.#row(code);
    const theirs = row === undefined ? undefined : this.#parts.conflicts.theirs(row.code);
    if (row?.state !== 'open' || theirs === undefined) return undefined;
    const before = this.#parts.drafts.base(row);
    const mine = storedContent(row.content);
    return {
      code: row.code,
      theirsVersion: theirs.version,
      theirsBy: theirs.updatedByName,
      theirsAt: theirs.updatedAt,
      before,
      mine,
      theirs: theirs.content,
      conflicts: [...mergeContent(before, mine, theirs.content).conflicts],
    };
  }

  resolve(code: DossierCode, theirsVersion: number, choices: Readonly<Record<string, ContentChoice>>): Draft {
    const { database, drafts, conflicts, person } = this.#parts;
    return database.write(() => {
      const row = this.#requireOpen(code);
      const theirs = conflicts.theirs(row.code);
      if (theirs?.version !== theirsVersion) {
        throw new DvcttError('DOSSIER_CONFLICT', {
          code,
          theirs: theirs?.version ?? 0,
          yours: theirsVersion,
        });
      }
      const base = drafts.base(row);
      const mine = storedContent(row.content);
      const decided = mergeContent(base, mine, theirs.content).conflicts;
      const undecided = decided.find(({ path }) => choices[path] === undefined);
      if (undecided !== undefined) throw new DvcttError('DOSSIER_CONFLICT', { code, path: undecided.path });
      const content = resolveContent(base, mine, theirs.content, choices);
      const taken = decided.map(({ path }) => choices[path]);
      const lost = {
        base,
        mine: taken.some((choice) => choice !== 'mine'),
        theirs: taken.some((choice) => choice !== 'theirs'),
      };
      conflicts.drop(row.code);
      const after = this.#desk.settle(row, content, theirs, 'merge', person().name, lost);
      this.#desk.enlist(row.code);
      return this.#view(after);
    });
  }

  forwarded(code: DossierCode, dossier: ServerDossier): void {
    const { database, drafts, conflicts, outbox, dossiers, notices, person, at } = this.#parts;
    database.write(() => {
      dossiers.put(dossier, 0, at());
      const row = drafts.get(code);
      if (row?.state === 'open') {
        const { name } = person();
        const mine = storedContent(row.content);
        const base = drafts.base(row);
        conflicts.drop(code);
        outbox.dropWaiting(code);
        const after = this.#desk.put(
          row,
          { content: dossier.content, cause: 'forwarded', by: name, at: at(), step: false },
          { state: 'forwarded', server_state: 'forwarded' },
        );
        drafts.update(after, { sent_version: after.version });
        drafts.dropBase(code);
        // Typed after it was sent: the sent version stands.
        if (!sameContent(dossier.content, mine)) {
          this.#desk.keep(after, mine, 'late', base);
          notices.add('frozen', { code });
        }
      }
      this.#desk.enlist(code);
    });
  }

  /** Undefined when there is none, or none for a person who is no accountant any more. */
  #row(code: DossierCode): DraftRow | undefined {
    const { drafts, profile } = this.#parts;
    return profile.keepsDrafts() ? drafts.get(drafts.present(code)) : undefined;
  }

  /** @throws DOSSIER_NOT_FOUND. */
  #require(code: DossierCode): DraftRow {
    const row = this.#row(code);
    if (row === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
    return row;
  }

  /** The person, who is an accountant. @throws ROLE_FORBIDDEN, SESSION_REQUIRED. */
  #accountant(): User {
    const person = this.#parts.person();
    if (!this.#parts.profile.keepsDrafts()) throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
    return person;
  }

  #requireOpen(code: DossierCode): DraftRow {
    const row = this.#require(code);
    if (row.state === 'forwarded') throw new DvcttError('DOSSIER_FROZEN', { code });
    if (row.state !== 'open') throw new DvcttError('DOSSIER_NOT_FOUND', { code });
    return row;
  }

  #view(row: DraftRow): Draft {
    const { outbox, conflicts, versions } = this.#parts;
    const waiting = outbox.waiting(row.code);
    return {
      code: row.code,
      unitCode: row.unit_code,
      owner: row.owner,
      ownerName: row.owner_name,
      version: row.version,
      serverVersion: row.server_version,
      dossierVersion: row.dossier_version,
      content: storedContent(row.content),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      waiting: waiting !== undefined || outbox.taken(row.code) !== undefined,
      setAside: waiting === undefined ? undefined : failureOf(waiting),
      conflicts: conflicts.countOf(row.code),
      canUndo: versions.has(row.code, 'done'),
      canRedo: versions.has(row.code, 'undone'),
      changedBy: row.changed_by ?? undefined,
    };
  }
}

function versionView(version: VersionRow, row: DraftRow, unsent: boolean): LocalVersion {
  const aside = isAside(version.cause);
  return {
    id: `local:${String(version.id)}`,
    at: version.at,
    by: version.by_name,
    cause: version.cause as DraftVersion['cause'],
    unsent: unsent && !aside && version.version > row.sent_version,
    current: !aside && version.version === row.version,
    serverVersion: version.server_version ?? undefined,
  };
}
