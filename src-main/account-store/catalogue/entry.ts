import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierCode, DossierContent, DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import { contentTotal } from '#shared/domain/dossiers/total.ts';
import { heldSince } from '#shared/domain/dossiers/held-since.ts';
import { storedContent, type DraftRow } from '../drafts/draft-row.ts';
import type { Returned } from './returned.ts';

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
  /** Since when it lies on the desk where it is; undefined on none, and for drafts that were never sent. */
  readonly heldSince: string | undefined;
  readonly note: string;
  readonly waiting: boolean;
  readonly attention: boolean;
  readonly content: DossierContent;
}

/** `returned`: how the dossier came back that the draft mends; undefined for a new one. */
export function entryOfDraft(
  row: DraftRow,
  state: Pick<Entry, 'waiting' | 'attention'>,
  returned: Returned | undefined,
): Entry {
  const content = storedContent(row.content);
  return {
    code: row.code,
    place: 'local',
    title: content.title,
    // A draft made from a dossier that came back is still that dossier: returned, being mended.
    status: returned?.status ?? 'DANG_SOAN',
    voucherCount: content.vouchers.length,
    total: contentTotal(content),
    createdBy: row.owner,
    updatedAt: row.updated_at,
    heldSince: returned?.heldSince,
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
    heldSince: heldSince(dossier.log),
    note,
    waiting: false,
    attention: false,
    content,
  };
}
