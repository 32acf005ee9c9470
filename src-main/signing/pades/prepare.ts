import { createHash, randomUUID } from 'node:crypto';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature, SignerIdentity } from '#shared/signatures/prepared.ts';
import { PdfDocument } from '#shared/validation/pdf/document.ts';
import { readReferences } from '#shared/validation/pdf/references.ts';
import { signedAttributes } from '../cades/signed-attributes.ts';
import { encodeSignedData } from '../cades/signed-data.ts';
import { checkFileSize } from '../file-size.ts';
import { nodeHash } from '../node-hash.ts';
import { signerConstants, type SignerConstants } from '../signer-constants.ts';
import { requireTrueValue } from '../true-value.ts';
import { checkScheme } from '../value-length.ts';
import { checkCertification } from './certification.ts';
import { IncrementalUpdate } from './incremental-update.ts';
import { addSignatureField } from './signature-field.ts';
import { writeDate, writeText } from './write-object.ts';

export interface PadesOptions {
  readonly algorithm: SignatureAlgorithm;
  readonly signingTime: Date;
  /** UUID; with the same one and the same time the same digest comes out again. Random when left out. */
  readonly id?: string;
  readonly reason?: string;
  readonly location?: string;
  readonly contact?: string;
  /** Of the signer; the certificate's common name when left out. */
  readonly name?: string;
}

/** `[0 a b c]`, filled in once the file is laid out; wide enough for ten digits each. */
const rangeWidth = '[0 0000000000 0000000000 0000000000]'.length;

// By what the CMS is made of besides its values: a batch signs hundreds of documents with the same.
const rooms = new WeakMap<SignerConstants, WeakMap<SignerIdentity['chain'], Map<string, number>>>();

/** Octets of the CMS of this signer. */
function roomFor(
  constants: SignerConstants,
  { chain }: SignerIdentity,
  { scheme, hash }: SignatureAlgorithm,
  measure: () => number,
): number {
  const ofSigner = rooms.get(constants) ?? new WeakMap<SignerIdentity['chain'], Map<string, number>>();
  rooms.set(constants, ofSigner);
  const known = ofSigner.get(chain) ?? new Map<string, number>();
  ofSigner.set(chain, known);
  const name = `${scheme} ${hash}`;
  const room = known.get(name) ?? measure();
  known.set(name, room);
  return room;
}

/**
 * A PAdES B-B signature (ETSI EN 319 142-1) as an incremental update: the bytes given are an exact prefix of the
 * result, so that earlier signatures stay valid. Rejects with PDF_BROKEN, PDF_ENCRYPTED, PDF_CHANGES_FORBIDDEN,
 * FILE_EMPTY, FILE_TOO_LARGE or CERT_INVALID.
 */
export async function preparePades(
  pdf: Uint8Array,
  signer: SignerIdentity,
  options: PadesOptions,
): Promise<PreparedSignature> {
  checkFileSize(pdf);
  const constants = signerConstants(signer.certificate);
  const { certificate } = constants;
  const { algorithm } = options;
  checkScheme(certificate, algorithm);
  const document = await PdfDocument.open(pdf);
  await checkCertification(document, (await document.catalog()).dictionary);

  const hash = nodeHash[algorithm.hash];
  const attributesOf = (messageDigest: Uint8Array): Uint8Array =>
    signedAttributes({ algorithm, messageDigest, certificateDigest: constants.digest });
  const cmsOf = (attributes: Uint8Array, value: Uint8Array): Uint8Array =>
    encodeSignedData({ algorithm, certificate, chain: signer.chain, signedAttributes: attributes, value });
  const room = roomFor(constants, signer, algorithm, () => {
    // The CMS of a dummy value: of all values of this size the one with every bit set has the longest encoding.
    const valueOctets = Math.ceil(certificate.keyBits / 8) * (algorithm.scheme === 'ecdsa' ? 2 : 1);
    const dummyDigest = createHash(hash).digest();
    return cmsOf(attributesOf(dummyDigest), new Uint8Array(valueOctets).fill(0xff)).length;
  });

  const { missing } = await readReferences(document);
  const update = new IncrementalUpdate(document, missing);
  const number = update.reserve();
  const texts = [
    ['Name', options.name ?? certificate.commonName],
    ['Reason', options.reason],
    ['Location', options.location],
    ['ContactInfo', options.contact],
  ] as const;
  const head =
    `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M${writeDate(options.signingTime)}` +
    texts
      .map(([key, text]) => (text === undefined || text === '' ? '' : `/${key}${writeText(text)}`))
      .join('') +
    '/ByteRange ';
  const middle = '/Contents ';
  const bodyStart = update.add(
    number,
    `${head}${' '.repeat(rangeWidth)}${middle}<${'0'.repeat(2 * room)}>>>`,
  );
  await addSignatureField(document, update, number, `Signature-${(options.id ?? randomUUID()).slice(0, 8)}`);
  const file = update.finish();

  const rangeStart = bodyStart + head.length;
  const gapStart = rangeStart + rangeWidth + middle.length;
  const gapEnd = gapStart + 2 * room + 2;
  const range = `[0 ${gapStart} ${gapEnd} ${file.length - gapEnd}]`;
  file.write(range.padEnd(rangeWidth), rangeStart, 'latin1');

  const messageDigest = createHash(hash)
    .update(file.subarray(0, gapStart))
    .update(file.subarray(gapEnd))
    .digest();
  const attributes = attributesOf(messageDigest);
  return {
    algorithm,
    digest: createHash(hash).update(attributes).digest(),
    complete: async (value) => {
      requireTrueValue(constants, algorithm, attributes, value);
      const signed = new Uint8Array(file);
      const hex = Buffer.from(cmsOf(attributes, value)).toString('hex');
      signed.set(Buffer.from(hex, 'latin1'), gapStart + 1);
      return Promise.resolve(signed);
    },
  };
}
