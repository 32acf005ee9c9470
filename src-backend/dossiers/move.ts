import type { Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { act, holderOf, type DossierEvent } from '#shared/domain/dossiers/status.ts';
import type { Person } from '../accounts/person.ts';
import { appendAudit } from '../audit/audit.ts';
import type { DossierRow, Tables } from '../store/tables.ts';
import { takeSequences } from '../sync/sequence.ts';
import type { Desk } from './desk.ts';

/** @throws DvcttError DOSSIER_CONFLICT when the caller saw another version of the content. */
export function requireVersion(row: DossierRow, version: number): void {
  if (row.version !== version) {
    throw new DvcttError('DOSSIER_CONFLICT', { code: row.code, current: row.version, given: version });
  }
}

/**
 * Moves a dossier to its next state with a log row and an audit row.
 * @throws DvcttError DOSSIER_STATE or ROLE_FORBIDDEN when this person may not cause the event now.
 */
export async function move(
  desk: Desk,
  change: Transaction<Tables>,
  step: {
    readonly row: DossierRow;
    readonly person: Person;
    readonly event: DossierEvent;
    readonly note: string;
  },
): Promise<DossierRow> {
  const { row, person, event, note } = step;
  const at = desk.now();
  const status = act(person.role, row.status, event);
  const moved = {
    status,
    held_since: heldFrom(row, status, at),
    note,
    updated_at: at.toISOString(),
    sequence: await takeSequences(change, 1),
  };
  await change.updateTable('dossiers').set(moved).where('code', '=', row.code).execute();
  await appendLog(change, { ...row, ...moved }, person);
  await appendAudit(change, {
    at,
    actor: person.username,
    action: `dossier.${event}`,
    subject: row.code,
    details: { version: row.version, status: moved.status, note },
  });
  return { ...row, ...moved };
}

/** Since when who holds the dossier at its next status has held it; null for nobody. */
export function heldFrom(before: DossierRow | undefined, status: DossierStatus, at: Date): string | null {
  const holder = holderOf(status);
  if (holder === undefined) return null;
  const stays = before !== undefined && holderOf(before.status) === holder;
  return stays ? before.held_since : at.toISOString();
}

/** One more row of the status log, as the dossier now stands. */
export async function appendLog(change: Transaction<Tables>, row: DossierRow, person: Person): Promise<void> {
  const last = await change
    .selectFrom('status_log')
    .select('position')
    .where('dossier_code', '=', row.code)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  await change
    .insertInto('status_log')
    .values({
      dossier_code: row.code,
      position: (last?.position ?? 0) + 1,
      status: row.status,
      note: row.note,
      at: row.updated_at,
      by: person.name,
    })
    .execute();
}
