/** Dates as Excel counts them: days since 1899-12-30, or since 1904-01-01 in books that began on a Macintosh. */
import { isRealDate } from '#shared/domain/calendar/vietnam-date.ts';

const day = 86_400_000;
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31 in the 1900 system. */
const last = 2_958_465;

/**
 * `yyyy-MM-dd` of a serial number; undefined when it is none. Before 1 March 1900 Excel counts a 29 February that never
 * was, so those days are told to be none. A time of day is left away.
 */
export function dateOfSerial(serial: number, from1904: boolean): string | undefined {
  const whole = Math.floor(serial);
  if (!Number.isFinite(serial) || whole > last || (from1904 ? whole < 0 : whole < 61)) return undefined;
  const date = new Date((from1904 ? epoch1904 : epoch1900) + whole * day).toISOString().slice(0, 10);
  return isRealDate(date) ? date : undefined;
}

/** Serial number in the 1900 system of a `yyyy-MM-dd` from March 1900 on; undefined for any other text. */
export function serialOfDate(date: string): number | undefined {
  if (!isRealDate(date) || date < '1900-03-01') return undefined;
  return (Date.parse(`${date}T00:00:00Z`) - epoch1900) / day;
}
