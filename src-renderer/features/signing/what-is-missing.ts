import type { CertificateView } from '#shared/contract/tokens.ts';

export type Missing = 'reading' | 'noCertificate' | 'locked' | 'noneUsable' | 'choose' | 'consent';

/** Why the button that signs is grey: the first thing that is still missing; nothing when it may be pressed. */
export function whatIsMissing({
  own,
  reading,
  chosen,
  consented,
}: {
  /** Certificates that could sign if nothing kept them from it. */
  readonly own: readonly Pick<CertificateView, 'refusals' | 'pinState'>[];
  /** Some tokens have not answered yet. */
  readonly reading: boolean;
  readonly chosen: boolean;
  /** To what was not opened; true when everything was. */
  readonly consented: boolean;
}): Missing | undefined {
  if (chosen) return consented ? undefined : 'consent';
  if (own.some(({ refusals }) => refusals.length === 0)) return 'choose';
  if (reading) return 'reading';
  if (own.length === 0) return 'noCertificate';
  return own.every(({ pinState }) => pinState === 'locked') ? 'locked' : 'noneUsable';
}
