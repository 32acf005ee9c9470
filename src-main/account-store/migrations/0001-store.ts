/**
 * The store of one person. Every table has an integer key, so that a damaged file can be read row range by row range.
 * Contents are JSON that was parsed before it came here.
 */
export const migration0001 = {
  version: 1,
  name: 'store',
  sql: `
    -- Single values: device, cursor, syncedAt, resync …
    CREATE TABLE facts (
      id     INTEGER PRIMARY KEY,
      name   TEXT NOT NULL UNIQUE,
      value  TEXT NOT NULL
    ) STRICT;

    CREATE TABLE drafts (
      id               INTEGER PRIMARY KEY,
      code             TEXT NOT NULL UNIQUE,
      unit_code        TEXT NOT NULL,
      owner            TEXT NOT NULL,
      owner_name       TEXT NOT NULL,
      -- Of this machine's copy.
      version          INTEGER NOT NULL CHECK (version > 0),
      -- The newest version of this machine that the server has.
      sent_version     INTEGER NOT NULL DEFAULT 0,
      state            TEXT NOT NULL CHECK (state IN ('open', 'deleted', 'forwarded')),
      dossier_version  INTEGER NOT NULL CHECK (dossier_version >= 0),
      -- What is known of the server's copy.
      server_version   INTEGER NOT NULL DEFAULT 0,
      server_sequence  INTEGER NOT NULL DEFAULT 0,
      server_state     TEXT NOT NULL CHECK (server_state IN ('none', 'open', 'deleted', 'forwarded')),
      created_at       TEXT NOT NULL,
      updated_at       TEXT NOT NULL,
      -- Name of who changed it last, when that was somebody else.
      changed_by       TEXT,
      content          TEXT NOT NULL
    ) STRICT;

    -- The server's content that a draft's unsent changes build on; a draft without a row here equals the server's.
    CREATE TABLE bases (
      id       INTEGER PRIMARY KEY,
      code     TEXT NOT NULL UNIQUE,
      content  TEXT NOT NULL
    ) STRICT;

    -- What the server has, of drafts that collide with it.
    CREATE TABLE conflicts (
      id      INTEGER PRIMARY KEY,
      code    TEXT NOT NULL UNIQUE,
      count   INTEGER NOT NULL,
      theirs  TEXT NOT NULL
    ) STRICT;

    CREATE TABLE versions (
      id               INTEGER PRIMARY KEY AUTOINCREMENT,
      code             TEXT NOT NULL,
      version          INTEGER NOT NULL,
      at               TEXT NOT NULL,
      by_name          TEXT NOT NULL,
      cause            TEXT NOT NULL,
      -- This person's own step, which undo takes back: 0 none, 1 done, 2 undone, 3 undone for good.
      step             INTEGER NOT NULL DEFAULT 0,
      -- Place in the server's order at which the server had this content; null when it never had.
      server_sequence  INTEGER,
      -- The server's number of it; null when it never had it.
      server_version   INTEGER,
      -- Bytes before compression.
      size             INTEGER NOT NULL,
      content          BLOB NOT NULL
    ) STRICT;
    CREATE INDEX versions_of ON versions (code, id);
    CREATE INDEX versions_steps ON versions (code, step, id) WHERE step IN (1, 2);

    CREATE TABLE outbox (
      sequence       INTEGER PRIMARY KEY AUTOINCREMENT,
      code           TEXT NOT NULL,
      kind           TEXT NOT NULL CHECK (kind IN ('save', 'delete')),
      cause          TEXT NOT NULL,
      at             TEXT NOT NULL,
      attempts       INTEGER NOT NULL DEFAULT 0,
      -- Why the server refused it; it waits for the person.
      failure        TEXT,
      -- From here on fixed once taken for sending.
      mutation_id    TEXT UNIQUE,
      mutation       TEXT,
      local_version  INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX outbox_waiting ON outbox (code) WHERE mutation_id IS NULL;
    CREATE UNIQUE INDEX outbox_taken ON outbox (code) WHERE mutation_id IS NOT NULL;
    CREATE INDEX outbox_set_aside ON outbox (sequence) WHERE failure IS NOT NULL;

    -- Codes that were changed because another machine had used them.
    CREATE TABLE recodes (
      id        INTEGER PRIMARY KEY,
      old_code  TEXT NOT NULL UNIQUE,
      code      TEXT NOT NULL
    ) STRICT;

    CREATE TABLE dossiers (
      id       INTEGER PRIMARY KEY,
      code     TEXT NOT NULL UNIQUE,
      sequence INTEGER NOT NULL,
      as_of    TEXT NOT NULL,
      dossier  TEXT NOT NULL
    ) STRICT;

    -- What a full pull has shown so far.
    CREATE TABLE seen (
      id    INTEGER PRIMARY KEY,
      kind  TEXT NOT NULL,
      code  TEXT NOT NULL,
      UNIQUE (kind, code)
    ) STRICT;

    CREATE TABLE notices (
      id       INTEGER PRIMARY KEY AUTOINCREMENT,
      at       TEXT NOT NULL,
      kind     TEXT NOT NULL,
      details  TEXT NOT NULL
    ) STRICT;

    -- Which rows cite which attachment.
    CREATE TABLE blob_references (
      id      INTEGER PRIMARY KEY,
      holder  TEXT NOT NULL,
      sha256  TEXT NOT NULL,
      UNIQUE (holder, sha256)
    ) STRICT;
    CREATE INDEX blob_references_of ON blob_references (sha256);

    -- One entry a code: its draft, else its dossier. The key grows with each touch, so the newest is the greatest.
    CREATE TABLE entries (
      touch          INTEGER PRIMARY KEY,
      code           TEXT NOT NULL UNIQUE,
      place          TEXT NOT NULL CHECK (place IN ('local', 'server')),
      title          TEXT NOT NULL,
      title_key      TEXT NOT NULL,
      status         TEXT NOT NULL,
      voucher_count  INTEGER NOT NULL,
      total          TEXT NOT NULL,
      -- The same number, cut to 64 bits, to order by.
      total_order    INTEGER NOT NULL,
      created_by     TEXT NOT NULL,
      updated_at     TEXT NOT NULL,
      note           TEXT NOT NULL,
      waiting        INTEGER NOT NULL,
      attention      INTEGER NOT NULL,
      -- Digest of the words under which it is found; empty while they are still to be cut.
      words          BLOB NOT NULL
    ) STRICT;
    CREATE INDEX entries_status ON entries (status, touch);
    -- With all that a filtered page needs: the rows themselves are read for the page alone.
    CREATE INDEX entries_title ON entries (title_key, touch, status);
    CREATE INDEX entries_total ON entries (total_order, touch, status);
    CREATE INDEX entries_vouchers ON entries (voucher_count, touch, status);
    CREATE INDEX entries_wordless ON entries (touch) WHERE words = x'';

    -- Kept by the program: a trigger would make SQLite write the search index out after every row.
    CREATE TABLE entry_counts (
      id      INTEGER PRIMARY KEY,
      status  TEXT NOT NULL UNIQUE,
      count   INTEGER NOT NULL
    ) STRICT;
    -- Words come cut and lower-cased; "ascii" leaves every letter beyond ASCII as it is.
    CREATE VIRTUAL TABLE words USING fts5 (
      exact, folded, tags,
      content = '', contentless_delete = 1, detail = 'column', prefix = '1 2 3', tokenize = 'ascii'
    );
  `,
} as const;
