/** Registration dossiers that are declared on this machine, or were opened here by a link from a letter. */
export const migration0003 = {
  version: 3,
  name: 'registrations',
  sql: `
    CREATE TABLE registrations (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      -- Null until the first “Lưu”.
      code TEXT,
      kind TEXT NOT NULL,
      access TEXT NOT NULL,
      member_id TEXT,
      -- What opens the dossier at the server: the author's, or that of the link.
      secret TEXT,
      revision INTEGER NOT NULL,
      content TEXT NOT NULL,
      before TEXT,
      copied_from TEXT,
      -- Of the server's copy that the content builds on; 0 for none.
      base_version INTEGER NOT NULL,
      state TEXT NOT NULL,
      -- The request that is on its way, frozen with its mutation id, as JSON; null when there is none.
      request TEXT,
      failure TEXT,
      saved_at TEXT,
      -- The server's copy as last seen, as JSON, and when.
      server TEXT,
      as_of TEXT,
      deleted_at TEXT,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT;
    -- Who declares and whom letters ask often sit at one machine: to each of them the dossier is another row.
    CREATE UNIQUE INDEX registrations_by_code ON registrations (code, coalesce(member_id, ''));
  `,
} as const;
