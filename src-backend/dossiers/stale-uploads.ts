import type { Desk } from './desk.ts';
import { dropUnreferenced } from './staging.ts';

/** Uploads that nobody committed are kept this long (ms). */
const keptFor = 7 * 86_400_000;

/** Forgets old uncommitted uploads and the blobs that nothing refers to. Before the server listens, never during. */
export async function forgetStaleUploads({
  store,
  blobs,
  now,
}: Pick<Desk, 'store' | 'blobs' | 'now'>): Promise<number> {
  await store.deleteFrom('staged').where('at', '<', oldestKept(now())).execute();
  const staged = await store.selectFrom('staged').select('sha256').distinct().execute();
  const committed = await store.selectFrom('revisions').select('sha256').distinct().execute();
  return blobs.sweep(new Set([...staged, ...committed].map(({ sha256 }) => sha256)));
}

/** Makes room for a person who sends something new; at any time. */
export async function forgetStaleUploadsOf(desk: Desk, username: string): Promise<void> {
  const stale = await desk.store
    .deleteFrom('staged')
    .where('username', '=', username)
    .where('at', '<', oldestKept(desk.now()))
    .returning('sha256')
    .execute();
  await dropUnreferenced(
    desk,
    stale.map(({ sha256 }) => sha256),
  );
}

function oldestKept(now: Date): string {
  return new Date(now.getTime() - keptFor).toISOString();
}
