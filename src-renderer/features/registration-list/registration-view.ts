/** What a person has chosen to see of the registration dossiers, and the question that it asks the core. */
import type { CallInput } from '#shared/contract/ipc.ts';
import type { RegistrationSummary } from '#shared/contract/registration/window.ts';
import type { RegistrationStatus } from '#shared/domain/registration/registration.ts';
import { readDate } from '../../format/date.ts';

export interface RegistrationListView {
  readonly query: string;
  readonly status: RegistrationStatus | '';
  /** As typed, `dd/MM/yyyy`. */
  readonly from: string;
  readonly to: string;
}

export const everyRegistration: RegistrationListView = { query: '', status: '', from: '', to: '' };

export type DayProblem = 'dayWrong' | 'dayOrder';

/** What is wrong with the days; a day with a problem is left out of the question. */
export function dayProblems({ from, to }: Pick<RegistrationListView, 'from' | 'to'>): {
  readonly from?: DayProblem;
  readonly to?: DayProblem;
} {
  const first = readDate(from);
  const last = readDate(to);
  const disorder = first !== undefined && first !== '' && last !== undefined && last !== '' && last < first;
  return {
    ...(first === undefined ? { from: 'dayWrong' } : {}),
    ...(last === undefined ? { to: 'dayWrong' } : disorder ? { to: 'dayOrder' } : {}),
  };
}

/** `query`: the words searched for, as far as typing has come to rest. */
export function registrationFilter(
  view: RegistrationListView,
  query: string,
): CallInput<'registrations.list'> {
  const problems = dayProblems(view);
  const from = problems.from === undefined ? readDate(view.from) : '';
  const to = problems.to === undefined ? readDate(view.to) : '';
  return {
    ...(query === '' ? {} : { query }),
    ...(view.status === '' ? {} : { status: view.status }),
    ...(from === undefined || from === '' ? {} : { from }),
    ...(to === undefined || to === '' ? {} : { to }),
  };
}

export function isFiltered(view: RegistrationListView): boolean {
  return Object.values(view).some((part: string) => part.trim() !== '');
}

export type SavedMark = 'edited' | 'editedNew' | 'queued' | 'refused';

/** What the row says of the last “Lưu”; nothing when the server has what this machine has, or all is over. */
export function savedMark({
  saved,
  code,
}: Pick<RegistrationSummary, 'saved' | 'code'>): SavedMark | undefined {
  switch (saved.state) {
    case 'sent':
      return undefined;
    case 'edited':
      return code === undefined ? 'editedNew' : 'edited';
    case 'queued':
    case 'refused':
      return saved.state;
  }
}
