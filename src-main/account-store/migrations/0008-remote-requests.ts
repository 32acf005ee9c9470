/** Requests for signatures that wait on a phone, so that they are found again when the program was closed meanwhile. */
export const migration0008 = {
  version: 8,
  name: 'remote requests',
  sql: `
    CREATE TABLE remote_requests (
      number INTEGER PRIMARY KEY,
      -- The mutation id under which the server was asked.
      id TEXT NOT NULL UNIQUE,
      -- What opens the transaction at the server.
      secret TEXT NOT NULL,
      provider TEXT NOT NULL,
      provider_name TEXT NOT NULL,
      app TEXT NOT NULL,
      username TEXT NOT NULL,
      -- DER of the signer's certificate, and a JSON array of its issuers' DER in base64.
      certificate BLOB NOT NULL,
      chain TEXT NOT NULL,
      scheme TEXT NOT NULL,
      hash TEXT NOT NULL,
      title TEXT NOT NULL,
      -- Empty until the server has answered.
      code TEXT NOT NULL,
      started_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      -- JSON: how each document was prepared, so that it can be prepared again byte for byte.
      documents TEXT NOT NULL
    ) STRICT;
  `,
} as const;
