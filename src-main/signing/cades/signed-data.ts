import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import {
  digestAlgorithmIdentifier,
  signatureAlgorithmIdentifier,
} from '#shared/signatures/algorithm-identifiers.ts';
import { ecdsaToDer } from '#shared/signatures/ecdsa-value.ts';
import { context, rawBytes, tags } from '#shared/signatures/der/reader.ts';
import { oids } from '#shared/signatures/der/oids.ts';
import { element, octetString, oid, sequence, setOf, smallInteger } from '#shared/signatures/der/writer.ts';
import { equalBytes } from '#shared/signatures/equal.ts';
import type { Certificate } from '#shared/validation/certificate.ts';
import type { SignedData } from '#shared/validation/cms/signed-data.ts';

export interface NewSigner {
  readonly algorithm: SignatureAlgorithm;
  readonly certificate: Certificate;
  readonly chain: readonly Uint8Array[];
  /** DER, tagged as SET OF. */
  readonly signedAttributes: Uint8Array;
  /** Raw: RSA modulus size, or r‖s. */
  readonly value: Uint8Array;
}

/**
 * Detached SignedData, version 1 (RFC 5652 §5.1), of one new signer, beside the signers of `earlier` when that is
 * given: parallel signatures over the same content.
 */
export function encodeSignedData(signer: NewSigner, earlier?: SignedData): Uint8Array {
  const attributes = signer.signedAttributes.slice();
  attributes[0] = context(0);
  const signerInfo = sequence(
    smallInteger(1),
    sequence(signer.certificate.issuerName, signer.certificate.serialNumber),
    digestAlgorithmIdentifier(signer.algorithm.hash),
    attributes,
    signatureAlgorithmIdentifier(signer.algorithm),
    octetString(signer.algorithm.scheme === 'ecdsa' ? ecdsaToDer(signer.value) : signer.value),
  );
  const digests = unique([
    ...(earlier?.digestAlgorithms ?? []).map(rawBytes),
    digestAlgorithmIdentifier(signer.algorithm.hash),
  ]);
  const certificates = unique([...(earlier?.certificates ?? []), signer.certificate.der, ...signer.chain]);
  const certificateSet = setOf(certificates);
  certificateSet[0] = context(0);
  return sequence(
    oid(oids.signedData),
    element(
      context(0),
      sequence(
        smallInteger(earlier?.version ?? 1),
        setOf(digests),
        sequence(oid(oids.data)),
        certificateSet,
        earlier === undefined
          ? element(tags.set, signerInfo)
          : setOf([...earlier.signers.map(({ raw }) => raw), signerInfo]),
      ),
    ),
  );
}

function unique(encodings: readonly Uint8Array[]): Uint8Array[] {
  // A handful each time: comparing them costs less than a name for each.
  const found: Uint8Array[] = [];
  for (const encoding of encodings)
    if (!found.some((other) => equalBytes(other, encoding))) found.push(encoding);
  return found;
}
