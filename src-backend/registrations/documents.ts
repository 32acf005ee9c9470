/** The frozen documents of a registration dossier. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Kysely, Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { withCertificates } from '#shared/domain/registration/confirmed.ts';
import {
  registrationCodeSchema,
  registrationDocumentIds,
  registrationFileNames,
  type MemberCertificate,
  type RegistrationContent,
  type RegistrationDocument,
  type RegistrationDocumentId,
} from '#shared/domain/registration/registration.ts';
import { usesMobile } from '#shared/domain/registration/services.ts';
import { writeRegistrationXml } from '#shared/domain/registration/xml.ts';
import { printDeclaration } from '#print/registration/declaration.ts';
import type { RegistrationDocumentRow, RegistrationRow, Tables } from '../store/tables.ts';
import type { RegistrationRoom } from './room.ts';

export interface FrozenDocument {
  readonly row: RegistrationDocumentRow;
  readonly document: RegistrationDocument;
}

export const mediaTypeOf = (id: RegistrationDocumentId) =>
  id === 'hoso' ? ('application/xml' as const) : ('application/pdf' as const);

/** Those of the dossier's present version, in the order in which they are shown and signed. */
export async function frozenDocuments(
  db: Kysely<Tables>,
  { code, version }: Pick<RegistrationRow, 'code' | 'version'>,
): Promise<readonly FrozenDocument[]> {
  const rows = await db
    .selectFrom('registration_documents')
    .selectAll()
    .where('code', '=', code)
    .where('version', '=', version)
    .execute();
  return registrationDocumentIds.flatMap((id) => {
    const row = rows.find((candidate) => candidate.id === id);
    if (row === undefined) return [];
    const document = {
      id,
      name: registrationFileNames[id],
      mediaType: mediaTypeOf(id),
      originalSha256: row.original_sha256,
      originalSize: row.original_size,
      sha256: row.signed_sha256 ?? row.original_sha256,
      size: row.signed_size ?? row.original_size,
      signed: row.signed_sha256 !== null,
    };
    return [{ row, document }];
  });
}

/** What is frozen when the last member has confirmed. */
export interface Frozen {
  /** With the certificates that the members have confirmed. */
  readonly content: RegistrationContent;
  readonly at: Date;
  readonly documents: readonly {
    readonly id: RegistrationDocumentId;
    readonly sha256: string;
    readonly size: number;
  }[];
}

/**
 * Writes the XML and prints the declarations of a dossier and puts their bytes among the blobs; slow, so outside of
 * any transaction. If that then fails, the caller drops them as unreferenced.
 */
export async function freeze(
  room: RegistrationRoom,
  dossier: {
    readonly code: string;
    readonly content: RegistrationContent;
    readonly before: RegistrationContent | undefined;
    readonly certificates: ReadonlyMap<string, MemberCertificate>;
  },
): Promise<Frozen> {
  const { before } = dossier;
  const code = registrationCodeSchema.parse(dossier.code);
  const content = withCertificates(dossier.content, dossier.certificates);
  const shown = { code, content, ...(before === undefined ? {} : { before }) };
  const at = room.now();
  const declared = [];
  for (const id of declarationsOf(content)) {
    const bytes = await printDeclaration(id, { ...shown, madeAt: at });
    declared.push({ id, bytes, sha256: sha256(bytes), size: bytes.length });
  }
  const declarations = declared.map(({ id, sha256, size }) => ({
    name: registrationFileNames[id],
    sha256,
    size,
  }));
  const xml = new TextEncoder().encode(writeRegistrationXml({ ...shown, declarations }));
  const all = [{ id: 'hoso' as const, bytes: xml, sha256: sha256(xml), size: xml.length }, ...declared];
  for (const { bytes } of all) await keepBytes(room, bytes);
  return { content, at, documents: all.map(({ id, sha256, size }) => ({ id, sha256, size })) };
}

function declarationsOf(content: RegistrationContent): readonly ('tokhai' | 'tokhaididong')[] {
  return usesMobile(content.services) ? ['tokhai', 'tokhaididong'] : ['tokhai'];
}

/** Puts bytes among the blobs; the row that refers to them follows in the transaction, within the dossier's turn. */
export async function keepBytes(room: RegistrationRoom, bytes: Uint8Array): Promise<void> {
  await room.blobs.write(Readable.from([Buffer.from(bytes)]), () => Promise.resolve());
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Forgets what an earlier version had frozen; the hashes may now be without a reference. */
export async function forgetFrozen(change: Transaction<Tables>, code: string): Promise<readonly string[]> {
  const rows = await change
    .deleteFrom('registration_documents')
    .where('code', '=', code)
    .returning('original_sha256')
    .execute();
  return rows.map((row) => row.original_sha256);
}

export async function writeFrozen(
  change: Transaction<Tables>,
  { code, version }: Pick<RegistrationRow, 'code' | 'version'>,
  { documents }: Frozen,
): Promise<void> {
  await change
    .insertInto('registration_documents')
    .values(
      documents.map(({ id, sha256, size }) => ({
        code,
        version,
        id,
        original_sha256: sha256,
        original_size: size,
        signed_sha256: null,
        signed_size: null,
        signed_by: null,
        signed_at: null,
      })),
    )
    .execute();
}

/** The bytes of one document. @throws DvcttError REGISTRATION_NOT_FOUND before it is frozen */
export async function readFrozen(
  room: RegistrationRoom,
  row: RegistrationRow,
  id: RegistrationDocumentId,
  revision: 'original' | 'newest',
): Promise<{ readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }> {
  const found = (await frozenDocuments(room.store, row)).find(({ document }) => document.id === id);
  if (found === undefined) throw new DvcttError('REGISTRATION_NOT_FOUND', { code: row.code, document: id });
  const { name, mediaType, originalSha256, sha256 } = found.document;
  return { name, mediaType, bytes: await room.blobs.read(revision === 'original' ? originalSha256 : sha256) };
}
