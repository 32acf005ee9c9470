/** What there is to read of a dossier: before the last member has confirmed, the declarations as they would be. */
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import {
  registrationFileNames,
  type RegistrationContent,
  type RegistrationDocumentId,
} from '#shared/domain/registration/registration.ts';
import { usesMobile } from '#shared/domain/registration/services.ts';

export interface ListedDocument {
  readonly id: RegistrationDocumentId;
  readonly name: string;
  readonly state: 'preview' | 'final' | 'signed';
  /** Of the frozen or signed bytes; a preview has none. */
  readonly sha256: string | undefined;
  /** Of the copy that a preview prints. */
  readonly revision: number;
}

export function listedDocuments(
  view: Pick<RegistrationView, 'documents' | 'revision' | 'saved'>,
  content: Pick<RegistrationContent, 'services'>,
): readonly ListedDocument[] {
  const { revision } = view;
  // Edited since they were frozen: what would be printed now is something else.
  if (view.documents.length > 0 && view.saved.state === 'sent')
    return view.documents.map(({ id, name, sha256, signed }) => ({
      id,
      name,
      state: signed ? 'signed' : 'final',
      sha256,
      revision,
    }));
  const ids: readonly RegistrationDocumentId[] = usesMobile(content.services)
    ? ['tokhai', 'tokhaididong']
    : ['tokhai'];
  return ids.map((id) => ({
    id,
    name: registrationFileNames[id],
    state: 'preview',
    sha256: undefined,
    revision,
  }));
}
