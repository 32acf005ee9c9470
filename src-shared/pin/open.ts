import type { SealedPin } from '../contract/tokens.ts';
import { fromBase64 } from './base64.ts';
import { agreePinKey, importPinPoint, pinCipher } from './envelope.ts';

/**
 * Opens a sealed PIN with the private key of its prompt. Only the token host calls it; the caller must fill the
 * result with zeros. Throws a DOMException when the seal is not for this key and prompt, or was changed on the way.
 */
export async function openSealedPin(
  privateKey: CryptoKey,
  sealed: SealedPin,
): Promise<Uint8Array<ArrayBuffer>> {
  const ephemeral = await importPinPoint(fromBase64(sealed.ephemeralKey));
  const key = await agreePinKey(privateKey, ephemeral, sealed.promptId, 'decrypt');
  const plain = await crypto.subtle.decrypt(
    pinCipher(sealed.promptId, fromBase64(sealed.iv)),
    key,
    fromBase64(sealed.ciphertext),
  );
  return new Uint8Array(plain);
}
