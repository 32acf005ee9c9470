import type { Desk } from './desk.ts';

/** Uploads that nobody committed are kept this long (ms). */
const keptFor = 7 * 86_400_000;

/** Forgets old uncommitted uploads and the blobs that nothing refers to. Before the server listens, never during. */
export async function forgetStaleUploads({ store, blobs, now }: Desk): Promise<number> {
  const oldest = new Date(now().getTime() - keptFor).toISOString();
  await store.deleteFrom('staged').where('at', '<', oldest).execute();
  const staged = await store.selectFrom('staged').select('sha256').distinct().execute();
  const committed = await store.selectFrom('revisions').select('sha256').distinct().execute();
  return blobs.sweep(new Set([...staged, ...committed].map(({ sha256 }) => sha256)));
}
