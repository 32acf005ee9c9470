import type { SealedPin } from '#shared/contract/tokens.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { refused, type PinAttempt, type PinTask } from './pin-task.ts';

/** Replaces the PIN that stands. A wrong old PIN costs one try of the PIN. */
export function changePinTask(tokens: TokenService, tokenSerial: string): PinTask {
  return secretChange(tokens, tokenSerial, 'change');
}

/** Sets a new PIN with the PUK. A wrong PUK costs one try of the PUK, and the last of those ends the token for good. */
export function unblockPinTask(tokens: TokenService, tokenSerial: string): PinTask {
  return secretChange(tokens, tokenSerial, 'unblock');
}

function secretChange(tokens: TokenService, tokenSerial: string, purpose: 'change' | 'unblock'): PinTask {
  return {
    purpose,
    tokenSerial,
    about: { owner: '', certificateSerial: '', algorithm: '' },
    openPrompt: () => tokens.openTokenPrompt(tokenSerial, purpose),
    attempt: async (sealed: SealedPin): Promise<PinAttempt> => {
      const change = await tokens.changePin(sealed);
      if (change.kind === 'changed') return { kind: 'accepted', outcome: Promise.resolve([]) };
      if (purpose === 'change') {
        return refused(change.failure, change.pinState === 'locked' ? 'PIN_LOCKED' : undefined);
      }
      return refused(change.failure, change.pukState === 'locked' ? 'PUK_LOCKED' : undefined);
    },
  };
}
