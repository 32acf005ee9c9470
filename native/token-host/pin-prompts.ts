import { randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { PinPrompt, SealedPin, TokenView } from '#shared/contract/tokens.ts';
import { toBase64 } from '#shared/pin/base64.ts';
import { pinCurve } from '#shared/pin/envelope.ts';
import { openSealedPin } from '#shared/pin/open.ts';

interface OpenPrompt {
  readonly privateKey: CryptoKey;
  readonly tokenSerial: string;
  readonly expiresAt: number;
}

/** Prompts waiting for a PIN, each with a key of its own that opens one seal, once. */
export class PinPrompts {
  readonly #open = new Map<string, OpenPrompt>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Makes a prompt for a token; `lifetime` in milliseconds. */
  async open(token: TokenView, lifetime: number): Promise<PinPrompt> {
    this.#forgetExpired();
    const pair = await crypto.subtle.generateKey(pinCurve, false, ['deriveBits']);
    const publicKey = toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
    const promptId = randomUUID();
    const expiresAt = this.#now() + lifetime;
    this.#open.set(promptId, { privateKey: pair.privateKey, tokenSerial: token.serial, expiresAt });
    return { promptId, publicKey, expiresAt: new Date(expiresAt).toISOString(), token };
  }

  cancel(promptId: string): void {
    this.#open.delete(promptId);
  }

  /**
   * Spends the prompt and opens its seal. Throws PIN_PROMPT_EXPIRED when the prompt is unknown, used or too old, or
   * when the seal was made for another one. The caller fills `pin` with zeros.
   */
  async spend(sealed: SealedPin): Promise<{ pin: Buffer; tokenSerial: string }> {
    const prompt = this.#open.get(sealed.promptId);
    this.#open.delete(sealed.promptId);
    if (prompt === undefined || prompt.expiresAt <= this.#now()) throw new DvcttError('PIN_PROMPT_EXPIRED');
    try {
      const plain = await openSealedPin(prompt.privateKey, sealed);
      return { pin: Buffer.from(plain.buffer), tokenSerial: prompt.tokenSerial };
    } catch (thrown) {
      if (!(thrown instanceof DOMException)) throw thrown;
      throw new DvcttError('PIN_PROMPT_EXPIRED', { reason: 'the seal does not open' });
    }
  }

  #forgetExpired(): void {
    for (const [promptId, { expiresAt }] of this.#open) {
      if (expiresAt <= this.#now()) this.#open.delete(promptId);
    }
  }
}
