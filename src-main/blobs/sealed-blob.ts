import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * An attachment as it lies on the disk: `DVB`, format version 1, nonce (12 bytes), content under AES-256-GCM
 * (NIST SP 800-38D), tag (16 bytes). The name, SHA-256 of the content, is authenticated with it.
 */
const heading = Uint8Array.of(0x44, 0x56, 0x42, 0x01);
const nonceLength = 12;
const tagLength = 16;

/** Bytes that sealing adds. */
export const sealLength = heading.length + nonceLength + tagLength;

export function sealBlob(key: Uint8Array, name: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad(name));
  const sealed = cipher.update(bytes);
  cipher.final();
  return Buffer.concat([heading, nonce, sealed, cipher.getAuthTag()]);
}

/** Undefined when the bytes are not what was sealed under this key and name. */
export function openBlob(key: Uint8Array, name: string, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < sealLength || heading.some((byte, at) => sealed[at] !== byte)) return undefined;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    key,
    sealed.subarray(heading.length, heading.length + nonceLength),
  );
  decipher.setAAD(aad(name));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  const bytes = decipher.update(sealed.subarray(heading.length + nonceLength, sealed.length - tagLength));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function aad(name: string): Buffer {
  return Buffer.concat([heading, Buffer.from(name)]);
}
