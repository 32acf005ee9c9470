import type { CallOutput } from '#shared/contract/ipc.ts';
import type { SealedPin } from '#shared/contract/tokens.ts';

/** Work for which a person is asked for a PIN: what the PIN page needs of it, whatever the work is. */
export interface PinJob {
  readonly id: string;
  readonly ended: boolean;
  /** @throws PIN_PROMPT_EXPIRED when it does not ask for a PIN (any more). */
  describePin(): CallOutput<'pin.describe'>;
  /**
   * One press of the button: one sealed message, one try at most. PIN_PROMPT_EXPIRED is thrown, with nothing spent,
   * unless the message is sealed to the prompt that this job shows.
   */
  enterPin(sealed: SealedPin, options: { readonly remember: boolean }): Promise<CallOutput<'pin.submit'>>;
  /** Spends no try. A job that has ended stays as it is. */
  cancel(): Promise<void>;
}
