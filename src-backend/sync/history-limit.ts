import { sql, type Kysely, type Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** Versions that are kept of one draft. */
const mostVersions = 300;
/** Their contents together (bytes of JSON). */
const mostHistory = 32 * 1024 * 1024;
/** Codes of one query. */
const codesAtOnce = 500;

const size = sql<number>`octet_length(content)`;

/**
 * Forgets the oldest versions of drafts whose history has grown beyond its limits, whatever made them: merges and
 * decisions are never thinned, and each may be as large as the draft. The newest version always stays.
 */
export async function limitHistory(change: Transaction<Tables>, codes: readonly string[]): Promise<void> {
  for (let start = 0; start < codes.length; start += codesAtOnce) {
    const grown = await change
      .selectFrom('draft_versions')
      .select('draft_code')
      .where('draft_code', 'in', codes.slice(start, start + codesAtOnce))
      .groupBy('draft_code')
      .having((group) =>
        group.or([
          group(group.fn.countAll<number>(), '>', mostVersions),
          group(sql<number>`sum(${size})`, '>', mostHistory),
        ]),
      )
      .execute();
    for (const { draft_code } of grown) {
      await change
        .deleteFrom('draft_versions')
        .where('draft_code', '=', draft_code)
        .where('version', '<', await oldestKept(change, draft_code))
        .execute();
    }
  }
}

/** Counted from the newest: the first that is too old, or too much, goes with all before it. */
async function oldestKept(db: Kysely<Tables>, code: string): Promise<number> {
  const versions = await db
    .selectFrom('draft_versions')
    .select(['version', size.as('bytes')])
    .where('draft_code', '=', code)
    .orderBy('version', 'desc')
    .limit(mostVersions)
    .execute();
  let kept = Infinity;
  let bytes = 0;
  for (const one of versions) {
    bytes += one.bytes;
    if (bytes > mostHistory && kept !== Infinity) break;
    kept = one.version;
  }
  return kept;
}
