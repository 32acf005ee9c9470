import type { PinPurpose, TokenView } from '#shared/contract/tokens.ts';
import { el } from './page.ts';
import type { PinTexts } from './texts.ts';

const pinTones = {
  ok: 'good',
  low: 'warn',
  'final-try': 'bad loud',
  locked: 'bad',
  'must-be-changed': 'bad',
  'not-initialised': 'bad',
} as const;
/** Never good: its tries are the last that the token has. */
const pukTones = { ok: 'bad', low: 'bad', 'final-try': 'bad loud', locked: 'bad' } as const;

/** How the token stands, said before anything is asked: its PIN, or the PUK where that is asked for. */
export function stateBox(token: TokenView, purpose: PinPurpose, texts: PinTexts): HTMLElement {
  const { pinState, pukState } = token;
  const box = el('p');
  box.dataset['pinState'] = pinState;
  box.setAttribute('role', 'alert');
  if (token.pinPad) {
    box.className = 'box bad';
    box.textContent = texts.pinPad;
  } else if (purpose === 'unblock') {
    box.dataset['pukState'] = pukState;
    box.className = `box ${pukTones[pukState]}`;
    box.textContent = texts.pukState[pukState];
  } else if (purpose === 'change' && pinState === 'must-be-changed') {
    box.className = 'box warn';
    box.textContent = texts.mustBeChangedHere;
  } else {
    box.className = `box ${pinTones[pinState]}`;
    if (pinState === 'ok') box.setAttribute('role', 'status');
    box.textContent = texts.state[pinState];
  }
  return box;
}
