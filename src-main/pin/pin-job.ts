import type { CallOutput } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { SealedPin, TokenView } from '#shared/contract/tokens.ts';

/** Work for which a person is asked for a PIN: what the PIN page needs of it, whatever the work is. */
export interface PinJob {
  readonly id: string;
  readonly ended: boolean;
  /** The token for whose PIN a person is being asked right now. */
  readonly promptedToken: TokenView | undefined;
  /** That token has been pulled out: the prompt is spent, no try is, and the job has failed with TOKEN_REMOVED. */
  promptedTokenLeft(): Promise<void>;
  /** @throws PIN_PROMPT_EXPIRED when it does not ask for a PIN (any more); TOKEN_REMOVED when that ended it. */
  describePin(): CallOutput<'pin.describe'>;
  /**
   * One press of the button: one sealed message, one try at most. A message that is not sealed to the prompt that this
   * job shows now (a replayed one, or one for another job) is refused as PIN_PROMPT_EXPIRED with nothing spent.
   * @throws PIN_PROMPT_EXPIRED when the job does not ask for a PIN
   */
  enterPin(sealed: SealedPin, options: { readonly remember: boolean }): Promise<CallOutput<'pin.submit'>>;
  /** Whether a request for this dossier is on a phone, is being prepared for it, or is being handed over from it. */
  asksPhoneFor?(code: DossierCode): boolean;
  /** Spends no try. A job that has ended stays as it is. */
  cancel(): Promise<void>;
  /** The same for a person who leaves, where that differs: a request on their phone is not taken back then. */
  leave?(): Promise<void>;
}
