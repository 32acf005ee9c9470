/** Whether what a provider answered is a signature over the digest that it was given, with the chosen certificate's key. */
import { constants, publicDecrypt, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { HashName, SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { ecdsaFromDer } from '#shared/signatures/ecdsa-value.ts';
import { valuesInCms } from './from-cms.ts';
import { ecdsaHalf, ecdsaVerifies } from './ecdsa.ts';
import { pssVerifies } from './pss.ts';

export const digestLengths: Readonly<Record<HashName, number>> = {
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
};

/** DER of DigestInfo up to the digest itself (RFC 8017 §9.2, note 1). */
const digestInfo: Readonly<Record<HashName, Buffer>> = {
  'SHA-256': Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  'SHA-384': Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  'SHA-512': Buffer.from('3051300d060960864801650304020305000440', 'hex'),
};

/**
 * The value, raw (RSA) or as `r‖s` (ECDSA), if it verifies over `digest`; else undefined. `given` may be the raw value, an
 * ECDSA-Sig-Value, or a CMS of which the value is taken out: a CMS that signed attributes of its own holds a value over
 * those, which verifies over no digest of ours.
 */
export function trueValue(
  key: KeyObject,
  algorithm: SignatureAlgorithm,
  digest: Uint8Array,
  given: Uint8Array,
): Uint8Array | undefined {
  for (const candidate of [given, ...valuesInCms(given)]) {
    const value = checked(key, algorithm, digest, candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}

function checked(
  key: KeyObject,
  { scheme, hash }: SignatureAlgorithm,
  digest: Uint8Array,
  value: Uint8Array,
): Uint8Array | undefined {
  if (scheme === 'ecdsa') return checkedEcdsa(key, digest, value);
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (key.asymmetricKeyType !== 'rsa' || bits === undefined || value.length !== Math.ceil(bits / 8))
    return undefined;
  const good =
    scheme === 'rsa-pss'
      ? pssVerifies(hash, digest, rawRsa(key, value) ?? new Uint8Array(value.length), bits)
      : (opened(key, value)?.equals(Buffer.concat([digestInfo[hash], digest])) ?? false);
  return good ? value : undefined;
}

/** What a PKCS#1 v1.5 block holds; undefined for a block that is none. */
function opened(key: KeyObject, value: Uint8Array): Buffer | undefined {
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, value);
  } catch {
    return undefined;
  }
}

function rawRsa(key: KeyObject, value: Uint8Array): Buffer | undefined {
  try {
    return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, value);
  } catch {
    // Larger than the modulus.
    return undefined;
  }
}

const jwkSchema = z.object({ crv: z.string(), x: z.string(), y: z.string() });

function checkedEcdsa(key: KeyObject, digest: Uint8Array, value: Uint8Array): Uint8Array | undefined {
  if (key.asymmetricKeyType !== 'ec') return undefined;
  const jwk = jwkSchema.safeParse(key.export({ format: 'jwk' })).data;
  const half = jwk === undefined ? undefined : ecdsaHalf(jwk.crv);
  if (jwk === undefined || half === undefined) return undefined;
  const raw = value.length === 2 * half ? value : fromDer(value, half);
  if (raw === undefined) return undefined;
  const point = { x: Buffer.from(jwk.x, 'base64url'), y: Buffer.from(jwk.y, 'base64url') };
  return ecdsaVerifies(jwk.crv, point, digest, raw) ? raw : undefined;
}

function fromDer(value: Uint8Array, half: number): Uint8Array | undefined {
  try {
    return ecdsaFromDer(value, half);
  } catch {
    return undefined;
  }
}
