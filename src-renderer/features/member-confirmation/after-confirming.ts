/** What happens to a dossier after this member has done their part. */
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { Confirmation } from '#shared/contract/registration/http.ts';

export type After =
  | { readonly next: 'nextMissing'; readonly count: number }
  | { readonly next: 'nextSigner' | 'nextOthers' | 'nextTreasury' | 'nextDone' | 'nextDoneChange' }
  | { readonly next: 'nextRejected'; readonly note: string };

/** `mine`: the role of the member in front of this machine. */
export function afterConfirming(
  view: Pick<RegistrationView, 'status' | 'kind' | 'note'> & {
    readonly confirmations: readonly Pick<Confirmation, 'state'>[];
  },
  mine: string,
): After {
  switch (view.status) {
    case 'DANG_KE_KHAI':
    case 'CHO_HOAN_THIEN':
      return { next: 'nextMissing', count: stillMissing(view.confirmations) };
    case 'CHO_PHE_DUYET':
      return { next: mine === 'CTK' || mine === 'UQ_CTK' ? 'nextSigner' : 'nextOthers' };
    case 'CHO_KBNN':
      return { next: 'nextTreasury' };
    case 'KBNN_TU_CHOI':
      return { next: 'nextRejected', note: view.note };
    case 'DA_HOAN_THANH':
      return { next: view.kind === 'change' ? 'nextDoneChange' : 'nextDone' };
  }
}

/** Whoever said that something is wrong has to be asked again, and is missing too. */
function stillMissing(confirmations: readonly Pick<Confirmation, 'state'>[]): number {
  return confirmations.filter(({ state }) => state === 'waiting' || state === 'declined').length;
}
