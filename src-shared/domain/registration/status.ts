/** The state machine of a registration dossier (`../shared/domain.md`, “Status machine”). */
import { DvcttError } from '../../contract/errors.ts';
import type { RegistrationStatus } from './registration.ts';

/**
 * - `save`: Lưu, by who declares; again as long as nothing is signed, which asks for the changed members' confirmation anew.
 * - `complete`: the last listed member has confirmed.
 * - `sign`: CTK or UQ_CTK has signed and sent.
 */
export const registrationEvents = ['save', 'complete', 'sign', 'reject', 'approve'] as const;
export type RegistrationEvent = (typeof registrationEvents)[number];

const moves: Readonly<
  Record<RegistrationStatus, Readonly<Partial<Record<RegistrationEvent, RegistrationStatus>>>>
> = {
  DANG_KE_KHAI: { save: 'CHO_HOAN_THIEN' },
  CHO_HOAN_THIEN: { save: 'CHO_HOAN_THIEN', complete: 'CHO_PHE_DUYET' },
  CHO_PHE_DUYET: { save: 'CHO_HOAN_THIEN', sign: 'CHO_KBNN' },
  CHO_KBNN: { reject: 'KBNN_TU_CHOI', approve: 'DA_HOAN_THANH' },
  // Closed: “Sao chép” makes a new dossier with a new code.
  KBNN_TU_CHOI: {},
  DA_HOAN_THANH: {},
};

/** The status an event leads to. @throws DvcttError REGISTRATION_STATE when the dossier is not at that step. */
export function registrationTransition(
  status: RegistrationStatus,
  event: RegistrationEvent,
): RegistrationStatus {
  const next = moves[status][event];
  if (next === undefined) throw new DvcttError('REGISTRATION_STATE', { status, event });
  return next;
}
