import { createHash } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature, SignerIdentity } from '#shared/signatures/prepared.ts';
import { DerError } from '#shared/signatures/der/reader.ts';
import { oids } from '#shared/signatures/der/oids.ts';
import { readSignedData, type SignedData } from '#shared/validation/cms/signed-data.ts';
import { checkFileSize } from '../file-size.ts';
import { nodeHash } from '../node-hash.ts';
import { signerConstants } from '../signer-constants.ts';
import { requireTrueValue } from '../true-value.ts';
import { checkScheme } from '../value-length.ts';
import { signedAttributes } from './signed-attributes.ts';
import { encodeSignedData } from './signed-data.ts';

export interface CadesOptions {
  readonly algorithm: SignatureAlgorithm;
  readonly signingTime: Date;
  /** As in the other formats; nothing in a CMS is random. */
  readonly id?: string;
  /** A detached CMS over the same content, to which this signature is added beside its signers. */
  readonly existing?: Uint8Array;
}

/**
 * A detached CAdES B-B signature (ETSI EN 319 122-1) of any file; `complete` returns the DER CMS (`.p7s`). Rejects
 * with FILE_EMPTY, FILE_TOO_LARGE, CERT_INVALID, or SIGNATURE_INVALID when `existing` is no detached CMS.
 */
export async function prepareCades(
  content: Uint8Array,
  signer: SignerIdentity,
  options: CadesOptions,
): Promise<PreparedSignature> {
  checkFileSize(content);
  const constants = signerConstants(signer.certificate);
  const { algorithm } = options;
  checkScheme(constants.certificate, algorithm);
  const earlier = options.existing === undefined ? undefined : readExisting(options.existing);
  const hash = nodeHash[algorithm.hash];
  const attributes = signedAttributes({
    algorithm,
    messageDigest: createHash(hash).update(content).digest(),
    certificateDigest: constants.digest,
    signingTime: options.signingTime,
  });
  return Promise.resolve({
    algorithm,
    digest: createHash(hash).update(attributes).digest(),
    complete: async (value) => {
      requireTrueValue(constants, algorithm, attributes, value);
      const parts = {
        algorithm,
        certificate: constants.certificate,
        chain: signer.chain,
        signedAttributes: attributes,
        value,
      };
      return Promise.resolve(encodeSignedData(parts, earlier));
    },
  });
}

function readExisting(bytes: Uint8Array): SignedData {
  try {
    const existing = readSignedData(bytes);
    if (existing.length === bytes.length && existing.attached === undefined) {
      if (existing.contentType === oids.data && !existing.hasRevocationData) return existing;
    }
  } catch (thrown) {
    if (!(thrown instanceof DerError)) throw thrown;
  }
  throw new DvcttError('SIGNATURE_INVALID', { reason: 'not a detached CMS' });
}
