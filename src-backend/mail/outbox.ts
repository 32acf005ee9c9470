import { randomUUID } from 'node:crypto';
import type { QueueLetters } from './letters.ts';

export const queueLetters: QueueLetters = async (change, letters, at) => {
  const ids: string[] = [];
  for (const letter of letters) {
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
        next_at: at.toISOString(),
        created_at: at.toISOString(),
        sent_at: null,
        problem: null,
      })
      .execute();
    ids.push(id);
  }
  return ids;
};
