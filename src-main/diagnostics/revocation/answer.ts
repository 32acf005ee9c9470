/** What was learnt of one certificate at one place. */
export type RevocationAnswer =
  | { readonly kind: 'good'; readonly asOf: Date }
  | { readonly kind: 'revoked'; readonly since: Date; readonly reason: string | undefined }
  /** The responder does not know the certificate. */
  | { readonly kind: 'unknown' }
  /** The address is none that is asked: of this network, or with a name and password in it. */
  | { readonly kind: 'strange' }
  /** No answer came. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** An answer came and cannot be relied on. */
  | { readonly kind: 'unreliable'; readonly reason: string };

/** CRLReason of RFC 5280 §5.3.1, by its number. */
const reasons: Readonly<Record<number, string>> = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
};

export const reasonName = (number: number): string => reasons[number] ?? String(number);

/** By how much clocks of two honest machines may differ, ms. */
const clockGap = 5 * 60_000;
/** How long an answer holds that does not say when the next one comes, ms. */
const withoutEnd = 24 * 3600_000;

/** Why an answer of that age is not relied on, or undefined when it is (RFC 6960 §4.2.2.1, RFC 5280 §5.1.2.5). */
export function ageProblem(thisUpdate: Date, nextUpdate: Date | undefined, now: Date): string | undefined {
  if (thisUpdate.getTime() > now.getTime() + clockGap) return 'NOT_YET_VALID';
  const end = nextUpdate?.getTime() ?? thisUpdate.getTime() + withoutEnd;
  return end < now.getTime() - clockGap ? 'OUT_OF_DATE' : undefined;
}
