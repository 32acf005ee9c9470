import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { AuditRow, Tables } from '../store/tables.ts';
import { currentOrigin } from './request-origin.ts';

export interface Decision {
  readonly at: Date;
  /** User name, or the part of the server that acted. */
  readonly actor: string;
  readonly action: string;
  /** What it was done to: a dossier code or a user name. */
  readonly subject: string;
  readonly details: Readonly<Record<string, string | number>>;
  /** Address that the act came from; left out: that of the request being answered, if any. */
  readonly origin?: string;
}

/** What stands in the place of the hash before the first row. */
export const beginning = '0'.repeat(64);

/** Adds one row, in the transaction of the change that it records, chained to the row before. */
export async function appendAudit(change: Transaction<Tables>, decision: Decision): Promise<void> {
  await appendAudits(change, [decision]);
}

/** Rows of one statement; a statement takes 32 766 values at most. */
const rowsAtOnce = 1000;

/** Adds one row for each decision, in their order. */
export async function appendAudits(
  change: Transaction<Tables>,
  decisions: readonly Decision[],
): Promise<void> {
  if (decisions.length === 0) return;
  let last = await change
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const rows: AuditRow[] = [];
  for (const decision of decisions) {
    const row = {
      sequence: (last?.sequence ?? 0) + 1,
      at: decision.at.toISOString(),
      actor: decision.actor,
      action: decision.action,
      subject: decision.subject,
      details: JSON.stringify(decision.details),
      previous_hash: last?.hash ?? beginning,
      origin: decision.origin ?? currentOrigin(),
    };
    last = { sequence: row.sequence, hash: hashOf(row) };
    rows.push({ ...row, hash: last.hash });
  }
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await change
      .insertInto('audit')
      .values(rows.slice(start, start + rowsAtOnce))
      .execute();
  }
}

/** Hash of a row over everything else that it holds, the hash of the row before included. */
export function hashOf(row: Omit<AuditRow, 'hash' | 'origin'> & { readonly origin?: string }): string {
  const first = [row.sequence, row.at, row.actor, row.action, row.subject, row.details, row.previous_hash];
  // Rows of version 5 and before have no origin, and keep the hash that they were given.
  const { origin = '' } = row;
  const fields = origin === '' ? first : [...first, origin];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
