import type { Readable } from 'node:stream';
import { DvcttError } from '#shared/contract/errors.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { mayAct } from '#shared/domain/dossiers/status.ts';
import type { Person } from '../accounts/person.ts';
import type { StoredBlob } from '../blobs/disk-blobs.ts';
import type { Desk } from './desk.ts';
import { findDossier, requireDossier } from './find.ts';
import { revisedDocuments } from './revisions.ts';
import { dropUnreferenced, stage } from './staging.ts';
import { forgetStaleUploadsOf } from './stale-uploads.ts';

/** A file on its way. */
export interface Upload {
  readonly bytes: Readable;
  /** The most that it can be, in bytes: as announced, or the largest that is taken. */
  readonly length: number;
}

/** Keeps the bytes of one document until the dossier is forwarded. */
export async function uploadOriginal(
  desk: Desk,
  person: Person,
  target: { readonly code: string; readonly id: string },
  upload: Upload,
): Promise<StoredBlob> {
  // A code carries its unit's: nobody may prepare, or find out about, another unit's dossier.
  if (person.unit_code === null || !target.code.startsWith(person.unit_code)) {
    throw new DvcttError('DOSSIER_NOT_FOUND', { code: target.code });
  }
  const existing = await findDossier(desk.store, target.code);
  if (existing !== undefined && !mayAct(person.role, existing.status)) {
    throw new DvcttError('DOSSIER_STATE', { status: existing.status });
  }
  return receive(desk, person, { ...target, base: '' }, upload);
}

/** Keeps a signed revision until its signatures are committed. `base`: sha256 of the revision that was signed. */
export async function uploadSigned(
  desk: Desk,
  person: Person,
  target: { readonly code: string; readonly id: string; readonly base: string },
  upload: Upload,
): Promise<StoredBlob> {
  const row = await requireDossier(desk.store, person, target.code);
  if (signingStepOf(person.role) === undefined) throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
  const document = (await revisedDocuments(desk.store, row)).find(({ id }) => id === target.id);
  if (document?.newest.sha256 !== target.base)
    throw new DvcttError('DOCUMENT_CHANGED', { document: target.id });
  return receive(desk, person, target, upload);
}

async function receive(
  desk: Desk,
  person: Person,
  target: { readonly code: string; readonly id: string; readonly base: string },
  { bytes, length }: Upload,
): Promise<StoredBlob> {
  await forgetStaleUploadsOf(desk, person.username);
  return desk.uploadSpace.hold(person.username, length, async () => {
    let replaced: readonly string[] = [];
    const refer = async (stored: StoredBlob) => {
      const row = {
        dossier_code: target.code,
        document_id: target.id,
        username: person.username,
        base: target.base,
        ...stored,
        at: desk.now().toISOString(),
      };
      replaced = await stage(desk, row);
    };
    const blob = await desk.blobs.write(bytes, refer, length);
    await dropUnreferenced(desk, replaced);
    return blob;
  });
}
