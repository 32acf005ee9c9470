/** Java's milliseconds since 1970, as dates of Vietnam (UTC+7, no daylight saving). */
import { vietnamDate } from '#shared/domain/calendar/vietnam-date.ts';

const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2999, 11, 31);

/** `yyyy-MM-dd` in Vietnam; undefined for milliseconds that are no date a voucher can have. */
export function dateOfJavaTime(milliseconds: string): string | undefined {
  if (!/^-?\d{1,15}$/.test(milliseconds)) return undefined;
  const value = Number(milliseconds);
  return value < earliest || value > latest ? undefined : vietnamDate(new Date(value));
}

/** Midnight in Vietnam of a `yyyy-MM-dd`. */
export function javaTimeOfDate(date: string): string {
  return Date.parse(`${date}T00:00:00+07:00`).toString();
}
