/** Checks raw signature values with WebCrypto against the key of a certificate. */
import type { HashName, SignatureScheme } from '../signatures/algorithms.ts';
import { oids } from '../signatures/der/oids.ts';
import { children, rawBytes, readDer } from '../signatures/der/reader.ts';
import { nullValue, oid, sequence } from '../signatures/der/writer.ts';
import { toHex } from '../signatures/hex.ts';
import type { Certificate } from './certificate.ts';

export interface ValueAlgorithm {
  readonly scheme: SignatureScheme;
  readonly hash: HashName;
  /** Octets; RSASSA-PSS only. */
  readonly saltLength: number;
}

const webNames = { 'rsa-pkcs1': 'RSASSA-PKCS1-v1_5', 'rsa-pss': 'RSA-PSS', ecdsa: 'ECDSA' } as const;

// Importing a key costs more than using it; the same few signers and issuers come again and again.
const imported = new Map<string, Promise<CryptoKey>>();
const importedAtMost = 64;

/** Octets of one half of an ECDSA value on the curve of the certificate's key. */
export const ecdsaSize = (certificate: Certificate): number => Math.ceil(certificate.keyBits / 8);

/**
 * Whether `value` (RSA: modulus size; ECDSA: r‖s) signs `signed`. False for a key of another kind and for a key that
 * cannot be read, as well.
 */
export async function verifyValue(
  certificate: Certificate,
  algorithm: ValueAlgorithm,
  signed: Uint8Array,
  value: Uint8Array,
): Promise<boolean> {
  if ((algorithm.scheme === 'ecdsa') !== (certificate.keyType === 'ec')) return false;
  if (certificate.keyType === 'unknown') return false;
  const size = certificate.keyType === 'ec' ? 2 * ecdsaSize(certificate) : Math.ceil(certificate.keyBits / 8);
  if (value.length !== size) return false;
  try {
    const key = await importKey(certificate, algorithm);
    return await crypto.subtle.verify(
      { name: webNames[algorithm.scheme], hash: algorithm.hash, saltLength: algorithm.saltLength },
      key,
      value.slice(),
      signed.slice(),
    );
  } catch {
    // WebCrypto rejects broken keys and impossible parameters in many ways; none of them is a good signature.
    return false;
  }
}

function importKey(certificate: Certificate, { scheme, hash }: ValueAlgorithm): Promise<CryptoKey> {
  const name = `${scheme} ${hash} ${toHex(certificate.publicKeyInfo)}`;
  const known = imported.get(name);
  if (known !== undefined) return known;
  const key = crypto.subtle.importKey(
    'spki',
    plainRsa(certificate).slice(),
    { name: webNames[scheme], hash, namedCurve: certificate.curve ?? 'P-256' },
    false,
    ['verify'],
  );
  const oldest = imported.keys().next();
  if (imported.size >= importedAtMost && oldest.done !== true) imported.delete(oldest.value);
  imported.set(name, key);
  return key;
}

/** WebCrypto takes RSA keys under `rsaEncryption` only, also those that a certificate restricts to RSASSA-PSS. */
function plainRsa(certificate: Certificate): Uint8Array {
  if (certificate.keyType !== 'rsa') return certificate.publicKeyInfo;
  const key = children(readDer(certificate.publicKeyInfo))[1];
  if (key === undefined) return certificate.publicKeyInfo;
  return sequence(sequence(oid(oids.rsaEncryption), nullValue), rawBytes(key));
}
