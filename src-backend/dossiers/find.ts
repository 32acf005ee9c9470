import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import type { Person } from '../accounts/person.ts';
import type { DossierRow, Tables } from '../store/tables.ts';

/** States in which a dossier has reached the Treasury; before that it is the unit's own affair. */
export const sentStates: readonly DossierStatus[] = [
  'CHO_KBNN',
  'DA_TIEP_NHAN',
  'KBNN_TU_CHOI',
  'YEU_CAU_BO_SUNG',
];

export async function findDossier(db: Kysely<Tables>, code: string): Promise<DossierRow | undefined> {
  return db.selectFrom('dossiers').selectAll().where('code', '=', code).executeTakeFirst();
}

/** @throws DvcttError DOSSIER_NOT_FOUND when there is none, and likewise when it is not this person's to see. */
export async function requireDossier(db: Kysely<Tables>, person: Person, code: string): Promise<DossierRow> {
  const row = await findDossier(db, code);
  if (row === undefined || !maySee(person, row)) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
  return row;
}

function maySee(person: Person, row: DossierRow): boolean {
  if (person.role === 'KBNN')
    return row.treasury_code === person.treasury_code && sentStates.includes(row.status);
  return row.unit_code === person.unit_code;
}
