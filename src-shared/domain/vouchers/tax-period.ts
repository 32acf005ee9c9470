import { isRealDate } from '../calendar/vietnam-date.ts';

/**
 * Kỳ thuế as tax notices write it: `10/2026`, `Q3/2026`, `2026`, each also after `00/` and the year as `00/CN/2026`, or
 * the date of a decision, `05/11/2026`.
 */
export function isTaxPeriod(text: string): boolean {
  const date = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  if (date !== null && date[1] !== '00') return isRealDate(`${date[3]}-${date[2]}-${date[1]}`);
  return /^(?:20\d{2}|(?:00\/)?(?:0[1-9]|1[0-2]|Q[1-4]|CN)\/20\d{2})$/.test(text);
}
