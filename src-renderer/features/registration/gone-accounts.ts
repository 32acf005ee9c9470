import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';

/** The dossier without the numbers that members still may use and the unit does not use any more. */
export function withoutGoneAccounts(content: RegistrationContent): RegistrationContent {
  const used = new Set(accountNumbers(content).flatMap((one) => (one.used ? [one.number] : [])));
  return {
    ...content,
    members: content.members.map((member) =>
      member.accounts.every((number) => used.has(number))
        ? member
        : { ...member, accounts: member.accounts.filter((number) => used.has(number)) },
    ),
  };
}
