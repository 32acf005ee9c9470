import { DvcttError } from '#shared/contract/errors.ts';
import type { PinPrompt, SealedPin } from '#shared/contract/tokens.ts';
import { sealPin } from '#shared/pin/seal.ts';
import { pinStateNames } from '../../tokens/pin-state-names.ts';
import type { TokenService } from '../../tokens/token-service.ts';
import type { Printer } from './printer.ts';
import { readPin } from './read-pin.ts';
import { visible } from './visible.ts';

export interface PinOptions {
  readonly pinStdin?: boolean;
  /** The person insists on spending a token's last try on a piped PIN. */
  readonly finalTry?: boolean;
}

/**
 * Reads a PIN for a prompt, from the pipe or typed without echo, and seals it. The prompt is let go when none is given.
 * @throws PIN_FINAL_TRY for a piped PIN when one try is left, PIN_CANCELLED
 */
export async function sealedPinFor(
  tokens: Pick<TokenService, 'cancelPinPrompt'>,
  prompt: PinPrompt,
  options: PinOptions,
  printer: Printer,
): Promise<SealedPin> {
  printer.note(`Token “${visible(prompt.token.label)}”, mã PIN: ${pinStateNames[prompt.token.pinState]}.`);
  return cancelledUnless(tokens, prompt, async () => {
    if (prompt.token.pinState === 'final-try' && options.pinStdin === true && options.finalTry !== true) {
      throw new DvcttError('PIN_FINAL_TRY', { token: prompt.token.serial });
    }
    const pin = await readPin({ fromPipe: options.pinStdin === true, question: 'Nhập mã PIN: ' });
    return sealAndWipe(prompt, pin);
  });
}

/** Does what makes the answer to a prompt; when that fails the prompt is let go, with nothing spent. */
export async function cancelledUnless<T>(
  tokens: Pick<TokenService, 'cancelPinPrompt'>,
  prompt: PinPrompt,
  answer: () => Promise<T>,
): Promise<T> {
  try {
    return await answer();
  } catch (cause) {
    await tokens.cancelPinPrompt(prompt.promptId);
    throw cause;
  }
}

/** Seals a secret and overwrites it. */
export async function sealAndWipe(prompt: PinPrompt, secret: Uint8Array): Promise<SealedPin> {
  try {
    return await sealPin(prompt, secret);
  } finally {
    secret.fill(0);
  }
}
