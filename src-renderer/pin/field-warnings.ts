/** What may be wrong with the field before a try is spent on it. */
import type { TokenView } from '#shared/contract/tokens.ts';

export type FieldWarning = 'telex' | 'length';

/**
 * `telex`: letters that a Vietnamese keyboard program made (PINs are printable ASCII). `length`: the token would
 * refuse it unread. Neither is sent to the token.
 */
export function fieldWarning(
  pin: string,
  token: Pick<TokenView, 'minPinLength' | 'maxPinLength'>,
): FieldWarning | undefined {
  if (/[^\u0020-\u007e]/.test(pin)) return 'telex';
  if (pin.length < token.minPinLength) return 'length';
  // Some modules report 0 as the greatest length.
  return token.maxPinLength > 0 && pin.length > token.maxPinLength ? 'length' : undefined;
}

/** Whether the token takes a PIN at all in this state. */
export function mayEnterPin(state: TokenView['pinState']): boolean {
  return state === 'ok' || state === 'low' || state === 'final-try';
}
