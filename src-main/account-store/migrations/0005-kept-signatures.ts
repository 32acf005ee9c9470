/** Signatures that are made and not yet handed over, and what of each dossier this person has seen. */
export const migration0005 = {
  version: 5,
  name: 'kept signatures',
  sql: `
    -- One row a signature: what it added to the bytes that were signed, so that none is ever made twice.
    CREATE TABLE kept_signatures (
      number INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      version INTEGER NOT NULL,
      document_id TEXT NOT NULL,
      base_sha256 TEXT NOT NULL,
      -- SHA-256 of the signer's certificate, lower-case hex.
      thumbprint TEXT NOT NULL,
      -- Of the whole signed revision.
      sha256 TEXT NOT NULL,
      -- Octets of the base before and after what was put in.
      head INTEGER NOT NULL,
      tail INTEGER NOT NULL,
      inserted BLOB NOT NULL,
      made_at TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX kept_signatures_by_document
      ON kept_signatures (code, version, document_id, base_sha256, thumbprint);

    CREATE TABLE seen_documents (
      number INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      document_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      -- Of the frozen file: signatures that were added to it since do not make it another.
      original_sha256 TEXT NOT NULL,
      seen_at TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX seen_documents_by_document ON seen_documents (code, document_id);

    -- The content as it stood in a version of which something was seen, as JSON.
    CREATE TABLE seen_contents (
      number INTEGER PRIMARY KEY,
      code TEXT NOT NULL,
      version INTEGER NOT NULL,
      content TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX seen_contents_by_version ON seen_contents (code, version);
  `,
} as const;
