/** Judges the signatures on a registration dossier's documents. */
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { registrationReportSchema, signRegistrationSchema } from '#shared/contract/registration/http.ts';
import type { RegistrationDocumentId } from '#shared/domain/registration/registration.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import type { Person } from '../accounts/person.ts';
import { refuseWrongSignature } from '../dossiers/new-signature.ts';
import type { RegistrationRow } from '../store/tables.ts';
import { Overrun, overrunCodes } from '../validation/overrun.ts';
import type { RevisionResult } from '../validation/task.ts';
import { frozenDocuments, sha256, type FrozenDocument } from './documents.ts';
import type { RegistrationRoom } from './room.ts';

export type SignerCertificate = Pick<Person, 'certificate_serial' | 'certificate_thumbprint'>;
type Given = z.output<typeof signRegistrationSchema>['documents'];

export interface SignedDocument {
  readonly id: RegistrationDocumentId;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

const formatOf = (id: RegistrationDocumentId) => (id === 'hoso' ? ('xades' as const) : ('pades' as const));

/**
 * Every document, each once, is the frozen one with one signature more, of this certificate, sound at this moment.
 * @throws DvcttError DOCUMENT_CHANGED, SIGNATURE_*, CERT_NOT_REGISTERED …, naming the document
 */
export async function verifySigned(
  room: RegistrationRoom,
  row: RegistrationRow,
  certificate: SignerCertificate,
  given: Given,
): Promise<readonly SignedDocument[]> {
  const frozen = await frozenDocuments(room.store, row);
  const ids = new Set(given.map(({ id }) => id));
  const missing = frozen.find(({ document }) => !ids.has(document.id));
  if (missing !== undefined) throw new DvcttError('SIGNATURE_MISSING', { name: missing.document.name });
  if (given.length !== frozen.length)
    throw new DvcttError('REQUEST_INVALID', { what: 'documents that are not the dossier’s' });
  const signed: SignedDocument[] = [];
  for (const { document, row: kept } of frozen) {
    const { id, name, originalSha256 } = document;
    const sent = given.find((candidate) => candidate.id === id);
    if (sent?.base !== originalSha256) throw new DvcttError('DOCUMENT_CHANGED', { name });
    const bytes = new Uint8Array(Buffer.from(sent.bytes, 'base64'));
    const { report } = await judge(room, row, { id, name, originalSha256, bytes });
    refuseWrongSignature(report, {
      name,
      earlier: [],
      person: certificate,
      ofOthers: new Set(),
      signers: [],
      now: room.now(),
      // Frozen at the newest change of the dossier, for nothing but the signature follows it.
      forwardedAt: new Date(row.updated_at),
      isRevoked: room.trust.isRevoked,
    });
    signed.push({ id: kept.id, bytes, sha256: sha256(bytes) });
  }
  return signed;
}

async function judge(
  room: RegistrationRoom,
  row: RegistrationRow,
  document: {
    readonly id: RegistrationDocumentId;
    readonly name: string;
    readonly originalSha256: string;
    readonly bytes: Uint8Array;
  },
): Promise<RevisionResult> {
  const { id, name, originalSha256, bytes } = document;
  try {
    return await room.validation.revision(ownerOf(row), async () => ({
      kind: 'revision',
      ...judgement(room, id, name),
      before: await room.blobs.read(originalSha256),
      // A copy: the thread takes its buffer along, and these bytes are still to be kept.
      after: bytes.slice(),
      first: true,
    }));
  } catch (cause) {
    if (!(cause instanceof Overrun)) throw cause;
    throw new DvcttError(overrunCodes[formatOf(id)], { name, limit: cause.limit }, { cause });
  }
}

function judgement(room: RegistrationRoom, id: RegistrationDocumentId, name: string) {
  return {
    name,
    format: formatOf(id),
    trustAnchors: [...room.trust.anchors],
    intermediates: [...room.trust.intermediates],
    now: room.now(),
  };
}

const ownerOf = ({ code }: RegistrationRow) => `registration ${code}`;

/** The newest revision of every document, validated afresh. */
export async function reportOnRegistration(
  room: RegistrationRoom,
  row: RegistrationRow,
): Promise<z.output<typeof registrationReportSchema>> {
  const documents: z.output<typeof registrationReportSchema>['documents'] = [];
  for (const frozen of await frozenDocuments(room.store, row)) {
    const { id, name } = frozen.document;
    documents.push({ id, name, report: await validateNewest(room, row, frozen) });
  }
  return { documents };
}

/**
 * The signature that was sent must verify at this moment too, whatever was found when it came.
 * @throws DvcttError naming the first document that does not
 */
export async function requireSoundSignatures(room: RegistrationRoom, row: RegistrationRow): Promise<void> {
  for (const frozen of await frozenDocuments(room.store, row)) {
    const { name } = frozen.document;
    const report = await validateNewest(room, row, frozen);
    const signature = report.signatures.find(({ signer }) => signer?.thumbprint === frozen.row.signed_by);
    if (signature === undefined) throw new DvcttError(report.reason ?? 'SIGNATURE_MISSING', { name });
    if (signature.indication !== 'valid')
      throw new DvcttError(signature.reason ?? 'SIGNATURE_INDETERMINATE', { name });
    if (room.trust.isRevoked(signature.signer?.serial ?? '')) throw new DvcttError('CERT_REVOKED', { name });
  }
}

/** One that cannot be judged within its limits is indeterminate. */
async function validateNewest(
  room: RegistrationRoom,
  row: RegistrationRow,
  { document }: FrozenDocument,
): Promise<ValidationReport> {
  try {
    return await room.validation.report(ownerOf(row), async () => ({
      kind: 'report',
      ...judgement(room, document.id, document.name),
      bytes: await room.blobs.read(document.sha256),
    }));
  } catch (cause) {
    if (!(cause instanceof Overrun)) throw cause;
    return { indication: 'indeterminate', reason: 'SIGNATURE_INDETERMINATE', signatures: [] };
  }
}
