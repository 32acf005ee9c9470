import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';

/**
 * Takes the next `count` places in the order of changes and returns the first. To be called first in a transaction:
 * it locks the counter, so that changes become visible in their order and no puller passes one that is still to come.
 */
export async function takeSequences(change: Transaction<Tables>, count: number): Promise<number> {
  const { value } = await change
    .updateTable('sequences')
    .set((row) => ({ value: row('value', '+', count) }))
    .where('name', '=', 'changes')
    .returning('value')
    .executeTakeFirstOrThrow();
  return value - count + 1;
}

/** The newest place that was taken. */
export async function newestSequence(db: Kysely<Tables>): Promise<number> {
  const { value } = await db
    .selectFrom('sequences')
    .select('value')
    .where('name', '=', 'changes')
    .executeTakeFirstOrThrow();
  return value;
}
