import { X509Certificate } from '@peculiar/x509';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import {
  digestAlgorithmIdentifier,
  signatureAlgorithmIdentifier,
} from '#shared/signatures/algorithm-identifiers.ts';
import { context, tags } from '#shared/signatures/der/reader.ts';
import { oids } from '#shared/signatures/der/oids.ts';
import {
  element,
  octetString,
  oid,
  sequence,
  setOf,
  smallInteger,
  unsignedInteger,
} from '#shared/signatures/der/writer.ts';
import { ecdsaToDer } from '#shared/signatures/ecdsa-value.ts';
import type { SubscriberKey } from './subscribers.ts';

/** Detached SignedData (RFC 5652 §5.1) without signed attributes: the value in it is of the digest itself. */
export function cmsAround(key: SubscriberKey, algorithm: SignatureAlgorithm, value: Uint8Array): Uint8Array {
  const certificate = new X509Certificate(new Uint8Array(key.certificate));
  const signerInfo = sequence(
    smallInteger(1),
    sequence(
      new Uint8Array(certificate.issuerName.toArrayBuffer()),
      unsignedInteger(Buffer.from(certificate.serialNumber, 'hex')),
    ),
    digestAlgorithmIdentifier(algorithm.hash),
    signatureAlgorithmIdentifier(algorithm),
    octetString(algorithm.scheme === 'ecdsa' ? ecdsaToDer(value) : value),
  );
  const certificates = setOf([key.certificate, ...key.chain]);
  certificates[0] = context(0);
  return sequence(
    oid(oids.signedData),
    element(
      context(0),
      sequence(
        smallInteger(1),
        setOf([digestAlgorithmIdentifier(algorithm.hash)]),
        sequence(oid(oids.data)),
        certificates,
        element(tags.set, signerInfo),
      ),
    ),
  );
}
