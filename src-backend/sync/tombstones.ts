import type { Store } from '../store/open.ts';

/** Deleted drafts can be brought back this long (ms). */
const keptFor = 90 * 86_400_000;

/**
 * Removes drafts that were deleted long ago, with their history and their hold on attachments. Machines that have not
 * pulled since then start anew: `purges` says from where on. At the server's start, before unreferenced blobs go.
 */
export async function purgeTombstones(store: Store, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - keptFor).toISOString();
  await store.transaction().execute(async (change) => {
    const purged = await change
      .selectFrom('drafts')
      .select((row) => ['unit_code', row.fn.max('sequence').as('sequence')])
      .where('state', '=', 'deleted')
      .where('updated_at', '<', oldest)
      .groupBy('unit_code')
      .execute();
    if (purged.length === 0) return;
    for (const { unit_code, sequence } of purged) {
      await change
        .insertInto('purges')
        .values({ unit_code, sequence })
        .onConflict((conflict) => conflict.column('unit_code').doUpdateSet({ sequence }))
        .execute();
    }
    for (const table of ['draft_versions', 'draft_blobs'] as const) {
      await change
        .deleteFrom(table)
        .where('draft_code', 'in', (row) =>
          row
            .selectFrom('drafts')
            .select('code')
            .where('state', '=', 'deleted')
            .where('updated_at', '<', oldest),
        )
        .execute();
    }
    await change
      .deleteFrom('drafts')
      .where('state', '=', 'deleted')
      .where('updated_at', '<', oldest)
      .execute();
  });
}
