/**
 * Who signs a registration signs what it says, not what some server or colleague's program has drawn: the documents are
 * made here again from the content that was shown, and compared byte for byte.
 */
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import { sameValue } from '#shared/domain/drafts/same-content.ts';
import { declarationsMadeAt } from '#shared/domain/registration/made-at.ts';
import {
  registrationFileNames,
  type RegistrationDocument,
  type RegistrationDocumentId,
} from '#shared/domain/registration/registration.ts';
import { usesMobile } from '#shared/domain/registration/services.ts';
import { writeRegistrationXml } from '#shared/domain/registration/xml.ts';
import { printDeclaration } from '#print/registration/declaration.ts';
import { sha256 } from '../blobs/blob-store.ts';

/** @throws DvcttError DOCUMENT_CHANGED naming the document that is not what the content says */
export async function requireSameDeclarations(registration: ServerRegistration): Promise<void> {
  const own = await ownDocuments(registration);
  requireSameCertificates(registration);
  const { documents } = registration;
  if (documents.length !== own.size) {
    throw new DvcttError('DOCUMENT_CHANGED', { expected: own.size, found: documents.length });
  }
  for (const [index, [id, bytes]] of [...own].entries()) {
    const found = documents[index];
    if (found === undefined || !isUnsigned(found, id) || found.originalSha256 !== sha256(bytes))
      throw new DvcttError('DOCUMENT_CHANGED', { name: registrationFileNames[id], document: id });
  }
}

/**
 * What was on the screen when “Ký số” was pressed, beside what the server says now: the same papers with other data are
 * neither. @throws DvcttError DOCUMENT_CHANGED
 */
export function requireSameAsShown(
  shown: ServerRegistration | undefined,
  registration: ServerRegistration,
): void {
  const digests = ({ documents }: ServerRegistration) => documents.map((each) => each.originalSha256);
  // Other papers are refused by the digests that the window gives.
  if (shown === undefined || !sameValue(digests(shown), digests(registration))) return;
  if (!sameValue(shown.content, registration.content) || !sameValue(shown.before, registration.before))
    throw new DvcttError('DOCUMENT_CHANGED', { name: registrationFileNames.hoso, document: 'hoso' });
}

/** The papers register the certificates of the content: none but those that the members have confirmed. */
function requireSameCertificates({ confirmations, content }: ServerRegistration): void {
  for (const { memberId, certificate } of confirmations) {
    const member = content.members.find(({ id }) => id === memberId);
    if (certificate !== undefined && member?.certificate?.thumbprint !== certificate.thumbprint)
      throw new DvcttError('DOCUMENT_CHANGED', { name: registrationFileNames.hoso, member: memberId });
  }
}

/** Frozen, as this program expects it in a dossier that nobody has signed. */
function isUnsigned(document: RegistrationDocument, id: RegistrationDocumentId): boolean {
  const { signed, sha256: newest, originalSha256, mediaType, name } = document;
  return (
    document.id === id &&
    name === registrationFileNames[id] &&
    mediaType === (id === 'hoso' ? 'application/xml' : 'application/pdf') &&
    !signed &&
    newest === originalSha256
  );
}

/** In the order in which they are listed and signed. */
async function ownDocuments({
  code,
  content,
  before,
  log,
}: ServerRegistration): Promise<ReadonlyMap<RegistrationDocumentId, Uint8Array>> {
  const madeAt = declarationsMadeAt(log);
  if (madeAt === undefined) throw new DvcttError('REGISTRATION_STATE', { code });
  const shown = { code, content, ...(before === undefined ? {} : { before }) };
  const ids = usesMobile(content.services) ? (['tokhai', 'tokhaididong'] as const) : (['tokhai'] as const);
  const printed = new Map<RegistrationDocumentId, Uint8Array>();
  for (const id of ids) printed.set(id, await printDeclaration(id, { ...shown, madeAt }));
  const declarations = [...printed].map(([id, bytes]) => ({
    name: registrationFileNames[id],
    sha256: sha256(bytes),
    size: bytes.length,
  }));
  const xml = new TextEncoder().encode(writeRegistrationXml({ ...shown, declarations }));
  return new Map([['hoso', xml], ...printed]);
}
