/** The countdown of a request on the phone, for eyes and for ears. */

/** `4:07`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export type Spoken =
  { readonly unit: 'minutes' | 'seconds'; readonly count: number } | { readonly unit: 'ended' };

/** Changes once a minute, and at 30, 20 and 10 seconds: whoever hears it is not talked to all the time. */
export function spokenLeft(seconds: number): Spoken {
  if (seconds <= 0) return { unit: 'ended' };
  if (seconds <= 30) return { unit: 'seconds', count: Math.ceil(seconds / 10) * 10 };
  return { unit: 'minutes', count: Math.ceil(seconds / 60) };
}

/** Whole seconds until `expiresAt` by this machine's clock, never below nothing. */
export function secondsUntil(expiresAt: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(expiresAt) - now.getTime()) / 1000));
}
