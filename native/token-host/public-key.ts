import { createPublicKey, X509Certificate, type JsonWebKey, type KeyObject } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11 } from 'pkcs11js';
import { findObjects, readAttribute } from './objects.ts';

/** The public key of a pair, from its certificate or else from its public key object; undefined when the token has none. */
export function publicKeyOf(pkcs11: PKCS11, session: Handle, id: Buffer | undefined): KeyObject | undefined {
  if (id === undefined || id.length === 0) return undefined;
  const find = (objectClass: number) =>
    findObjects(pkcs11, session, [
      { type: pkcs11js.CKA_CLASS, value: objectClass },
      { type: pkcs11js.CKA_ID, value: id },
    ]);
  for (const object of find(pkcs11js.CKO_CERTIFICATE)) {
    const der = readAttribute(pkcs11, session, object, pkcs11js.CKA_VALUE);
    const key = der === undefined ? undefined : readable(() => new X509Certificate(der).publicKey);
    if (key !== undefined) return key;
  }
  for (const object of find(pkcs11js.CKO_PUBLIC_KEY)) {
    const read = (type: number) => readAttribute(pkcs11, session, object, type);
    const jwk =
      rsaKey(read(pkcs11js.CKA_MODULUS), read(pkcs11js.CKA_PUBLIC_EXPONENT)) ??
      ecKey(read(pkcs11js.CKA_EC_PARAMS), read(pkcs11js.CKA_EC_POINT));
    const key = jwk === undefined ? undefined : readable(() => createPublicKey({ key: jwk, format: 'jwk' }));
    if (key !== undefined) return key;
  }
  return undefined;
}

function rsaKey(modulus: Buffer | undefined, exponent: Buffer | undefined): JsonWebKey | undefined {
  if (modulus === undefined || exponent === undefined) return undefined;
  return { kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') };
}

/** Named curves by the DER of their object identifier (RFC 5480 §2.1.1.1). */
const curves: Readonly<Record<string, { crv: string; bytes: number }>> = {
  '06082a8648ce3d030107': { crv: 'P-256', bytes: 32 },
  '06052b81040022': { crv: 'P-384', bytes: 48 },
  '06052b81040023': { crv: 'P-521', bytes: 66 },
};

/** CKA_EC_POINT is an uncompressed point in an OCTET STRING, or bare on some tokens: its end is the same. */
function ecKey(parameters: Buffer | undefined, point: Buffer | undefined): JsonWebKey | undefined {
  const curve = curves[parameters?.toString('hex') ?? ''];
  if (curve === undefined || point === undefined || point.length < 2 * curve.bytes + 1) return undefined;
  const bare = point.subarray(-2 * curve.bytes);
  return {
    kty: 'EC',
    crv: curve.crv,
    x: bare.subarray(0, curve.bytes).toString('base64url'),
    y: bare.subarray(curve.bytes).toString('base64url'),
  };
}

/** Tokens hold what they like in the place of a certificate or key. */
function readable(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
