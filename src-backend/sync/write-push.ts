import type { Transaction } from 'kysely';
import { appendAudits } from '../audit/audit.ts';
import type { DraftVersionRow, Tables } from '../store/tables.ts';
import { limitHistory } from './history-limit.ts';
import type { PushState } from './push-state.ts';

/** Rows of one statement; a statement takes 32 766 values at most. */
const rowsAtOnce = 500;

/** Writes what a push has changed, in a few statements whatever its size. */
export async function writePush(
  change: Transaction<Tables>,
  { written }: PushState,
  by: { readonly username: string; readonly unitCode: string; readonly at: Date },
): Promise<void> {
  await writeDrafts(change, written);
  await limitHistory(change, [...written.drafts.keys()]);
  await writeCitations(change, written, by);
  for (const some of inParts(written.results)) {
    await change
      .insertInto('mutations')
      .values(
        some.map(({ id, digest, answer }) => ({
          username: by.username,
          mutation_id: id,
          request_sha256: digest,
          answer,
          at: by.at.toISOString(),
        })),
      )
      .execute();
  }
  await appendAudits(change, written.audit);
}

async function writeDrafts(change: Transaction<Tables>, written: PushState['written']): Promise<void> {
  for (const codes of inParts(written.thinned)) {
    // Before the drafts move on: the version that they stand at is the one to go.
    await change
      .deleteFrom('draft_versions')
      .where('draft_code', 'in', codes)
      .where('version', '=', (row) =>
        row
          .selectFrom('drafts')
          .select('drafts.version')
          .whereRef('drafts.code', '=', 'draft_versions.draft_code'),
      )
      .execute();
  }
  // Before the drafts move on: what they copy is what stands now.
  for (const version of written.versions.values()) {
    if (version.content === undefined) await copyVersion(change, version);
  }
  for (const draft of written.drafts.values()) {
    if (draft.content !== undefined) continue;
    const { code, content: _kept, ...moved } = draft;
    await change.updateTable('drafts').set(moved).where('code', '=', code).execute();
  }
  for (const some of inParts([...written.drafts.values()].filter(hasContent))) {
    await change
      .insertInto('drafts')
      .values([...some])
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((row) => ({
          version: row.ref('excluded.version'),
          dossier_version: row.ref('excluded.dossier_version'),
          state: row.ref('excluded.state'),
          created_by: row.ref('excluded.created_by'),
          updated_by: row.ref('excluded.updated_by'),
          updated_at: row.ref('excluded.updated_at'),
          sequence: row.ref('excluded.sequence'),
          cause: row.ref('excluded.cause'),
          device: row.ref('excluded.device'),
          run_began_at: row.ref('excluded.run_began_at'),
          blobs: row.ref('excluded.blobs'),
          content: row.ref('excluded.content'),
        })),
      )
      .execute();
  }
  for (const some of inParts([...written.versions.values()].filter(hasContent))) {
    await change
      .insertInto('draft_versions')
      .values([...some])
      .execute();
  }
}

function hasContent<T extends { readonly content: string | undefined }>(
  row: T,
): row is T & { readonly content: string } {
  return row.content !== undefined;
}

/** Writes a version whose content the draft already has, without reading it: it may be of megabytes. */
async function copyVersion(
  change: Transaction<Tables>,
  { draft_code, version, at, by, cause }: Omit<DraftVersionRow, 'content'>,
): Promise<void> {
  await change
    .insertInto('draft_versions')
    .columns(['draft_code', 'version', 'at', 'by', 'cause', 'content'])
    .expression((row) =>
      row
        .selectFrom('drafts')
        .select((value) => [
          value.val(draft_code).as('draft_code'),
          value.val(version).as('version'),
          value.val(at).as('at'),
          value.val(by).as('by'),
          value.val(cause).as('cause'),
          'content',
        ])
        .where('code', '=', draft_code),
    )
    .execute();
}

/** A draft holds its attachments from now on; they no longer wait in their sender's upload space. */
async function writeCitations(
  change: Transaction<Tables>,
  written: PushState['written'],
  { unitCode }: { readonly unitCode: string },
): Promise<void> {
  for (const some of inParts([...written.citations.values()])) {
    await change
      .insertInto('draft_blobs')
      .values([...some])
      .onConflict((conflict) => conflict.columns(['draft_code', 'sha256']).doNothing())
      .execute();
    await change
      .deleteFrom('draft_uploads')
      .where(
        'sha256',
        'in',
        some.map(({ sha256 }) => sha256),
      )
      .where('unit_code', '=', unitCode)
      .where('state', '=', 'whole')
      .execute();
  }
}

function* inParts<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) yield rows.slice(start, start + rowsAtOnce);
}
