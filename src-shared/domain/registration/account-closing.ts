import { isRealDate } from '../calendar/vietnam-date.ts';
import { accountNumbers } from './account-numbers.ts';
import type { RegistrationContent } from './registration.ts';

const day = 86_400_000;

/**
 * From which day on (`yyyy-MM-dd`) nothing is paid from an account: the day after its Ngày kết thúc, which is the last
 * one that counts. Undefined while one of the rows that give the number has no end: it stays open under that programme.
 */
export function accountClosing(
  content: Pick<RegistrationContent, 'accounts' | 'projects' | 'leftOut'>,
  number: string,
): string | undefined {
  const ends = content.accounts
    .filter((row) => accountNumbers({ ...content, accounts: [row] }).some((one) => one.number === number))
    .map(({ to }) => to);
  if (ends.length === 0 || !ends.every(isRealDate)) return undefined;
  const last = ends.reduce((latest, end) => (end > latest ? end : latest));
  return new Date(Date.parse(`${last}T00:00:00Z`) + day).toISOString().slice(0, 10);
}
