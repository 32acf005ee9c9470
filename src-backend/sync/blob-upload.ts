import type { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Person } from '../accounts/person.ts';
import { largestDocument } from '../blobs/disk-blobs.ts';
import type { PartialKey } from '../blobs/partial-blobs.ts';
import type { Desk } from '../dossiers/desk.ts';
import { forgetStaleUploadsOf } from '../dossiers/stale-uploads.ts';
import { leastPartial } from '../dossiers/upload-space.ts';
import type { DraftUploadRow, Tables } from '../store/tables.ts';
import { emptyBlob, knownBlobs } from './known-blobs.ts';

/** Uploads that one person may have begun at a time; a desktop sends them one by one. */
const mostPartials = 200;

/** How much of a blob is here, in bytes. */
export interface BlobProgress {
  readonly offset: number;
  /** Absent until the sender has said it. */
  readonly length?: number;
}

/** Bytes of a blob from `offset` on. */
export interface BlobPart {
  readonly offset: number;
  /** Of the whole blob. */
  readonly length: number;
  readonly bytes: Readable;
}

/** How much of a blob a person need not send; undefined when nothing of it is here for them. */
export async function blobProgress(
  desk: Desk,
  person: Person,
  sha256: string,
): Promise<BlobProgress | undefined> {
  const key = keyOf(person, sha256);
  const whole = (await knownBlobs(desk.store, key.unitCode, [sha256])).get(sha256);
  if (whole !== undefined) return { offset: whole, length: whole };
  const row = await uploadRow(desk, key);
  if (row === undefined) return undefined;
  return { offset: await desk.partials.sizeOf(key), length: row.length };
}

/**
 * Takes a part of a blob and, with the last one, checks and keeps the blob for the person's unit.
 * @throws DvcttError UPLOAD_OFFSET (with `offset`) when the part does not begin where what is here ends;
 *   BLOB_ALTERED when the whole has another SHA-256 (it is then forgotten); FILE_TOO_LARGE, UPLOAD_QUOTA,
 *   REQUEST_INVALID for a length that is not what was announced
 */
export async function receiveBlobPart(
  desk: Desk,
  person: Person,
  sha256: string,
  part: BlobPart,
): Promise<BlobProgress> {
  const key = keyOf(person, sha256);
  if (part.length > largestDocument) throw new DvcttError('FILE_TOO_LARGE', { limit: largestDocument });
  if (part.length === 0 && sha256 !== emptyBlob) throw new DvcttError('BLOB_ALTERED', { sha256 });
  await forgetStaleUploadsOf(desk, person.username);
  return desk.partials.alone(key, part.bytes, async () => {
    const whole = (await knownBlobs(desk.store, key.unitCode, [sha256])).get(sha256);
    if (whole !== undefined) {
      refuseOtherOffset(part.offset, whole);
      return { offset: whole, length: whole };
    }
    const here = await begin(desk, key, part);
    refuseOtherOffset(part.offset, here);
    const offset = await desk.partials.append(key, here, part.length, part.bytes);
    if (offset === part.length) await complete(desk, key, part.length);
    return { offset, length: part.length };
  });
}

function refuseOtherOffset(given: number, offset: number): void {
  if (given !== offset) throw new DvcttError('UPLOAD_OFFSET', { offset, given });
}

/** Makes room for the blob before its first byte; returns how much of it is here. */
async function begin(desk: Desk, key: PartialKey, { offset, length }: BlobPart): Promise<number> {
  const at = desk.now().toISOString();
  const row = await uploadRow(desk, key);
  if (row?.length === length) {
    await setUpload(desk, key, { at });
    return desk.partials.sizeOf(key);
  }
  // Who has begun with a wrong length may begin again.
  if (row !== undefined && offset > 0) {
    throw new DvcttError('REQUEST_INVALID', { what: 'upload-length', announced: row.length });
  }
  await forget(desk, key);
  await desk.uploadSpace.hold(key.username, Math.max(length, leastPartial), () =>
    desk.store.transaction().execute(async (change) => {
      await refuseTooMany(change, key.username);
      await change
        .insertInto('draft_uploads')
        .values({
          unit_code: key.unitCode,
          username: key.username,
          sha256: key.sha256,
          length,
          state: 'partial',
          at,
        })
        .execute();
    }),
  );
  return 0;
}

/** @throws DvcttError UPLOAD_QUOTA when as many uploads as may be are begun and not whole */
async function refuseTooMany(db: Kysely<Tables>, username: string): Promise<void> {
  const { begun } = await db
    .selectFrom('draft_uploads')
    .select((row) => row.fn.countAll<number>().as('begun'))
    .where('username', '=', username)
    .where('state', '=', 'partial')
    .executeTakeFirstOrThrow();
  if (begun >= mostPartials) throw new DvcttError('UPLOAD_QUOTA', { limit: mostPartials, begun });
}

async function complete(desk: Desk, key: PartialKey, length: number): Promise<void> {
  const found = await desk.partials.digestOf(key);
  if (found !== key.sha256) {
    await forget(desk, key);
    throw new DvcttError('BLOB_ALTERED', { sha256: key.sha256, found });
  }
  await desk.blobs.adopt(desk.partials.place(key), key.sha256, async () => {
    await setUpload(desk, key, { state: 'whole', length });
  });
}

/** Forgets an upload that is not whole. */
async function forget(desk: Desk, { unitCode, username, sha256 }: PartialKey): Promise<void> {
  await desk.partials.remove({ unitCode, username, sha256 });
  await desk.store
    .deleteFrom('draft_uploads')
    .where('unit_code', '=', unitCode)
    .where('username', '=', username)
    .where('sha256', '=', sha256)
    .execute();
}

async function setUpload(
  desk: Desk,
  { unitCode, username, sha256 }: PartialKey,
  changed: Partial<Pick<DraftUploadRow, 'state' | 'length' | 'at'>>,
): Promise<void> {
  await desk.store
    .updateTable('draft_uploads')
    .set(changed)
    .where('unit_code', '=', unitCode)
    .where('username', '=', username)
    .where('sha256', '=', sha256)
    .execute();
}

function uploadRow(
  desk: Desk,
  { unitCode, username, sha256 }: PartialKey,
): Promise<DraftUploadRow | undefined> {
  return desk.store
    .selectFrom('draft_uploads')
    .selectAll()
    .where('unit_code', '=', unitCode)
    .where('username', '=', username)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
}

function keyOf(person: Person, sha256: string): PartialKey {
  if (person.unit_code === null) throw new DvcttError('ROLE_FORBIDDEN', { role: person.role });
  return { unitCode: person.unit_code, username: person.username, sha256 };
}
