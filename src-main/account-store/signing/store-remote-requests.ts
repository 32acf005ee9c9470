import { z } from 'zod';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { hashNameSchema, signatureSchemeSchema } from '#shared/signatures/algorithms.ts';
import type { Query, StoreDatabase } from '../store-database.ts';
import type { RemoteRequest, RemoteRequestShelf } from './remote-request.ts';

interface Row {
  readonly id: string;
  readonly secret: string;
  readonly provider: string;
  readonly provider_name: string;
  readonly app: string;
  readonly username: string;
  readonly certificate: Uint8Array;
  readonly chain: string;
  readonly scheme: string;
  readonly hash: string;
  readonly title: string;
  readonly code: string;
  readonly started_at: string;
  readonly expires_at: string;
  readonly documents: string;
}

const all: Query<Row> = {
  sql: `SELECT id, secret, provider, provider_name, app, username, certificate, chain, scheme, hash, title, code,
          started_at, expires_at, documents FROM remote_requests ORDER BY number`,
};

const written = z.object({
  chain: z.array(z.base64()),
  algorithm: z.object({ scheme: signatureSchemeSchema, hash: hashNameSchema }),
  documents: z.array(
    z.object({
      requestId: z.string(),
      code: dossierCodeSchema,
      version: z.number().int(),
      documentId: z.string(),
      base: z.string(),
      signingTime: z.iso.datetime(),
      id: z.uuid(),
      digest: z.base64(),
    }),
  ),
});

/** Requests for signatures that wait on a phone. */
export class StoreRemoteRequests implements RemoteRequestShelf {
  readonly #database: StoreDatabase;

  constructor(database: StoreDatabase) {
    this.#database = database;
  }

  keep(request: RemoteRequest): void {
    const { id, secret, provider, username, certificate, chain, algorithm } = request;
    const { title, code, startedAt, expiresAt, documents } = request;
    this.#database.write(() => {
      this.#database.run(
        `INSERT INTO remote_requests
           (id, secret, provider, provider_name, app, username, certificate, chain, scheme, hash, title, code,
            started_at, expires_at, documents)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        secret,
        provider.id,
        provider.name,
        provider.app,
        username,
        certificate,
        JSON.stringify(chain.map((der) => Buffer.from(der).toString('base64'))),
        algorithm.scheme,
        algorithm.hash,
        title,
        code,
        startedAt,
        expiresAt,
        JSON.stringify(documents),
      );
    });
  }

  told(id: string, { code, expiresAt }: Pick<RemoteRequest, 'code' | 'expiresAt'>): void {
    this.#database.write(() => {
      this.#database.run(
        'UPDATE remote_requests SET code = ?, expires_at = ? WHERE id = ?',
        code,
        expiresAt,
        id,
      );
    });
  }

  /** One that this program cannot read, as another version may write it, keeps nobody from signing in: it is left out. */
  list(): readonly RemoteRequest[] {
    return this.#database.all(all).flatMap((row) => requestOf(row) ?? []);
  }

  forget(id: string): void {
    this.#database.write(() => {
      this.#database.run('DELETE FROM remote_requests WHERE id = ?', id);
    });
  }
}

/** Undefined for what this program has not written. */
function requestOf(row: Row): RemoteRequest | undefined {
  const read = written.safeParse({
    chain: jsonOf(row.chain),
    algorithm: { scheme: row.scheme, hash: row.hash },
    documents: jsonOf(row.documents),
  });
  if (!read.success) return undefined;
  const { chain, algorithm, documents } = read.data;
  return {
    id: row.id,
    secret: row.secret,
    provider: { id: row.provider, name: row.provider_name, app: row.app },
    username: row.username,
    certificate: new Uint8Array(row.certificate),
    chain: chain.map((der) => new Uint8Array(Buffer.from(der, 'base64'))),
    algorithm,
    title: row.title,
    code: row.code,
    startedAt: row.started_at,
    expiresAt: row.expires_at,
    documents,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
