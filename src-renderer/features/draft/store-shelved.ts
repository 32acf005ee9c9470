/** Puts typing that was left on the shelf into its drafts, once whoever typed it has signed in again. */
import type { DossierView } from '#shared/contract/ipc.ts';
import { dossierCodeSchema, type DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { DraftSession, type DraftEffects } from './draft-session.ts';
import type { TypingShelf } from './typing-shelf.ts';

export interface ShelvedOutcome {
  readonly dossier: DossierView;
  /** False: it collides with what was stored since, or the draft is closed; it is still on the shelf. */
  readonly stored: boolean;
}

/** Drafts that cannot be read now stay on the shelf and are not reported. */
export async function storeShelved(
  shelf: TypingShelf,
  username: string,
  load: (code: DossierCode) => Promise<DossierView>,
  effectsOf: (code: DossierCode) => DraftEffects,
): Promise<readonly ShelvedOutcome[]> {
  const outcomes: ShelvedOutcome[] = [];
  for (const key of shelf.codes(username)) {
    const code = dossierCodeSchema.parse(key);
    const typing = shelf.of(username, code);
    if (typing === undefined) continue;
    const dossier = await load(code).catch(() => undefined);
    if (dossier === undefined) continue;
    if (!dossier.actions.includes('edit')) {
      outcomes.push({ dossier, stored: false });
      continue;
    }
    const session = new DraftSession(dossier, effectsOf(code), typing);
    const stored = await session.flush();
    session.close();
    if (stored) shelf.drop(username, code);
    outcomes.push({ dossier: session.snapshot().view, stored });
  }
  return outcomes;
}
