import { createHash, randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature, SignerIdentity } from '#shared/signatures/prepared.ts';
import { canonicalDocument } from '#shared/validation/xml/canonical.ts';
import { parseXml } from '#shared/validation/xml/parse.ts';
import { findSignatures, isSignature, textWithoutSignatures } from '#shared/validation/xml/signatures.ts';
import { checkFileSize } from '../file-size.ts';
import { nodeHash } from '../node-hash.ts';
import { signerConstants } from '../signer-constants.ts';
import { requireTrueValue } from '../true-value.ts';
import { checkScheme } from '../value-length.ts';
import { signature, signedInfo, signedProperties } from './template.ts';

export interface XadesOptions {
  readonly algorithm: SignatureAlgorithm;
  readonly signingTime: Date;
  /** UUID; with the same one and the same time the same digest comes out again. Random when left out. */
  readonly id?: string;
  /** Of the signed data; `text/xml` when left out. */
  readonly mimeType?: string;
}

/**
 * An enveloped XAdES B-B signature (ETSI EN 319 132-1) over the whole document but its signatures, put before the end
 * tag of the root; every byte around it stays. Rejects with XML_BROKEN, XML_DTD_FORBIDDEN, XML_TOO_COMPLEX,
 * FILE_EMPTY, FILE_TOO_LARGE or CERT_INVALID.
 */
export async function prepareXades(
  xml: Uint8Array,
  signer: SignerIdentity,
  options: XadesOptions,
): Promise<PreparedSignature> {
  checkFileSize(xml);
  const constants = signerConstants(signer.certificate);
  const { algorithm } = options;
  checkScheme(constants.certificate, algorithm);
  const document = parseXml(xml);
  const { enveloped, misplaced } = findSignatures(document);
  if (misplaced) throw new DvcttError('XML_BROKEN', { reason: 'a signature inside the content' });
  const insertAt = document.root.endTagStart;
  if (insertAt === document.root.end)
    throw new DvcttError('XML_BROKEN', { reason: 'the root element is empty' });

  const hash = (text: string): Buffer => createHash(nodeHash[algorithm.hash]).update(text, 'utf8').digest();
  const id = options.id ?? randomUUID();
  const unsigned = createHash('sha256').update(textWithoutSignatures(document, enveloped), 'utf8');
  const properties = {
    id,
    algorithm,
    signingTime: options.signingTime,
    certificateDigest: constants.digest.toString('base64'),
    fileDigest: unsigned.digest('hex'),
    mimeType: options.mimeType ?? 'text/xml',
  };
  const info = {
    id,
    algorithm,
    documentDigest: hash(canonicalDocument(document, isSignature)).toString('base64'),
    propertiesDigest: hash(signedProperties(properties, true)).toString('base64'),
  };
  return Promise.resolve({
    algorithm,
    digest: hash(signedInfo(info, true)),
    complete: async (value) => {
      requireTrueValue(constants, algorithm, Buffer.from(signedInfo(info, true), 'utf8'), value);
      const certificates = [signer.certificate, ...signer.chain].map((der) => base64(der));
      const element = signature(
        id,
        signedInfo(info, false),
        base64(value),
        certificates,
        signedProperties(properties, false),
      );
      const signed = document.text.slice(0, insertAt) + element + document.text.slice(insertAt);
      return Promise.resolve(new Uint8Array(Buffer.from(signed, 'utf8')));
    },
  });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
