import { randomBytes } from 'node:crypto';
import type { Store } from '../store/open.ts';
import { newestSequence } from './sequence.ts';

/** Notes that the server starts on this store; a copy put back later starts another run at an earlier sequence. */
export async function beginIncarnation(store: Store, at: Date): Promise<void> {
  await store.transaction().execute(async (change) => {
    const last = await change
      .selectFrom('incarnations')
      .select('ordinal')
      .orderBy('ordinal', 'desc')
      .limit(1)
      .executeTakeFirst();
    await change
      .insertInto('incarnations')
      .values({
        ordinal: (last?.ordinal ?? 0) + 1,
        id: randomBytes(8).toString('hex'),
        began_after: await newestSequence(change),
        at: at.toISOString(),
      })
      .execute();
  });
}
