import type { PinPrompt, SealedPin } from '#shared/contract/tokens.ts';
import { sealPin } from '#shared/pin/seal.ts';
import type { PinEntry, SigningSession, TokenService } from '#main/tokens/token-service.ts';

/** What the prompt does with a typed PIN. */
export function sealed(prompt: PinPrompt, pin: string): Promise<SealedPin> {
  return sealPin(prompt, new TextEncoder().encode(pin));
}

/** Opens a prompt and enters a PIN, as one press of the button does. */
export async function enter(
  service: Pick<TokenService, 'openPinPrompt' | 'enterPin'>,
  certificateId: string,
  pin: string,
): Promise<PinEntry> {
  const prompt = await service.openPinPrompt(certificateId);
  return service.enterPin(certificateId, await sealed(prompt, pin));
}

/** A logged-in session; throws when the PIN is refused. */
export async function logIn(
  service: TokenService,
  certificateId: string,
  pin: string,
): Promise<SigningSession> {
  const entry = await enter(service, certificateId, pin);
  if (entry.kind === 'refused') throw new Error(`PIN refused: ${entry.failure.code}`);
  return entry.session;
}
