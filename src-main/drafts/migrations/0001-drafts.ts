/** Drafts of payment dossiers; one row a draft, the content as JSON that the schema of `src-shared` parses. */
export const migration0001 = {
  version: 1,
  name: 'drafts',
  sql: `
    CREATE TABLE drafts (
      code          TEXT PRIMARY KEY,
      unit_code     TEXT NOT NULL,
      owner         TEXT NOT NULL,
      owner_name    TEXT NOT NULL,
      version       INTEGER NOT NULL CHECK (version > 0),
      -- Version of the server's copy that this draft was made from; 0 when the server has none.
      base_version  INTEGER NOT NULL CHECK (base_version >= 0),
      content       TEXT NOT NULL,
      created_at    TEXT NOT NULL,
      updated_at    TEXT NOT NULL,
      deleted_at    TEXT,
      forwarded_at  TEXT
    ) STRICT;
    CREATE INDEX drafts_open ON drafts (unit_code, owner, updated_at) WHERE deleted_at IS NULL AND forwarded_at IS NULL;
  `,
} as const;
