/** Signs ready digests with keys in software, as a provider's HSM does. */
import {
  constants,
  createECDH,
  createHash,
  createPrivateKey,
  privateEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { HashName, SignatureAlgorithm } from '#shared/signatures/algorithms.ts';

/** DER of DigestInfo up to the digest (RFC 8017 §9.2 note 1). */
const digestInfo: Readonly<Record<HashName, string>> = {
  'SHA-256': '3031300d060960864801650304020105000420',
  'SHA-384': '3041300d060960864801650304020205000430',
  'SHA-512': '3051300d060960864801650304020305000440',
};

export const digestSizes: Readonly<Record<HashName, number>> = {
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
};

/** @returns the raw value: RSA of the modulus's size, or r‖s of P-256 */
export function signDigest(
  privateKey: KeyObject,
  { scheme, hash }: SignatureAlgorithm,
  digest: Uint8Array,
): Uint8Array {
  switch (scheme) {
    case 'rsa-pkcs1':
      return privateEncrypt(
        { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
        Buffer.concat([Buffer.from(digestInfo[hash], 'hex'), digest]),
      );
    case 'rsa-pss':
      return privateEncrypt(
        { key: privateKey, padding: constants.RSA_NO_PADDING },
        pssEncoded(digest, hash, privateKey.asymmetricKeyDetails?.modulusLength ?? 2048),
      );
    case 'ecdsa':
      return ecdsaP256(privateKey, digest);
  }
}

/** EMSA-PSS-ENCODE (RFC 8017 §9.1.1) with MGF1 of the same hash and a salt as long as the digest. */
function pssEncoded(digest: Uint8Array, hash: HashName, modulusBits: number): Uint8Array {
  const name = hash.replace('-', '').toLowerCase();
  const digestOf = (...parts: readonly Uint8Array[]) =>
    createHash(name).update(Buffer.concat(parts)).digest();
  const length = Math.ceil((modulusBits - 1) / 8);
  const salt = randomBytes(digest.length);
  const h = digestOf(Buffer.alloc(8), digest, salt);
  const block = Buffer.concat([Buffer.alloc(length - 2 * digest.length - 2), Uint8Array.of(1), salt]);
  for (let at = 0, counter = 0; at < block.length; counter += 1) {
    const word = Buffer.alloc(4);
    word.writeUInt32BE(counter);
    for (const octet of digestOf(h, word)) {
      if (at >= block.length) break;
      block[at] = (block[at] ?? 0) ^ octet;
      at += 1;
    }
  }
  // The bits above the modulus's are cleared.
  block[0] = (block[0] ?? 0) & (0xff >> (8 * length - (modulusBits - 1)));
  return Buffer.concat([block, h, Uint8Array.of(0xbc)]);
}

/** Order of P-256 (SEC 2 §2.4.2). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ECDSA (SEC 1 §4.1.3) on a ready digest, for which Node has no call; a fresh pair of ECDH is k and k·G. */
function ecdsaP256(privateKey: KeyObject, digest: Uint8Array): Uint8Array {
  const d = number(Buffer.from(String(privateKey.export({ format: 'jwk' }).d), 'base64url'));
  const z = number(digest.subarray(0, 32));
  for (;;) {
    const once = createECDH('prime256v1');
    const r = number(once.generateKeys().subarray(1, 33)) % order;
    const s = (inverse(number(once.getPrivateKey())) * (z + r * d)) % order;
    if (r !== 0n && s !== 0n) return Buffer.from(hex(r) + hex(s), 'hex');
  }
}

const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const hex = (value: bigint) => value.toString(16).padStart(64, '0');

/** By Fermat: the order is prime. */
function inverse(value: bigint): bigint {
  let [result, base] = [1n, value % order];
  for (let exponent = order - 2n; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * base) % order;
    base = (base * base) % order;
  }
  return result;
}

export const readPrivateKey = (pkcs8: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
