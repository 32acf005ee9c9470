import type { TFunction } from 'i18next';

/** Seconds in words, in steps that do not flicker. */
export function timeLeft(seconds: number | undefined, t: TFunction): string {
  if (seconds === undefined) return t('batch.left.unknown');
  if (seconds < 10) return t('batch.left.soon');
  if (seconds < 90) return t('batch.left.seconds', { count: Math.round(seconds / 10) * 10 });
  if (seconds < 90 * 60) return t('batch.left.minutes', { count: Math.round(seconds / 60) });
  return t('batch.left.hours', { count: Math.round(seconds / 3600) });
}
