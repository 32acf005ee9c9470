/**
 * The one cipher of a sealed PIN, for the side that seals and the side that opens: ECDH P-256 → HKDF-SHA-256 (RFC
 * 5869, empty salt, info `dvctt-pin-v1|<promptId>`) → AES-256-GCM with the promptId as additional data.
 */

export const pinCurve = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** Length of the GCM initialisation vector, bytes (NIST SP 800-38D §5.2.1.1). */
export const pinIvLength = 12;

const text = new TextEncoder();

/** Reads a raw (uncompressed) P-256 point. Throws a DOMException when it is not a point of the curve. */
export function importPinPoint(point: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', point, pinCurve, true, []);
}

/** The AES key that both sides agree on for one prompt. */
export async function agreePinKey(
  ownPrivateKey: CryptoKey,
  otherPublicKey: CryptoKey,
  promptId: string,
  usage: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: otherPublicKey }, ownPrivateKey, 256);
  const seed = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  new Uint8Array(shared).fill(0);
  return crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(),
      info: text.encode(`dvctt-pin-v1|${promptId}`),
    },
    seed,
    { name: 'AES-GCM', length: 256 },
    false,
    [usage],
  );
}

/** AES-GCM parameters of one prompt; the promptId is authenticated, so a sealed PIN fits its own prompt only. */
export function pinCipher(promptId: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: text.encode(promptId), tagLength: 128 };
}
