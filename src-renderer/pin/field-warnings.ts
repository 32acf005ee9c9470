/** What may be wrong with the fields before a try is spent on them. Nothing with such a fault is sent to the token. */
import type { PinPurpose, TokenView } from '#shared/contract/tokens.ts';

export type FieldWarning = 'telex' | 'length' | 'same' | 'mismatch';

type Lengths = Pick<TokenView, 'minPinLength' | 'maxPinLength'>;

/** Letters that a Vietnamese keyboard program made: PINs and PUKs are printable ASCII. */
const isForeign = (secret: string) => /[^\u0020-\u007e]/.test(secret);

/** `length`: the token would refuse it unread. */
export function fieldWarning(pin: string, token: Lengths): FieldWarning | undefined {
  if (isForeign(pin)) return 'telex';
  if (pin.length < token.minPinLength) return 'length';
  // Some modules report 0 as the greatest length.
  return token.maxPinLength > 0 && pin.length > token.maxPinLength ? 'length' : undefined;
}

/** The lengths that a token tells are those of the PIN; a PUK is only looked at for garbled letters. */
export function pukWarning(puk: string): FieldWarning | undefined {
  if (isForeign(puk)) return 'telex';
  return puk === '' ? 'length' : undefined;
}

/** The new PIN; it may equal the PUK's digits by chance, but not the PIN that stands. */
export function newPinWarning(
  next: string,
  oldPin: string | undefined,
  token: Lengths,
): FieldWarning | undefined {
  return fieldWarning(next, token) ?? (next === oldPin ? 'same' : undefined);
}

export function repeatWarning(repeat: string, next: string): FieldWarning | undefined {
  if (isForeign(repeat)) return 'telex';
  return repeat === next ? undefined : 'mismatch';
}

/** Whether the token takes an entry for this purpose at all as it stands now. */
export function mayEnterPin(
  token: Pick<TokenView, 'pinState' | 'pukState' | 'pinPad'>,
  purpose: PinPurpose,
): boolean {
  if (token.pinPad) return false;
  if (purpose === 'unblock') return token.pukState !== 'locked';
  const { pinState } = token;
  if (pinState === 'must-be-changed') return purpose === 'change';
  return pinState === 'ok' || pinState === 'low' || pinState === 'final-try';
}

/** Whether this very press may lock what it is entered for. */
export function isLastTry(token: Pick<TokenView, 'pinState' | 'pukState'>, purpose: PinPurpose): boolean {
  return (purpose === 'unblock' ? token.pukState : token.pinState) === 'final-try';
}
