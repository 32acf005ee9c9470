/** Which work on its PIN a token allows now: what is offered can be done, what cannot is said in words. */
import type { TokenView } from '#shared/contract/tokens.ts';

type PinFacts = Pick<TokenView, 'pinState' | 'pukState' | 'pinPad'>;

/** A locked or missing PIN has no old one to change. */
export function mayChangePin({ pinState, pinPad }: PinFacts): boolean {
  return !pinPad && pinState !== 'locked' && pinState !== 'not-initialised';
}

/** Offered only when the PIN is locked: the tries of the PUK are the last the token has. */
export function mayUnblock({ pinState, pukState, pinPad }: PinFacts): boolean {
  return !pinPad && pinState === 'locked' && pukState !== 'locked';
}

/** Whether a PIN may be asked for at all, to sign with the token or to test it. */
export function takesPin({ pinState, pinPad }: Pick<PinFacts, 'pinState' | 'pinPad'>): boolean {
  return !pinPad && (pinState === 'ok' || pinState === 'low' || pinState === 'final-try');
}
