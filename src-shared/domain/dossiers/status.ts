/** The state machine of a payment dossier: who holds it, what each title may do, and where each event leads. */
import { DvcttError } from '../../contract/errors.ts';
import type { DossierAction } from '../../contract/ipc.ts';
import { signingStepOf, type Role } from '../people/roles.ts';
import type { DossierStatus } from './dossier.ts';

/** What can happen to a dossier; `signKtt` and `signCtk` mean that the step's signatures are all in and verified. */
export const dossierEvents = [
  'forward',
  'signKtt',
  'signCtk',
  'submit',
  'return',
  'accept',
  'reject',
  /** KBNN asks for supplements: once for a dossier. */
  'supplement',
] as const;
export type DossierEvent = (typeof dossierEvents)[number];

const moves: Readonly<Record<DossierStatus, Readonly<Partial<Record<DossierEvent, DossierStatus>>>>> = {
  DANG_SOAN: { forward: 'CHO_KTT_KY' },
  TRA_LAI: { forward: 'CHO_KTT_KY' },
  YEU_CAU_BO_SUNG: { forward: 'CHO_KTT_KY' },
  CHO_KTT_KY: { signKtt: 'CHO_CTK_KY', return: 'TRA_LAI' },
  CHO_CTK_KY: { signCtk: 'CHO_GUI', return: 'TRA_LAI' },
  CHO_GUI: { submit: 'CHO_KBNN', return: 'TRA_LAI' },
  CHO_KBNN: { accept: 'DA_TIEP_NHAN', reject: 'KBNN_TU_CHOI', supplement: 'YEU_CAU_BO_SUNG' },
  DA_TIEP_NHAN: {},
  // Closed: the reason stands in the list, and “Sao chép” makes a new dossier with a new code.
  KBNN_TU_CHOI: {},
};

/** The status an event leads to. @throws DvcttError DOSSIER_STATE when the dossier is not at that step. */
export function transition(status: DossierStatus, event: DossierEvent): DossierStatus {
  const next = moves[status][event];
  if (next === undefined) throw new DvcttError('DOSSIER_STATE', { status, event });
  return next;
}

/** The title that must act now; undefined when the dossier is closed. */
export function holderOf(status: DossierStatus): Role | undefined {
  switch (status) {
    case 'DANG_SOAN':
    case 'TRA_LAI':
    case 'YEU_CAU_BO_SUNG':
      return 'KTV';
    case 'CHO_KTT_KY':
      return 'KTT';
    case 'CHO_CTK_KY':
    case 'CHO_GUI':
      return 'CTK';
    case 'CHO_KBNN':
      return 'KBNN';
    case 'DA_TIEP_NHAN':
    case 'KBNN_TU_CHOI':
      return undefined;
  }
}

/** Whether a title holds the dossier at this status; an authorised signer stands in for the one who authorised. */
export function mayAct(role: Role, status: DossierStatus): boolean {
  const holder = holderOf(status);
  if (holder === undefined) return false;
  return holder === (signingStepOf(role) ?? role);
}

/**
 * The status an event leads to when this title causes it.
 * @throws DvcttError DOSSIER_STATE when the dossier is not at that step, ROLE_FORBIDDEN when another title holds it.
 */
export function act(role: Role, status: DossierStatus, event: DossierEvent): DossierStatus {
  const next = transition(status, event);
  if (!mayAct(role, status)) throw new DvcttError('ROLE_FORBIDDEN', { role, status, event });
  return next;
}

/** What the signed-in person may do now. `isOwner`: the accountant who created the dossier. */
export function actionsFor(
  role: Role,
  status: DossierStatus,
  { isOwner }: { readonly isOwner: boolean },
): readonly DossierAction[] {
  if (role === 'KTV') return accountantActions(status, isOwner);
  if (!mayAct(role, status)) return [];
  switch (status) {
    case 'CHO_KTT_KY':
    case 'CHO_CTK_KY':
      return ['sign', 'return'];
    case 'CHO_GUI':
      return ['submit', 'return'];
    // The officer accepts or rejects in the Treasury's own console, not in this program.
    case 'CHO_KBNN':
    case 'DANG_SOAN':
    case 'TRA_LAI':
    case 'YEU_CAU_BO_SUNG':
    case 'DA_TIEP_NHAN':
    case 'KBNN_TU_CHOI':
      return [];
  }
}

/** Drafts are the unit's: every accountant edits them, but only who began one decides what becomes of it. */
function accountantActions(status: DossierStatus, isOwner: boolean): readonly DossierAction[] {
  if (status === 'DANG_SOAN') return isOwner ? ['edit', 'delete', 'forward', 'copy'] : ['edit', 'copy'];
  // A returned dossier is in the server's log: it can be mended or copied, never made to vanish.
  if (cameBack(status)) return isOwner ? ['edit', 'forward', 'copy'] : ['edit', 'copy'];
  return ['copy'];
}

/** Whether the dossier is back with the accountant to be mended: its signatures are void. */
export function cameBack(status: DossierStatus): boolean {
  return status === 'TRA_LAI' || status === 'YEU_CAU_BO_SUNG';
}
