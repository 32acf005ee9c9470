import type { Kysely, Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Person } from '../accounts/person.ts';
import { appendAudit } from '../audit/audit.ts';
import type { DraftRow, Tables } from '../store/tables.ts';
import { takeSequences } from './sequence.ts';

/**
 * Only the author forwards a shared draft, and only as it was shown: `shown` is the version that the client froze; a
 * client that knows of no shared draft leaves it out.
 * @throws DvcttError ROLE_FORBIDDEN, DOSSIER_CONFLICT when somebody changed, deleted or forwarded it meanwhile
 */
export async function refuseWrongDraft(
  db: Kysely<Tables>,
  person: Person,
  code: string,
  shown: number | undefined,
): Promise<void> {
  const draft = await db
    .selectFrom('drafts')
    .select(['version', 'state', 'created_by'])
    .where('code', '=', code)
    .executeTakeFirst();
  if (draft !== undefined && draft.created_by !== person.username) {
    throw new DvcttError('ROLE_FORBIDDEN', { createdBy: draft.created_by });
  }
  if (shown === undefined) return;
  if (draft?.state !== 'open' || draft.version !== shown) {
    throw new DvcttError('DOSSIER_CONFLICT', { draft: draft?.version ?? 0, given: shown });
  }
}

/** Closes the draft of a dossier that was forwarded: it stands as it was sent, and no edit is applied to it any more. */
export async function closeDraft(
  change: Transaction<Tables>,
  sent: {
    readonly code: string;
    readonly person: Person;
    /** JSON. */
    readonly content: string;
    readonly blobs: string;
    readonly at: Date;
  },
): Promise<void> {
  const { code, person, content, blobs } = sent;
  const before = await change.selectFrom('drafts').selectAll().where('code', '=', code).executeTakeFirst();
  if (before === undefined) return;
  const at = sent.at.toISOString();
  const closed: DraftRow = {
    ...before,
    version: before.version + 1,
    state: 'forwarded',
    updated_by: person.username,
    updated_at: at,
    sequence: await takeSequences(change, 1),
    cause: 'forwarded',
    device: '',
    run_began_at: at,
    blobs,
    content,
  };
  await change.updateTable('drafts').set(closed).where('code', '=', code).execute();
  await change
    .insertInto('draft_versions')
    .values({
      draft_code: code,
      version: closed.version,
      at,
      by: person.username,
      cause: 'forwarded',
      content,
    })
    .execute();
  await appendAudit(change, {
    at: sent.at,
    actor: person.username,
    action: 'draft.forward',
    subject: code,
    details: { version: closed.version, sequence: closed.sequence },
  });
}
