import { DvcttError } from '#shared/contract/errors.ts';
import type { Person } from '../accounts/person.ts';
import type { Desk } from './desk.ts';
import { requireDossier } from './find.ts';
import { requireSeen } from './versions.ts';
import { revisedDocuments } from './revisions.ts';

/** The bytes of a document as frozen, or with all signatures so far. */
export async function readDocument(
  desk: Desk,
  person: Person,
  wanted: {
    readonly code: string;
    readonly id: string;
    readonly revision: 'original' | 'newest';
    /** Of the dossier; left out: the one that stands. */
    readonly version?: number | undefined;
  },
): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }> {
  const row = await requireDossier(desk.store, person, wanted.code);
  const version = wanted.version ?? row.version;
  requireSeen(person, row, version);
  const documents = await revisedDocuments(desk.store, { code: row.code, version });
  const document = documents.find(({ id }) => id === wanted.id);
  if (document === undefined)
    throw new DvcttError('DOSSIER_NOT_FOUND', { code: wanted.code, document: wanted.id });
  const { sha256 } = document[wanted.revision];
  return { bytes: await desk.blobs.read(sha256), sha256 };
}
