import { isRealDate } from '#shared/domain/calendar/vietnam-date.ts';

/**
 * `yyyy-MM-dd` of a date as people type it: `22/11/2026`, `5-3-2026`, `2026-11-22`, with a time of day or not. The day
 * comes first, as in Vietnam; undefined when there is no such day or the year is not written in full.
 */
export function dateOfTyped(text: string): string | undefined {
  const plain = text.trim().replace(/[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\s?[AP]M)?$/i, '');
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(plain) ?? [];
  const date =
    year === undefined
      ? plain.replace(/^(\d{4})[./](\d{2})[./](\d{2})$/, '$1-$2-$3')
      : `${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  return isRealDate(date) && date >= '1900-01-01' ? date : undefined;
}
