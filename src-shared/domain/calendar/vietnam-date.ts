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
