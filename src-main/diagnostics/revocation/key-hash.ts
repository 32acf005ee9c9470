import { createHash } from 'node:crypto';
import { children, readDer, readOctetsOfBitString } from '#shared/signatures/der/reader.ts';
import type { Certificate } from '#shared/validation/certificate.ts';

/** SHA-1 as a name and not as a protection: the form of CertID that every responder knows (RFC 5019 §2.1.1). */
export const sha1 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha1').update(bytes).digest());

/** Hash of the subject's public key without tag, length and unused bits (RFC 6960 §4.1.1). */
export function keyHash({ publicKeyInfo }: Certificate): Uint8Array {
  return sha1(readOctetsOfBitString(children(readDer(publicKeyInfo))[1]));
}
