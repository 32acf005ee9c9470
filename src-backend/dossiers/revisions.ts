import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { DocumentRow, DossierRow, RevisionRow, Tables } from '../store/tables.ts';

/** A frozen document with its revisions, the unsigned one first. */
export interface RevisedDocument extends DocumentRow {
  readonly original: RevisionRow;
  readonly newest: RevisionRow;
  readonly revisions: readonly RevisionRow[];
}

/** The documents of a dossier's current version, in the order in which they are shown and signed. */
export async function revisedDocuments(
  db: Kysely<Tables>,
  dossier: Pick<DossierRow, 'code' | 'version'>,
): Promise<readonly RevisedDocument[]> {
  const documents = await db
    .selectFrom('documents')
    .selectAll()
    .where('dossier_code', '=', dossier.code)
    .where('version', '=', dossier.version)
    .orderBy('position')
    .execute();
  const revisions = await db
    .selectFrom('revisions')
    .selectAll()
    .where('dossier_code', '=', dossier.code)
    .where('version', '=', dossier.version)
    .orderBy('number')
    .execute();
  const byDocument = Map.groupBy(revisions, (revision) => revision.document_id);
  return documents.map((document) => {
    const own = byDocument.get(document.id) ?? [];
    const [original] = own;
    const newest = own.at(-1);
    if (original === undefined || newest === undefined) {
      throw new DvcttError('STORE_FAILED', { document: document.id, what: 'no revision' });
    }
    return { ...document, original, newest, revisions: own };
  });
}

/** The file format of the signatures on a document; the client decides by the same rule. */
export function signatureFormatOf(
  document: Pick<DocumentRow, 'kind' | 'media_type'>,
): 'pades' | 'xades' | 'cades' {
  if (document.kind === 'VOUCHER_XML') return 'xades';
  return document.media_type === 'application/pdf' ? 'pades' : 'cades';
}
