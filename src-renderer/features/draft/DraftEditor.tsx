import type { DossierView, User } from '#shared/contract/ipc.ts';
import { DossierReader } from '../dossier/DossierReader.tsx';

export function DraftEditor({ initial }: { readonly initial: DossierView; readonly user: User }) {
  return <DossierReader dossier={initial} />;
}
