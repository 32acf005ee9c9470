/**
 * Since when a dossier lies on the desk where it is. So far a dossier changed with its steps alone, so the last change
 * is the answer; but to send comes to the account holder who has just signed, and a draft that mends a dossier was
 * changed since.
 */
export const migration0006 = {
  version: 6,
  name: 'held-since',
  sql: `
    -- Null while nobody holds it, and for drafts that were never sent.
    ALTER TABLE entries ADD COLUMN held_since TEXT;
    CREATE INDEX entries_held ON entries (status, held_since, touch);
    UPDATE entries SET held_since = updated_at
      WHERE place = 'server' AND status IN ('CHO_KTT_KY', 'CHO_CTK_KY', 'CHO_KBNN', 'TRA_LAI');
    UPDATE entries SET held_since =
        (SELECT json_extract(dossier, '$.log[#-2].at') FROM dossiers WHERE dossiers.code = entries.code)
      WHERE place = 'server' AND status = 'CHO_GUI';
    UPDATE entries SET held_since =
        (SELECT json_extract(dossier, '$.log[#-1].at') FROM dossiers WHERE dossiers.code = entries.code)
      WHERE place = 'local' AND status = 'TRA_LAI';
  `,
} as const;
