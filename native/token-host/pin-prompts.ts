import { randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { PinPrompt, PinPurpose, SealedPin, TokenView } from '#shared/contract/tokens.ts';
import { toBase64 } from '#shared/pin/base64.ts';
import { pinCurve } from '#shared/pin/envelope.ts';
import { openSealedPin } from '#shared/pin/open.ts';

/** What the prompt told of the tries that are left. */
export type ShownState = Pick<TokenView, 'pinState' | 'pukState'>;

interface OpenPrompt {
  readonly privateKey: CryptoKey;
  readonly tokenSerial: string;
  readonly purpose: PinPurpose;
  readonly shown: ShownState;
  readonly expiresAt: number;
}

/** What the seal of a prompt held; the caller fills `secret` with zeros. */
export interface OpenedSeal {
  readonly secret: Buffer;
  readonly tokenSerial: string;
  readonly purpose: PinPurpose;
  readonly shown: ShownState;
}

/** Prompts waiting for a PIN, each with a key of its own that opens one seal, once. */
export class PinPrompts {
  readonly #open = new Map<string, OpenPrompt>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Makes a prompt for a token and one purpose; `lifetime` in milliseconds. */
  async open(token: TokenView, purpose: PinPurpose, lifetime: number): Promise<PinPrompt> {
    this.#forgetExpired();
    const pair = await crypto.subtle.generateKey(pinCurve, false, ['deriveBits']);
    const publicKey = toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
    const promptId = randomUUID();
    const expiresAt = this.#now() + lifetime;
    const { serial: tokenSerial, pinState, pukState } = token;
    const shown = { pinState, pukState };
    this.#open.set(promptId, { privateKey: pair.privateKey, tokenSerial, purpose, shown, expiresAt });
    return { promptId, publicKey, expiresAt: new Date(expiresAt).toISOString(), token };
  }

  cancel(promptId: string): void {
    this.#open.delete(promptId);
  }

  /**
   * Spends the prompt and opens its seal. Throws PIN_PROMPT_EXPIRED when the prompt is unknown, used or too old, when
   * the seal was made for another one, or when the person was asked for another purpose: the two secrets of a change
   * must never be tried as one PIN.
   */
  async spend(sealed: SealedPin, purposes: readonly PinPurpose[]): Promise<OpenedSeal> {
    const prompt = this.#open.get(sealed.promptId);
    this.#open.delete(sealed.promptId);
    if (prompt === undefined || prompt.expiresAt <= this.#now()) throw new DvcttError('PIN_PROMPT_EXPIRED');
    const { privateKey, tokenSerial, purpose, shown } = prompt;
    if (!purposes.includes(purpose)) {
      throw new DvcttError('PIN_PROMPT_EXPIRED', { reason: `the prompt was for: ${purpose}` });
    }
    try {
      const plain = await openSealedPin(privateKey, sealed);
      return { secret: Buffer.from(plain.buffer), tokenSerial, purpose, shown };
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
