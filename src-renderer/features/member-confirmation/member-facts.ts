/** A member's own data as they are asked to confirm them: what is declared, and what stands now where that differs. */
import type { Language } from '#shared/contract/errors.ts';
import { memberFields } from '#shared/domain/registration/fields.ts';
import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { showDate } from '../../format/date.ts';

export interface MemberFact {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  /** Present when something else is registered now; empty when nothing is. */
  readonly before?: string;
}

/** The words of the window for what is no text of its own. */
export interface FactWords {
  readonly language: Language;
  readonly role: string;
  readonly accounts: string;
  readonly noAccounts: string;
  readonly signatureForm: string;
  readonly roleName: (role: RegistrationMember['role']) => string;
  readonly formName: (form: RegistrationMember['signatureForm']) => string;
}

/** The same member in what is registered now: by the row's id, else by the user name. */
export function standingMember(
  before: RegistrationContent | undefined,
  member: RegistrationMember,
): RegistrationMember | undefined {
  return (
    before?.members.find(({ id }) => id === member.id) ??
    before?.members.find(({ username }) => username !== null && username === member.username)
  );
}

/** In the order of the form. A member who is new in a change has nothing before. */
export function memberFacts(
  member: RegistrationMember,
  standing: RegistrationMember | undefined,
  words: FactWords,
): readonly MemberFact[] {
  const rows: readonly {
    readonly field: string;
    readonly label: string;
    readonly show: (one: RegistrationMember) => string;
  }[] = [
    ...memberFields.map(({ name, label, read, kind }) => ({
      field: name,
      label: label[words.language],
      show: (one: RegistrationMember) => (kind === 'date' ? showDate(read(one)) : read(one)),
    })),
    { field: 'role', label: words.role, show: ({ role }) => words.roleName(role) },
    {
      field: 'accounts',
      label: words.accounts,
      show: ({ accounts }) => (accounts.length === 0 ? words.noAccounts : [...accounts].sort().join(', ')),
    },
    {
      field: 'signatureForm',
      label: words.signatureForm,
      show: ({ signatureForm }) => words.formName(signatureForm),
    },
  ];
  return rows.map(({ field, label, show }) => {
    const value = show(member);
    const before = standing === undefined ? value : show(standing);
    return { field, label, value, ...(before === value ? {} : { before }) };
  });
}
