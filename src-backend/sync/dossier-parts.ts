import type { Kysely } from 'kysely';
import type { DossierDocument, StatusLogRow } from '#shared/domain/dossiers/dossier.ts';
import type { SigningStep } from '#shared/domain/people/roles.ts';
import type { Tables } from '../store/tables.ts';
import type { DossierParts } from './wire.ts';

interface Range {
  /** Exclusive. */
  readonly after: number;
  /** Inclusive. */
  readonly through: number;
}

const none: DossierParts = { documents: [], log: [] };

/** Documents and status logs of all the dossiers of a unit in a range of sequences, in three queries. */
export async function dossierPartsOf(
  db: Kysely<Tables>,
  unitCode: string,
  range: Range,
): Promise<(code: string) => DossierParts> {
  const parts = new Map<string, { documents: DossierDocument[]; log: StatusLogRow[] }>();
  const partsOf = (code: string) => {
    const found = parts.get(code) ?? { documents: [], log: [] };
    parts.set(code, found);
    return found;
  };
  const revisions = await revisionsOf(db, unitCode, range);
  for (const { code, position: _, ...document } of await documentsOf(db, unitCode, range)) {
    const own = revisions.get(`${code} ${document.id}`);
    if (own !== undefined) partsOf(code).documents.push({ ...document, ...own });
  }
  for (const { code, ...row } of await logOf(db, unitCode, range)) partsOf(code).log.push(row);
  return (code) => parts.get(code) ?? none;
}

async function documentsOf(db: Kysely<Tables>, unitCode: string, { after, through }: Range) {
  return db
    .selectFrom('dossiers')
    .innerJoin('documents', (join) =>
      join
        .onRef('documents.dossier_code', '=', 'dossiers.code')
        .onRef('documents.version', '=', 'dossiers.version'),
    )
    .select([
      'dossiers.code',
      'documents.id',
      'documents.kind',
      'documents.name',
      'documents.media_type as mediaType',
      'documents.position',
    ])
    .where('dossiers.unit_code', '=', unitCode)
    .where('dossiers.sequence', '>', after)
    .where('dossiers.sequence', '<=', through)
    .orderBy('documents.position')
    .execute();
}

type Signed = Pick<DossierDocument, 'originalSha256' | 'originalSize' | 'sha256' | 'size'> & {
  readonly signedBy: SigningStep[];
};

/** By `<code> <document>`: the frozen bytes, the newest ones, and who signed in between. */
async function revisionsOf(
  db: Kysely<Tables>,
  unitCode: string,
  { after, through }: Range,
): Promise<ReadonlyMap<string, Signed>> {
  const rows = await db
    .selectFrom('dossiers')
    .innerJoin('revisions', (join) =>
      join
        .onRef('revisions.dossier_code', '=', 'dossiers.code')
        .onRef('revisions.version', '=', 'dossiers.version'),
    )
    .select([
      'dossiers.code',
      'revisions.document_id',
      'revisions.number',
      'revisions.sha256',
      'revisions.size',
      'revisions.step',
    ])
    .where('dossiers.unit_code', '=', unitCode)
    .where('dossiers.sequence', '>', after)
    .where('dossiers.sequence', '<=', through)
    .orderBy('revisions.number')
    .execute();
  const byDocument = new Map<string, Signed>();
  for (const { code, document_id: id, sha256, size, step } of rows) {
    const key = `${code} ${id}`;
    const before = byDocument.get(key);
    const signedBy = [...(before?.signedBy ?? []), ...(step === null ? [] : [step])];
    const original = before ?? { originalSha256: sha256, originalSize: size };
    byDocument.set(key, { ...original, sha256, size, signedBy });
  }
  return byDocument;
}

async function logOf(db: Kysely<Tables>, unitCode: string, { after, through }: Range) {
  return db
    .selectFrom('dossiers')
    .innerJoin('status_log', 'status_log.dossier_code', 'dossiers.code')
    .select(['dossiers.code', 'status_log.status', 'status_log.note', 'status_log.at', 'status_log.by'])
    .where('dossiers.unit_code', '=', unitCode)
    .where('dossiers.sequence', '>', after)
    .where('dossiers.sequence', '<=', through)
    .orderBy('status_log.position')
    .execute();
}
