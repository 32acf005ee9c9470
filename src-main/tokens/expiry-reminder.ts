import { reminderDays, type CertificateView } from '#shared/contract/tokens.ts';
import { vietnamDaysBetween } from '#shared/domain/calendar/vietnam-date.ts';

/**
 * Days until a certificate ends, as everybody here counts them: calendar days in Vietnam, 0 on its last day. One that
 * has ended has at least one day of it behind it, so that a negative number always means “expired”.
 */
export function certificateDaysLeft(notAfter: Date, now: Date): number {
  const days = vietnamDaysBetween(now, notAfter);
  return notAfter < now ? Math.min(days, -1) : days;
}

/** The nearest of `reminderDays` that is reached; undefined when there is time, or when it is too late to remind. */
export function expiryReminder(daysLeft: number): CertificateView['reminder'] {
  if (daysLeft < 0) return undefined;
  return reminderDays.findLast((days) => daysLeft <= days);
}
