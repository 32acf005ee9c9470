import type { DraftRow } from '../store/tables.ts';

/**
 * A draft as it stands while a push is worked on. `content` is undefined while it is what the store has: a push may
 * concern five hundred drafts of megabytes each, and most decisions need none of them.
 */
export type StandingDraft = Omit<DraftRow, 'content'> & { readonly content: string | undefined };

/** All columns of a draft but its content. */
export const headColumns = [
  'code',
  'unit_code',
  'version',
  'dossier_version',
  'state',
  'created_by',
  'created_at',
  'updated_by',
  'updated_at',
  'sequence',
  'cause',
  'device',
  'run_began_at',
  'blobs',
] as const;
