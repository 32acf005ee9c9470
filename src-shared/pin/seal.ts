import type { PinPrompt, SealedPin } from '../contract/tokens.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { agreePinKey, importPinPoint, pinCipher, pinCurve, pinIvLength } from './envelope.ts';

/**
 * Seals a PIN (UTF-8 bytes) to one prompt of the token host, so that nothing between the prompt and the token host
 * can read it. WebCrypto only: runs in the window and in Node. The caller keeps `pin` and should fill it with zeros
 * afterwards. Throws a DOMException when the prompt's key is not a P-256 point.
 */
export async function sealPin(
  prompt: Pick<PinPrompt, 'promptId' | 'publicKey'>,
  pin: Uint8Array,
): Promise<SealedPin> {
  const tokenHostKey = await importPinPoint(fromBase64(prompt.publicKey));
  const ephemeral = await crypto.subtle.generateKey(pinCurve, false, ['deriveBits']);
  const key = await agreePinKey(ephemeral.privateKey, tokenHostKey, prompt.promptId, 'encrypt');
  const iv = crypto.getRandomValues(new Uint8Array(pinIvLength));
  // A copy, because WebCrypto takes no view of shared memory; it is emptied like the original.
  const plain = new Uint8Array(pin);
  try {
    const ciphertext = await crypto.subtle.encrypt(pinCipher(prompt.promptId, iv), key, plain);
    const point = await crypto.subtle.exportKey('raw', ephemeral.publicKey);
    return {
      promptId: prompt.promptId,
      ephemeralKey: toBase64(new Uint8Array(point)),
      iv: toBase64(iv),
      ciphertext: toBase64(new Uint8Array(ciphertext)),
    };
  } finally {
    plain.fill(0);
  }
}
