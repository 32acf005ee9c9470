/** Dates as the Treasury's forms write them, always on Vietnam's clock. */

const zone = 'Asia/Ho_Chi_Minh';
const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});
const minute = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const second = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium', hourCycle: 'h23' });

/** ISO instant → `22/11/2026`. */
export function formatDay(instant: string): string {
  return day.format(new Date(instant));
}

/** ISO instant → `22/11/2026 14:05`. */
export function formatMinute(instant: string): string {
  const at = new Date(instant);
  return `${day.format(at)} ${minute.format(at)}`;
}

/** Instant → `14:05:09`. */
export function formatClock(at: Date): string {
  return second.format(at);
}

/** ISO calendar date `2026-11-05` → `05/11/2026`; anything else → empty. */
export function showDate(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return match === null ? '' : `${match[3] ?? ''}/${match[2] ?? ''}/${match[1] ?? ''}`;
}

/**
 * What a person types (`5/11/2026`, `05-11-26`, `05112026`, `2026-11-05`) → ISO date; empty → empty; not a real date → undefined.
 */
export function readDate(typed: string): string | undefined {
  const text = typed.trim().replace(/^(\d{4})-(\d{1,2})-(\d{1,2})$/, '$3/$2/$1');
  if (text === '') return '';
  const match =
    /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (match === null) return undefined;
  const [, days = '', months = '', years = ''] = match;
  const year = years.length === 2 ? `20${years}` : years;
  const iso = `${year}-${months.padStart(2, '0')}-${days.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  // 31/02 rolls over to March in Date: the round trip exposes it.
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? undefined : iso;
}
