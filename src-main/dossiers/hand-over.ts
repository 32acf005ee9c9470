/** Steps that hand a dossier to the next person: forward, return, submit. Each may be repeated after a lost answer. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { validateDossier } from '#shared/domain/dossiers/validate.ts';
import { mutationId } from '../backend-client/mutation-id.ts';
import { freezeDocuments } from './freeze.ts';
import type { DossierServices } from './services.ts';
import { validationContext, viewOfServer } from './view.ts';

/** “Gửi KTT”: freezes the documents, uploads them and gives the dossier to the chief accountant. */
export async function forwardDossier(services: DossierServices, code: DossierCode): Promise<DossierView> {
  const owner = services.session.owner();
  const draft = services.drafts.get(owner, code);
  if (draft === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
  const context = validationContext(services.session.requireUnit(), services.now());
  const blocking = validateDossier(draft.content, context).filter((issue) => issue.blocking);
  const [first] = blocking;
  if (first !== undefined) {
    throw new DvcttError('DOSSIER_INCOMPLETE', {
      count: blocking.length,
      first: first.message.vi,
      path: first.path,
    });
  }
  const documents = await freezeDocuments(code, draft.content, (digest) => services.blobs.get(digest));
  for (const document of documents) await services.backend.uploadDocument(code, document.id, document.bytes);
  const digests = documents.map((document) => document.sha256);
  const dossier = await services.backend.forward(code, {
    mutationId: mutationId('forward', code, draft.baseVersion, ...digests),
    baseVersion: draft.baseVersion,
    content: draft.content,
    documents: documents.map(({ id, kind, name, mediaType, sha256, bytes }) => ({
      id,
      kind,
      name,
      mediaType,
      sha256,
      size: bytes.length,
    })),
  });
  services.drafts.markForwarded(owner, code);
  return handedOver(services, dossier);
}

/** Back to the accountant, with the reason. Signatures given so far no longer count. */
export async function returnDossier(
  services: DossierServices,
  code: DossierCode,
  note: string,
): Promise<DossierView> {
  const { version } = await services.backend.dossier(code);
  return handedOver(
    services,
    await services.backend.return(code, mutationId('return', code, version, note), version, note),
  );
}

/** “Gửi KBNN”. */
export async function submitDossier(services: DossierServices, code: DossierCode): Promise<DossierView> {
  const { version } = await services.backend.dossier(code);
  return handedOver(
    services,
    await services.backend.submit(code, mutationId('submit', code, version), version),
  );
}

function handedOver(services: DossierServices, dossier: ServerDossier): DossierView {
  services.emit({ name: 'dossiers.changed', payload: { code: dossier.code } });
  return viewOfServer(dossier, services.session.require());
}
