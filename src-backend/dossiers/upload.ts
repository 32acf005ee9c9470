import type { Readable } from 'node:stream';
import { DvcttError } from '#shared/contract/errors.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { mayAct } from '#shared/domain/dossiers/status.ts';
import type { Person } from '../accounts/person.ts';
import type { StoredBlob } from '../blobs/disk-blobs.ts';
import type { Desk } from './desk.ts';
import { findDossier, requireDossier } from './find.ts';
import { revisedDocuments } from './revisions.ts';

/** Bytes that one person may have waiting in all; what is committed no longer counts. */
const waitingLimit = 2 * 1024 * 1024 * 1024;

/** Keeps the bytes of one document until the dossier is forwarded. */
export async function uploadOriginal(
  desk: Desk,
  person: Person,
  target: { readonly code: string; readonly id: string },
  bytes: Readable,
): Promise<StoredBlob> {
  // A code carries its unit's: nobody may prepare, or find out about, another unit's dossier.
  if (person.unit_code === null || !target.code.startsWith(person.unit_code)) {
    throw new DvcttError('DOSSIER_NOT_FOUND', { code: target.code });
  }
  const existing = await findDossier(desk.store, target.code);
  if (existing !== undefined && !mayAct(person.role, existing.status)) {
    throw new DvcttError('DOSSIER_STATE', { status: existing.status });
  }
  return stage(desk, person, { ...target, base: '' }, bytes);
}

/** Keeps a signed revision until its signatures are committed. `base`: sha256 of the revision that was signed. */
export async function uploadSigned(
  desk: Desk,
  person: Person,
  target: { readonly code: string; readonly id: string; readonly base: string },
  bytes: Readable,
): Promise<StoredBlob> {
  const row = await requireDossier(desk.store, person, target.code);
  if (signingStepOf(person.role) === undefined) throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
  const document = (await revisedDocuments(desk.store, row)).find(({ id }) => id === target.id);
  if (document?.newest.sha256 !== target.base)
    throw new DvcttError('DOCUMENT_CHANGED', { document: target.id });
  return stage(desk, person, target, bytes);
}

async function stage(
  desk: Desk,
  person: Person,
  target: { readonly code: string; readonly id: string; readonly base: string },
  bytes: Readable,
): Promise<StoredBlob> {
  const waiting = await desk.store
    .selectFrom('staged')
    .select((row) => row.fn.sum<number | null>('size').as('size'))
    .where('username', '=', person.username)
    .executeTakeFirstOrThrow();
  if ((waiting.size ?? 0) > waitingLimit) throw new DvcttError('FILE_TOO_LARGE', { limit: waitingLimit });
  const blob = await desk.blobs.write(bytes);
  await desk.store
    .insertInto('staged')
    .values({
      dossier_code: target.code,
      document_id: target.id,
      username: person.username,
      base: target.base,
      sha256: blob.sha256,
      size: blob.size,
      at: desk.now().toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return blob;
}
