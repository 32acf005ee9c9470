/** When the holder of a registered certificate is reminded to renew it, and for how long a reminder stays away. */
import type { CertificateView } from '#shared/contract/tokens.ts';

/** Days before the end; 0 when it has come. */
export type Threshold = 60 | 30 | 7 | 0;

type Facts = Pick<CertificateView, 'serial' | 'daysLeft' | 'reminder'>;

export function thresholdOf({ daysLeft, reminder }: Facts): Threshold | undefined {
  return daysLeft < 0 ? 0 : reminder;
}

const nameOf = (serial: string) => `dvctt-reminder-${serial}`;

/** Whether to remind now: `hidden` is what the person put away for this certificate, and holds until the next threshold. */
export function isDue(certificate: Facts, hidden: string | null): boolean {
  const now = thresholdOf(certificate);
  if (now === undefined) return false;
  return hidden === null || !/^\d+$/.test(hidden) || now < Number(hidden);
}

/** What the person has put away for this certificate; null when nothing, or where nothing can be kept. */
export function hiddenUntil(storage: Pick<Storage, 'getItem'>, serial: string): string | null {
  return storage.getItem(nameOf(serial));
}

export function hideReminder(storage: Pick<Storage, 'setItem'>, certificate: Facts): void {
  const threshold = thresholdOf(certificate);
  if (threshold !== undefined) storage.setItem(nameOf(certificate.serial), String(threshold));
}
