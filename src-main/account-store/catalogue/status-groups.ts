import {
  dossierStatusNames,
  dossierStatusSchema,
  type DossierStatus,
} from '#shared/domain/dossiers/dossier.ts';
import { holderOf, mayAct } from '#shared/domain/dossiers/status.ts';
import { roleNames, type Role } from '#shared/domain/people/roles.ts';

const statuses = dossierStatusSchema.options;
const dictionary = new Intl.Collator('vi');

/** The word that stands for a status in the search index; "§" is no letter, so nobody can type it. */
export function statusTag(status: DossierStatus): string {
  return `§${String(statuses.indexOf(status))}`;
}

/** The statuses in which a dossier waits for this role. */
export function statusesOf(role: Role): readonly DossierStatus[] {
  return statuses.filter((status) => mayAct(role, status));
}

/** A figure for each status. */
export function perStatus(countOf: (status: DossierStatus) => number): Record<DossierStatus, number> {
  return {
    DANG_SOAN: countOf('DANG_SOAN'),
    TRA_LAI: countOf('TRA_LAI'),
    YEU_CAU_BO_SUNG: countOf('YEU_CAU_BO_SUNG'),
    CHO_KTT_KY: countOf('CHO_KTT_KY'),
    CHO_CTK_KY: countOf('CHO_CTK_KY'),
    CHO_GUI: countOf('CHO_GUI'),
    CHO_KBNN: countOf('CHO_KBNN'),
    DA_TIEP_NHAN: countOf('DA_TIEP_NHAN'),
    KBNN_TU_CHOI: countOf('KBNN_TU_CHOI'),
  };
}

/** All statuses in the dictionary order of their names; equal ones share a group. */
export const byStatusName: readonly (readonly DossierStatus[])[] = groups(
  (status) => dossierStatusNames[status],
);

/** All statuses in the dictionary order of who must act; nobody comes first. */
export const byHolderName: readonly (readonly DossierStatus[])[] = groups((status) => {
  const holder = holderOf(status);
  return holder === undefined ? '' : roleNames[holder];
});

function groups(nameOf: (status: DossierStatus) => string): readonly (readonly DossierStatus[])[] {
  const names = [...new Set(statuses.map(nameOf))].sort((a, b) => dictionary.compare(a, b));
  return names.map((name) => statuses.filter((status) => nameOf(status) === name));
}
