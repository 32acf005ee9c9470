/** Calendar dates as the Treasury writes them: `yyyy-MM-dd` in data, `dd/MM/yyyy` on paper. */

/** The date in Vietnam (UTC+7, no daylight saving) at an instant, `yyyy-MM-dd`. */
export function vietnamDate(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** Whether a text is `yyyy-MM-dd` of a day that exists. */
export function isRealDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

/** `2026-11-22` → `22/11/2026`; an empty date stays empty. */
export function formatDate(date: string): string {
  return date === '' ? '' : date.split('-').reverse().join('/');
}

const day = 86_400_000;

/**
 * Calendar days in Vietnam from one instant to a later one, as people count them on a calendar: from the evening of the
 * 22nd to the morning of the 27th are five, whatever the time of day. Negative when `to` lies on an earlier day.
 */
export function vietnamDaysBetween(from: Date, to: Date): number {
  return (Date.parse(vietnamDate(to)) - Date.parse(vietnamDate(from))) / day;
}

/** `22/11/2026`, the day in Vietnam at an instant. */
export function vietnamDay(at: Date): string {
  return formatDate(vietnamDate(at));
}

/** `22/11/2026 20:48`, the clock in Vietnam at an instant. */
export function vietnamMinute(at: Date): string {
  return `${vietnamDay(at)} ${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(11, 16)}`;
}
