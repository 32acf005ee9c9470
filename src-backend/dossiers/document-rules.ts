import { createHash } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import {
  attachmentDocumentId,
  plannedDocuments,
  voucherPdfId,
  voucherXmlId,
} from '#shared/domain/dossiers/frozen-documents.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { writeVoucherXml } from '#shared/domain/vouchers/xml.ts';
import type { Person } from '../accounts/person.ts';
import { Overrun, overrunCodes } from '../validation/overrun.ts';
import type { Desk } from './desk.ts';
import { readStaged } from './staging.ts';
import type { ForwardRequest } from './forward.ts';

type Declared = ForwardRequest['documents'][number];

/**
 * The documents must be those that the content calls for, be here as declared, and every voucher's XML must be, byte
 * for byte, what the server writes from the content.
 * @throws DvcttError DOCUMENT_CHANGED naming the document
 */
export async function refuseWrongDocuments(
  desk: Desk,
  person: Person,
  code: string,
  request: ForwardRequest,
): Promise<void> {
  refuseOtherThanPlanned(request);
  await refuseNotUploaded(desk, person, code, request.documents);
  await refuseOtherXml(desk, person, code, request);
}

function refuseOtherThanPlanned({ content, documents }: ForwardRequest): void {
  const planned = plannedDocuments(content);
  if (new Set(planned.map(({ id }) => id)).size !== planned.length) {
    throw new DvcttError('REQUEST_INVALID', { what: 'an id is used twice' });
  }
  if (planned.length !== documents.length) {
    throw new DvcttError('DOCUMENT_CHANGED', { expected: planned.length, given: documents.length });
  }
  for (const [index, { id, kind, name, mediaType }] of planned.entries()) {
    const given = documents[index];
    if (given?.id !== id || given.kind !== kind || given.name !== name || given.mediaType !== mediaType) {
      throw new DvcttError('DOCUMENT_CHANGED', { name, document: id });
    }
  }
  for (const attachment of content.attachments) {
    const given = requireDeclared(documents, attachmentDocumentId(attachment));
    if (given.sha256 !== attachment.sha256 || given.size !== attachment.size) {
      throw new DvcttError('DOCUMENT_CHANGED', { name: attachment.name });
    }
  }
}

/**
 * Knowing a hash is not having the file: it must have been sent for this very document by this person, or stand in
 * an earlier version of this dossier.
 */
async function refuseNotUploaded(
  desk: Desk,
  person: Person,
  code: string,
  documents: readonly Declared[],
): Promise<void> {
  const staged = await desk.store
    .selectFrom('staged')
    .select(['document_id', 'sha256', 'size'])
    .where('dossier_code', '=', code)
    .where('username', '=', person.username)
    .where('base', '=', '')
    .execute();
  const earlier = await desk.store
    .selectFrom('revisions')
    .select(['document_id', 'sha256', 'size'])
    .where('dossier_code', '=', code)
    .where('number', '=', 0)
    .execute();
  const known = new Set([...staged, ...earlier].map((row) => `${row.sha256} ${row.size} ${row.document_id}`));
  for (const { id, name, sha256, size } of documents) {
    if (!known.has(`${sha256} ${size} ${id}`))
      throw new DvcttError('DOCUMENT_CHANGED', { name, document: id });
  }
}

async function refuseOtherXml(
  desk: Desk,
  person: Person,
  code: string,
  { content, documents }: ForwardRequest,
): Promise<void> {
  const dossierCode = dossierCodeSchema.parse(code);
  const attachments = content.attachments.map(({ name, sha256, size }) => ({ name, sha256, size }));
  for (const voucher of content.vouchers) {
    const { name, sha256, size } = requireDeclared(documents, voucherPdfId(voucher));
    const expected = writeVoucherXml({
      dossierCode,
      voucher,
      printedForm: { name, sha256, size },
      attachments,
    });
    const xml = requireDeclared(documents, voucherXmlId(voucher));
    // Compared by their hashes, under which the file was stored: its bytes are a stranger's and may be many.
    if (createHash('sha256').update(expected, 'utf8').digest('hex') !== xml.sha256) {
      await refuseWrongTotal(desk, person, xml);
      throw new DvcttError('DOCUMENT_CHANGED', { name: xml.name, document: xml.id });
    }
  }
}

/** Of all that may differ, a total that its own lines do not add up to has a name. @throws DvcttError AMOUNT_MISMATCH */
async function refuseWrongTotal(desk: Desk, person: Person, { name, id, sha256 }: Declared): Promise<void> {
  try {
    const load = async () => ({ kind: 'total' as const, xml: await readStaged(desk, name, sha256) });
    if (!(await desk.validation.hasWrongTotal(person.username, load))) return;
  } catch (cause) {
    if (!(cause instanceof Overrun)) throw cause;
    throw new DvcttError(overrunCodes.xades, { name, limit: cause.limit }, { cause });
  }
  throw new DvcttError('AMOUNT_MISMATCH', { name, document: id });
}

function requireDeclared(documents: readonly Declared[], id: string): Declared {
  const found = documents.find((document) => document.id === id);
  if (found === undefined) throw new DvcttError('DOCUMENT_CHANGED', { document: id });
  return found;
}
