import type { DossierView } from '#shared/contract/ipc.ts';

/** The full name where the log has it; it begins with whoever drew the dossier up. */
export function authorOf(dossier: DossierView): string {
  const name = dossier.log[0]?.by ?? '';
  return name === '' ? dossier.createdBy : name;
}
