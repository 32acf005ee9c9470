import type { Desk } from './desk.ts';
import { dropUnreferenced } from './staging.ts';

/** Whole uploads that nobody committed or cited are kept this long (ms). */
const keptFor = 7 * 86_400_000;
/** Uploads that broke off and were not continued, this long (ms). */
const partialKeptFor = 86_400_000;

/** Forgets old uncommitted uploads and the blobs that nothing refers to. Before the server listens, never during. */
export async function forgetStaleUploads({
  store,
  blobs,
  partials,
  now,
}: Pick<Desk, 'store' | 'blobs' | 'partials' | 'now'>): Promise<number> {
  const { oldest, oldestPartial } = limitsAt(now());
  await store.deleteFrom('staged').where('at', '<', oldest).execute();
  await store.deleteFrom('draft_uploads').where('at', '<', oldest).execute();
  await store
    .deleteFrom('draft_uploads')
    .where('state', '=', 'partial')
    .where('at', '<', oldestPartial)
    .execute();
  const arriving = await store
    .selectFrom('draft_uploads')
    .select(['unit_code as unitCode', 'username', 'sha256'])
    .where('state', '=', 'partial')
    .execute();
  await partials.sweep(arriving);
  const staged = await store.selectFrom('staged').select('sha256').distinct().execute();
  const committed = await store.selectFrom('revisions').select('sha256').distinct().execute();
  const uploaded = await store.selectFrom('draft_uploads').select('sha256').distinct().execute();
  const cited = await store.selectFrom('draft_blobs').select('sha256').distinct().execute();
  const registered = await store
    .selectFrom('registration_documents')
    .select(['original_sha256 as original', 'signed_sha256 as signed'])
    .execute();
  const referred = [...staged, ...committed, ...uploaded, ...cited].map(({ sha256 }) => sha256);
  const ofRegistrations = registered.flatMap(({ original, signed }) =>
    signed === null ? [original] : [original, signed],
  );
  return blobs.sweep(new Set([...referred, ...ofRegistrations]));
}

/** Makes room for a person who sends something new; at any time. */
export async function forgetStaleUploadsOf(desk: Desk, username: string): Promise<void> {
  const { oldest, oldestPartial } = limitsAt(desk.now());
  const stale = await desk.store
    .deleteFrom('staged')
    .where('username', '=', username)
    .where('at', '<', oldest)
    .returning('sha256')
    .execute();
  const uncited = await desk.store
    .deleteFrom('draft_uploads')
    .where('username', '=', username)
    .where((row) =>
      row.or([
        row('at', '<', oldest),
        row.and([row('state', '=', 'partial'), row('at', '<', oldestPartial)]),
      ]),
    )
    .returning(['unit_code as unitCode', 'username', 'sha256'])
    .execute();
  for (const key of uncited) await desk.partials.remove(key);
  await dropUnreferenced(
    desk,
    [...stale, ...uncited].map(({ sha256 }) => sha256),
  );
}

function limitsAt(now: Date): { readonly oldest: string; readonly oldestPartial: string } {
  return {
    oldest: new Date(now.getTime() - keptFor).toISOString(),
    oldestPartial: new Date(now.getTime() - partialKeptFor).toISOString(),
  };
}
