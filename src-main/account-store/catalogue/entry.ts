import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierCode, DossierContent, DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { contentTotal } from '#shared/domain/dossiers/total.ts';
import { storedContent, type DraftRow } from '../drafts/draft-row.ts';

/** What the list shows of a draft or dossier, with the content under whose words it is found. */
export interface Entry {
  readonly code: DossierCode;
  readonly place: 'local' | 'server';
  readonly title: string;
  readonly status: DossierStatus;
  readonly voucherCount: number;
  readonly total: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly note: string;
  readonly waiting: boolean;
  readonly attention: boolean;
  readonly content: DossierContent;
}

export function entryOfDraft(row: DraftRow, state: Pick<Entry, 'waiting' | 'attention'>): Entry {
  const content = storedContent(row.content);
  return {
    code: row.code,
    place: 'local',
    title: content.title,
    // A draft made from a dossier that came back is still that dossier: returned, being mended.
    status: row.dossier_version === 0 ? 'DANG_SOAN' : 'TRA_LAI',
    voucherCount: content.vouchers.length,
    total: contentTotal(content),
    createdBy: row.owner,
    updatedAt: row.updated_at,
    note: '',
    ...state,
    content,
  };
}

export function entryOfDossier(dossier: ServerDossier): Entry {
  const { code, content, status, createdBy, updatedAt, note } = dossier;
  return {
    code,
    place: 'server',
    title: content.title,
    status,
    voucherCount: content.vouchers.length,
    total: contentTotal(content),
    createdBy,
    updatedAt,
    note,
    waiting: false,
    attention: false,
    content,
  };
}
