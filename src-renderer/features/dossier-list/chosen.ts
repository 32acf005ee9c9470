/** Dossiers that a person has ticked in the list, to sign, send or export them in one go. */
import type { DossierSummary, User } from '#shared/contract/ipc.ts';
import { mostBatchDossiers } from '#shared/contract/batch.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { actionsFor, mayAct } from '#shared/domain/dossiers/status.ts';
import { sumDong, type Dong } from '#shared/domain/money/dong.ts';
import { signingStepOf, type Role } from '#shared/domain/people/roles.ts';

export type ChosenDossier = Pick<
  DossierSummary,
  'code' | 'title' | 'status' | 'total' | 'createdBy' | 'place'
>;
/** In the order in which they were ticked. */
export type Chosen = ReadonlyMap<DossierCode, ChosenDossier>;

export const noneChosen: Chosen = new Map();

/** Adds them as far as there is room; `full` tells that some were left out. */
export function choose(
  before: Chosen,
  dossiers: readonly ChosenDossier[],
): { readonly chosen: Chosen; readonly full: boolean } {
  const chosen = new Map(before);
  let full = false;
  for (const { code, title, status, total, createdBy, place } of dossiers) {
    if (chosen.has(code) || chosen.size < mostBatchDossiers)
      chosen.set(code, { code, title, status, total, createdBy, place });
    else full = true;
  }
  return { chosen, full };
}

export function unchoose(before: Chosen, codes: readonly DossierCode[]): Chosen {
  const chosen = new Map(before);
  for (const code of codes) chosen.delete(code);
  return chosen;
}

/** Those that were ticked while they stood otherwise, as they stand now; the same map when nothing is news. */
export function asTheyStand(before: Chosen, newest: readonly ChosenDossier[]): Chosen {
  const news = newest.filter(({ code, title, status, total, place }) => {
    const old = before.get(code);
    if (old === undefined) return false;
    return old.title !== title || old.status !== status || old.total !== total || old.place !== place;
  });
  return news.length === 0 ? before : choose(before, news).chosen;
}

/** Đồng. */
export function sumOf(dossiers: Iterable<ChosenDossier>): Dong {
  return sumDong([...dossiers].map(({ total }) => total));
}

/** Of these, what waits for this title's signature. */
export function toSign(dossiers: Iterable<ChosenDossier>, role: Role): readonly ChosenDossier[] {
  const step = signingStepOf(role);
  const status = step === 'KTT' ? 'CHO_KTT_KY' : step === 'CTK' ? 'CHO_CTK_KY' : undefined;
  return [...dossiers].filter((dossier) => dossier.status === status);
}

/** Of these, what has all its signatures and waits for this title to send it to the Treasury. */
export function toSubmit(dossiers: Iterable<ChosenDossier>, role: Role): readonly ChosenDossier[] {
  return [...dossiers].filter(({ status }) => status === 'CHO_GUI' && mayAct(role, status));
}

/**
 * Of these, the drafts that this person began and so may send to the chief accountant. One that came back and has not been
 * mended has no draft: there is nothing new to send.
 */
export function toForward(
  dossiers: Iterable<ChosenDossier>,
  { role, username }: Pick<User, 'role' | 'username'>,
): readonly ChosenDossier[] {
  return [...dossiers].filter(
    ({ status, createdBy, place }) =>
      place === 'local' && actionsFor(role, status, { isOwner: createdBy === username }).includes('forward'),
  );
}

/** What Shift and an arrow do: going away from the row where it began ticks, coming back unticks. */
export function stepChoice(
  anchor: number,
  from: number,
  to: number,
): { readonly tick: readonly number[]; readonly untick: readonly number[] } {
  return Math.abs(to - anchor) >= Math.abs(from - anchor)
    ? { tick: [from, to], untick: [] }
    : { tick: [to], untick: [from] };
}
