import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { largestBatch } from '#shared/contract/sync/http.ts';
import type { Person } from '../accounts/person.ts';
import type { Store } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import { judgePlace, namesOfRuns, readCursor, writeCursor, type Place } from './cursor.ts';
import { dossierPartsOf } from './dossier-parts.ts';
import { namesOf } from './push-state.ts';
import { newestSequence } from './sequence.ts';
import { dossierJson, draftJson } from './wire.ts';

export interface PullQuery {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** A page ends with the change that passes this many characters of content. */
const pageContent = 8 * 1024 * 1024;

/**
 * What changed since the cursor, as the JSON of `pullAnswerSchema`: drafts for accountants, dossiers for everybody of
 * the unit, in one order. Written without a schema's help; its shape is tested against it.
 * @throws DvcttError CURSOR_INVALID
 */
export async function pull(store: Store, person: Person, query: PullQuery): Promise<string> {
  const unitCode = person.unit_code;
  if (unitCode === null) throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
  const asked = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const limit = query.limit ?? largestBatch;
  // One transaction, so that a dossier and its documents are of one moment; on PostgreSQL one that no writer waits for.
  const moment = store.transaction().setAccessMode('read only').setIsolationLevel('repeatable read');
  return moment.execute(async (db) => {
    const newest = await newestSequence(db);
    const runs = await namesOfRuns(db);
    if (asked !== undefined) {
      const again = await resyncOf(db, unitCode, asked, newest);
      if (again !== undefined) {
        const start = { runs, sequence: 0, first: { through: newest, bare: false } };
        return answer([], writeCursor(start), false, again);
      }
    }
    const from = asked ?? { runs, sequence: 0, first: { through: newest, bare: true } };
    const reader = { unitCode, withDrafts: person.role === 'KTV' };
    const page = await nextPage(db, reader, from, limit);
    const changes = await changesOf(db, reader, from, page.through);
    return answer(changes, writeCursor(placeAfter(from, runs, page)), page.more);
  });
}

function answer(changes: readonly string[], cursor: string, more: boolean, resync?: object): string {
  const rest = JSON.stringify({ cursor, more, ...(resync === undefined ? {} : { resyncRequired: resync }) });
  return `{"changes":[${changes.join(',')}],${rest.slice(1)}`;
}

/** The first pull is over when nothing is left, or when it has come to where it began. */
function placeAfter(from: Place, runs: readonly string[], { through, more }: Page): Place {
  const { first } = from;
  if (first === undefined || through >= first.through) return { runs, sequence: through };
  // Nothing more up to where it began: what was left out there stays left out.
  if (!more) return { runs, sequence: Math.max(through, first.through) };
  return { runs, sequence: through, first };
}

/** Why this place cannot be continued; undefined when it can. @throws DvcttError CURSOR_INVALID */
async function resyncOf(
  db: Kysely<Tables>,
  unitCode: string,
  place: Place,
  newest: number,
): Promise<{ readonly lostAfter?: number } | undefined> {
  const standing = await judgePlace(db, place, newest);
  if (standing.kind === 'resync') {
    return standing.lostAfter === undefined ? {} : { lostAfter: standing.lostAfter };
  }
  // Whoever starts from nothing misses no tombstone.
  if (place.first !== undefined) return undefined;
  const purge = await db
    .selectFrom('purges')
    .select('sequence')
    .where('unit_code', '=', unitCode)
    .executeTakeFirst();
  return purge !== undefined && place.sequence < purge.sequence ? {} : undefined;
}

interface Reader {
  readonly unitCode: string;
  readonly withDrafts: boolean;
}

interface Page {
  /** The last sequence of the page; that of the cursor when there is nothing. */
  readonly through: number;
  readonly more: boolean;
}

/** Where the page ends: by its number of changes and by their size. */
async function nextPage(db: Kysely<Tables>, reader: Reader, from: Place, limit: number): Promise<Page> {
  const drafts = reader.withDrafts
    ? await draftsAfter(db, reader, from)
        .select(['sequence', sql<number>`length(content)`.as('size')])
        .orderBy('sequence')
        .limit(limit + 1)
        .execute()
    : [];
  const dossiers = await dossiersAfter(db, reader, from)
    .select(['sequence', sql<number>`length(content)`.as('size')])
    .orderBy('sequence')
    .limit(limit + 1)
    .execute();
  const all = [...drafts, ...dossiers].sort((one, other) => one.sequence - other.sequence);
  let through = from.sequence;
  let content = 0;
  for (const [index, { sequence, size }] of all.entries()) {
    if (index === limit || content > pageContent) return { through, more: true };
    through = sequence;
    content += size;
  }
  return { through, more: false };
}

/** The changes of a page as JSON, in order. */
async function changesOf(
  db: Transaction<Tables>,
  reader: Reader,
  from: Place,
  through: number,
): Promise<readonly string[]> {
  const changes: { readonly sequence: number; readonly json: string }[] = [];
  if (reader.withDrafts) {
    const names = await namesOf(db, reader.unitCode);
    const rows = await draftsAfter(db, reader, from).selectAll().where('sequence', '<=', through).execute();
    for (const row of rows) {
      changes.push({ sequence: row.sequence, json: `{"kind":"draft","draft":${draftJson(row, names)}}` });
    }
  }
  const rows = await dossiersAfter(db, reader, from).selectAll().where('sequence', '<=', through).execute();
  const parts = await dossierPartsOf(db, reader.unitCode, { after: from.sequence, through });
  for (const row of rows) {
    const dossier = dossierJson(row, parts(row.code));
    const json = `{"kind":"dossier","sequence":${row.sequence},"dossier":${dossier}}`;
    changes.push({ sequence: row.sequence, json });
  }
  return changes.sort((one, other) => one.sequence - other.sequence).map(({ json }) => json);
}

function draftsAfter(db: Kysely<Tables>, { unitCode }: Reader, { sequence, first }: Place) {
  const after = db.selectFrom('drafts').where('unit_code', '=', unitCode).where('sequence', '>', sequence);
  if (first?.bare !== true) return after;
  const { through } = first;
  return after.where((row) => row.or([row('state', '=', 'open'), row('sequence', '>', through)]));
}

function dossiersAfter(db: Kysely<Tables>, { unitCode }: Reader, { sequence }: Place) {
  return db.selectFrom('dossiers').where('unit_code', '=', unitCode).where('sequence', '>', sequence);
}
