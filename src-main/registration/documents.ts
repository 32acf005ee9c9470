/** Reading the documents of a registration dossier: frozen and signed ones from the server, declarations before that. */
import { printDeclaration } from '#print/registration/declaration.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { CallOutput } from '#shared/contract/ipc.ts';
import {
  registrationFileNames,
  type RegistrationDocument,
  type RegistrationDocumentId,
} from '#shared/domain/registration/registration.ts';
import { usesMobile } from '#shared/domain/registration/services.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';
import { sha256 } from '../blobs/blob-store.ts';
import { isSettled } from './actions.ts';
import { openRegistration, refresh } from './open.ts';
import { isOfLink } from './person-in-front.ts';
import type { RegistrationServices } from './services.ts';
import type { Found } from './shelves.ts';

type File = CallOutput<'registrations.document'>;

/**
 * The frozen or signed document; while there is none, or the content was edited since, the declaration as it would be.
 * @throws DvcttError DOCUMENT_CHANGED when the server's bytes are not those that it named, REGISTRATION_STATE for the
 * dossier's XML before it is frozen, and for anything then by a letter's link, REGISTRATION_NOT_FOUND for a declaration
 * that does not belong to the dossier
 */
export async function readRegistrationDocument(
  services: RegistrationServices,
  id: string,
  documentId: RegistrationDocumentId,
): Promise<File> {
  const { found } = await openRegistration(services, id);
  const frozen = isSettled(found.kept) ? documentIn(found.kept, documentId) : undefined;
  if (frozen === undefined) return preview(services, found.kept, documentId);
  const { document, bytes } = await frozenBytes(services, found, frozen);
  return file(document.name, document.mediaType, bytes);
}

/** @throws as `readRegistrationDocument`; REGISTRATION_STATE while nothing is frozen */
export async function verifyRegistrationDocument(
  services: RegistrationServices,
  id: string,
  documentId: RegistrationDocumentId,
): Promise<ValidationReport> {
  const { found } = await openRegistration(services, id);
  const frozen = documentIn(found.kept, documentId);
  if (frozen === undefined) throw notFrozen(found.kept, documentId);
  const { document, bytes } = await frozenBytes(services, found, frozen);
  if (!document.signed) return { indication: 'indeterminate', reason: 'SIGNATURE_MISSING', signatures: [] };
  const { anchors, intermediates } = await services.trust();
  return validateDocument(bytes, {
    trustAnchors: [...anchors],
    intermediates: [...intermediates],
    now: services.now(),
    fileName: document.name,
  });
}

/** From here when they were read before; the server may hold a newer revision than the copy of the dossier tells of. */
async function frozenBytes(
  services: RegistrationServices,
  found: Found,
  document: RegistrationDocument,
): Promise<{ readonly document: RegistrationDocument; readonly bytes: Uint8Array }> {
  const known = await found.store.blobs.get(document.sha256).catch(() => undefined);
  if (known !== undefined) return { document, bytes: known };
  const bytes = await download(services, found, document);
  if (sha256(bytes) === document.sha256) {
    // Only to have it at hand: that it cannot be kept is no reason not to show it. Nothing that names everybody stays
    // where a letter's link was opened.
    if (services.shelves.holds(found.store) && !isOfLink(found.kept))
      await found.store.blobs.put(bytes).catch(() => undefined);
    return { document, bytes };
  }
  const newer = documentIn((await refresh(services, found)).kept, document.id);
  if (newer?.sha256 === sha256(bytes)) return { document: newer, bytes };
  throw new DvcttError('DOCUMENT_CHANGED', { name: document.name });
}

function download({ backend }: RegistrationServices, { kept }: Found, { id }: RegistrationDocument) {
  return backend.registrations.document(kept.code ?? '', kept.secret, id, 'newest');
}

async function preview(
  services: RegistrationServices,
  kept: KeptRegistration,
  documentId: RegistrationDocumentId,
): Promise<File> {
  // What a letter's link shows need not be all of the dossier: a declaration of it would be another than will be signed.
  if (documentId === 'hoso' || isOfLink(kept)) throw notFrozen(kept, documentId);
  const { code, content, before } = kept;
  if (documentId === 'tokhaididong' && !usesMobile(content.services))
    throw new DvcttError('REGISTRATION_NOT_FOUND', { document: documentId });
  const pdf = await printDeclaration(documentId, {
    ...(code === undefined ? {} : { code }),
    content,
    ...(before === undefined ? {} : { before }),
    madeAt: services.now(),
  });
  return file(registrationFileNames[documentId], 'application/pdf', pdf);
}

function documentIn({ server }: KeptRegistration, id: RegistrationDocumentId) {
  return server?.documents.find((document) => document.id === id);
}

function notFrozen({ server }: KeptRegistration, document: RegistrationDocumentId): DvcttError {
  return new DvcttError('REGISTRATION_STATE', { status: server?.status ?? 'DANG_KE_KHAI', document });
}

function file(name: string, mediaType: string, bytes: Uint8Array): File {
  return { name, mediaType, sha256: sha256(bytes), base64: Buffer.from(bytes).toString('base64') };
}
