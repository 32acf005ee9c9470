import type { Kysely } from 'kysely';
import type { Store } from '../store/open.ts';
import type { AuditRow, Tables } from '../store/tables.ts';
import { beginning, hashOf } from './audit.ts';

/** One row by which a chain can be told again: written down elsewhere, it shows later that the log was cut or rewritten. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

export interface ChainReport {
  /** Up to `broken`, or all. */
  readonly rows: number;
  /** Instants of the first and the last of them. */
  readonly from?: string;
  readonly to?: string;
  /** The last of them. */
  readonly head?: ChainHead;
  /**
   * The first row with which something is wrong. `altered`: it does not fit its own hash or the row before. `missing`:
   * not there, though a later one is, or though it is `expected`. `other`: not the one that is `expected`.
   */
  readonly broken?: { readonly sequence: number; readonly kind: 'altered' | 'missing' | 'other' };
}

/** Rows that are in memory at once. */
const page = 1000;

/**
 * Follows the chain of the audit log from its first row, at one moment. Without `expected` a log that was cut short at
 * its end looks whole.
 */
export async function verifyChain(store: Store, expected?: ChainHead): Promise<ChainReport> {
  const moment = store.transaction().setAccessMode('read only').setIsolationLevel('repeatable read');
  return moment.execute(async (db) => {
    let report: ChainReport = { rows: 0 };
    for (;;) {
      const rows = await rowsAfter(db, report.rows);
      for (const row of rows) {
        const broken = problemOf(row, report, expected);
        if (broken !== undefined) return { ...report, broken };
        report = {
          rows: report.rows + 1,
          from: report.from ?? row.at,
          to: row.at,
          head: { sequence: row.sequence, hash: row.hash },
        };
      }
      if (rows.length < page) break;
    }
    if (expected !== undefined && expected.sequence > report.rows) {
      return { ...report, broken: { sequence: report.rows + 1, kind: 'missing' } };
    }
    return report;
  });
}

/** The sequence of the first row that was altered or is missing; undefined when the chain holds. */
export async function firstBrokenRow(store: Store): Promise<number | undefined> {
  return (await verifyChain(store)).broken?.sequence;
}

function rowsAfter(db: Kysely<Tables>, sequence: number): Promise<AuditRow[]> {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(page)
    .execute();
}

function problemOf(
  { hash, ...row }: AuditRow,
  { rows, head }: ChainReport,
  expected: ChainHead | undefined,
): ChainReport['broken'] {
  const sequence = rows + 1;
  if (row.sequence !== sequence) return { sequence, kind: 'missing' };
  if (row.previous_hash !== (head?.hash ?? beginning) || hash !== hashOf(row))
    return { sequence, kind: 'altered' };
  if (expected?.sequence === sequence && expected.hash !== hash) return { sequence, kind: 'other' };
  return undefined;
}
