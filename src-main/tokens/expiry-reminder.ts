import { reminderDays, type CertificateView } from '#shared/contract/tokens.ts';

/** The nearest of `reminderDays` that is reached; undefined when there is time, or when it is too late to remind. */
export function expiryReminder(daysLeft: number): CertificateView['reminder'] {
  if (daysLeft < 0) return undefined;
  return reminderDays.findLast((days) => daysLeft <= days);
}
