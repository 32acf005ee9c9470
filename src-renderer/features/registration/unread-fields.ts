import type { ValidationIssue } from '#shared/contract/ipc.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { unreadIssue } from '../draft/unread-texts.ts';
import { accountForm, memberForm, unitForm, type FormField } from './form-fields.ts';
import { inFormOrder } from './form-order.ts';
import { valueOf } from './value-of.ts';

/** Every unreadable text of the form as a reason not to save; a field that has a value again is left out. */
export function unreadFields(
  content: RegistrationContent,
  texts: ReadonlyMap<string, string>,
): readonly ValidationIssue[] {
  if (texts.size === 0) return [];
  const of = (holder: object, id: string, path: string, fields: readonly FormField[]) =>
    fields.flatMap((field) => {
      const text = texts.get(`${id}.${field.name}`);
      if (text === undefined || valueOf(holder, field.name) !== '') return [];
      const { label, kind } = field;
      return [unreadIssue(text, { path: `${path}.${field.name}`, label, kind })];
    });
  return [
    ...of(content.unit, 'unit', 'unit', unitForm),
    ...content.accounts.flatMap((account, at) => of(account, account.id, `accounts.${at}`, accountForm)),
    ...content.members.flatMap((member, at) => of(member, member.id, `members.${at}`, memberForm)),
  ];
}

/** The core's judgement with what it cannot see: texts that are no date or code instead of its own word; as the form has them. */
export function withUnread(
  judged: readonly ValidationIssue[],
  unread: readonly ValidationIssue[],
): readonly ValidationIssue[] {
  if (unread.length === 0) return inFormOrder(judged);
  const paths = new Set(unread.map(({ path }) => path));
  return inFormOrder([...unread, ...judged.filter(({ path }) => !paths.has(path))]);
}
