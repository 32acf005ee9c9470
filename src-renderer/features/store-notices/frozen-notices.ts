import type { StoreNotice } from '#shared/contract/sync/window.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';

/** What was told of edits that came after this dossier was sent. */
export function frozenNotices(notices: readonly StoreNotice[], code: DossierCode): readonly StoreNotice[] {
  return notices.filter(({ kind, details }) => kind === 'frozen' && details['code'] === code);
}
