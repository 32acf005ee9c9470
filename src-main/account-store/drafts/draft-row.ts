import type { ServerDraft } from '#shared/contract/sync/http.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';

/** A draft as the database keeps it. */
export interface DraftRow {
  readonly code: DossierCode;
  readonly unit_code: string;
  readonly owner: string;
  readonly owner_name: string;
  readonly version: number;
  readonly sent_version: number;
  readonly state: 'open' | 'deleted' | 'forwarded';
  readonly dossier_version: number;
  readonly server_version: number;
  readonly server_sequence: number;
  readonly server_state: 'none' | ServerDraft['state'];
  readonly created_at: string;
  readonly updated_at: string;
  readonly changed_by: string | null;
  /** JSON of a DossierContent. */
  readonly content: string;
}

/** A content that this store wrote: it was parsed on its way in, and encrypted pages carry a tag against change. */
export function storedContent(json: string): DossierContent {
  return JSON.parse(json) as DossierContent;
}

export const emptyContent: DossierContent = { title: '', vouchers: [], attachments: [] };
