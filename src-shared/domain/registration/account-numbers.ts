/** Grid 3 of step 2: the account numbers that follow from the accounts and the units or projects. */
import { parseAccountNumber } from '../vouchers/account-number.ts';
import type { RegistrationContent } from './registration.ts';

export interface ResultingAccount {
  /** `TKKT.cấp NS.ĐVQHNS`. */
  readonly number: string;
  readonly name: string;
  /** `yyyy-MM-dd` or empty. */
  readonly from: string;
  readonly to: string;
  /** Not taken out (✖). */
  readonly used: boolean;
}

/**
 * Every account with every unit or project, in the order of the grids, each number once; rows that are not yet filled
 * in give none. The same number with two programmes is one account at the Treasury: the first row names it.
 */
export function accountNumbers(
  content: Pick<RegistrationContent, 'accounts' | 'projects' | 'leftOut'>,
): readonly ResultingAccount[] {
  const leftOut = new Set(content.leftOut);
  const numbers = new Map<string, ResultingAccount>();
  for (const { account, budgetLevel, name, from, to } of content.accounts) {
    for (const { code } of content.projects) {
      const number = `${account}.${budgetLevel}.${code}`;
      if (parseAccountNumber(number) === undefined || numbers.has(number)) continue;
      numbers.set(number, { number, name, from, to, used: !leftOut.has(number) });
    }
  }
  return [...numbers.values()];
}
