import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { IncarnationRow, Tables } from '../store/tables.ts';

/** A client's place in the order of changes, as its opaque cursor says it. */
export interface Place {
  /** Ids of the server's runs up to the one that made the cursor, newest first. */
  readonly runs: readonly string[];
  /** Everything up to this sequence has been told. */
  readonly sequence: number;
  /**
   * While the first pull goes on: the newest sequence when it began. `bare`: what was deleted or forwarded up to there
   * is left out.
   */
  readonly first?: { readonly through: number; readonly bare: boolean };
}

export type PlaceStanding =
  | { readonly kind: 'valid' }
  /** `lostAfter`: the server was restored from a backup that ends with this sequence. */
  | { readonly kind: 'resync'; readonly lostAfter?: number };

/** As many runs as a cursor names: a backup may be that many restarts old. */
const namedRuns = 16;
const layout = /^1\.([0-9a-f]{16}(?:-[0-9a-f]{16}){0,15})\.(\d{1,15})(?:\.(\d{1,15})([bt]))?$/;

export function writeCursor(place: Place): string {
  const first = place.first === undefined ? '' : `.${place.first.through}${place.first.bare ? 'b' : 't'}`;
  return Buffer.from(`1.${place.runs.join('-')}.${place.sequence}${first}`, 'latin1').toString('base64url');
}

/** @throws DvcttError CURSOR_INVALID for what this server never made */
export function readCursor(cursor: string): Place {
  const bytes = Buffer.from(cursor, 'base64url');
  const [, runs, sequence, through, kind] = layout.exec(bytes.toString('latin1')) ?? [];
  if (bytes.toString('base64url') !== cursor || runs === undefined) throw new DvcttError('CURSOR_INVALID');
  const place = { runs: runs.split('-'), sequence: Number(sequence) };
  return through === undefined
    ? place
    : { ...place, first: { through: Number(through), bare: kind === 'b' } };
}

/** The runs that a new cursor names. */
export async function namesOfRuns(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('incarnations')
    .select('id')
    .orderBy('ordinal', 'desc')
    .limit(namedRuns)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Whether a pull may go on from a place. A store that was put back from a backup does not know the later runs, or it
 * has begun a run at a sequence that the cursor has already passed.
 * @throws DvcttError CURSOR_INVALID for a place that this very run has not reached
 */
export async function judgePlace(db: Kysely<Tables>, place: Place, newest: number): Promise<PlaceStanding> {
  const known = await db
    .selectFrom('incarnations')
    .selectAll()
    .where('id', 'in', place.runs)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (known === undefined) return { kind: 'resync', lostAfter: 0 };
  const next = await runAfter(db, known);
  const madeBy = place.runs[0];
  if (known.id !== madeBy) return { kind: 'resync', lostAfter: next?.began_after ?? newest };
  if (next === undefined) {
    if (place.sequence > newest) throw new DvcttError('CURSOR_INVALID', { what: 'in the future' });
    return { kind: 'valid' };
  }
  if (place.sequence <= next.began_after) return { kind: 'valid' };
  return { kind: 'resync', lostAfter: next.began_after };
}

async function runAfter(db: Kysely<Tables>, run: IncarnationRow): Promise<IncarnationRow | undefined> {
  return db
    .selectFrom('incarnations')
    .selectAll()
    .where('ordinal', '>', run.ordinal)
    .orderBy('ordinal')
    .limit(1)
    .executeTakeFirst();
}
