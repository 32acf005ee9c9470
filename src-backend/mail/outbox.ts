import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { QueueLetters } from './letters.ts';
import { withoutSecrets } from './without-secrets.ts';

export const queueLetters: QueueLetters = async (change, letters, at, due = []) => {
  const ids: string[] = [];
  for (const [index, letter] of letters.entries()) {
    const last = await change
      .selectFrom('mails')
      .select('position')
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    const id = randomUUID();
    await change
      .insertInto('mails')
      .values({
        id,
        position: (last?.position ?? 0) + 1,
        letter: JSON.stringify(letter),
        kind: letter.letter,
        recipient: letter.to,
        state: 'waiting',
        attempts: 0,
        next_at: (due[index] ?? at).toISOString(),
        created_at: at.toISOString(),
        sent_at: null,
        problem: null,
      })
      .execute();
    ids.push(id);
  }
  return ids;
};

/** Takes letters out that have not left yet: their links were replaced meanwhile and would open nothing. */
export async function dropLetters(change: Transaction<Tables>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const waiting = await change
    .selectFrom('mails')
    .select(['id', 'letter'])
    .where('id', 'in', ids)
    .where('state', '=', 'waiting')
    .execute();
  for (const { id, letter } of waiting)
    await change
      .updateTable('mails')
      .set({ state: 'failed', problem: 'REPLACED', letter: withoutSecrets(letter) })
      .where('id', '=', id)
      .execute();
}
