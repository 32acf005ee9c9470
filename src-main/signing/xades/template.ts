/**
 * The text of an enveloped XAdES B-B signature (ETSI EN 319 132-1 §6.3). It is written in canonical form, so that what
 * is hashed differs from what is stored by namespace declarations alone: exclusive canonicalization puts them on the
 * part that is signed, the file on the elements around it.
 */
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import {
  digestUris,
  dsNamespace,
  envelopedTransform,
  exclusiveC14n,
  fileDigestText,
  signatureUri,
  signedPropertiesType,
  withoutSignatures,
  xadesNamespace,
  xpathTransform,
} from '#shared/signatures/xml-names.ts';
import { escapeAttribute, escapeText } from '#shared/validation/xml/canonical.ts';

const ds = ` xmlns:ds="${dsNamespace}"`;
const xades = ` xmlns:xades="${xadesNamespace}"`;

export interface SignedPropertiesValues {
  readonly id: string;
  readonly algorithm: SignatureAlgorithm;
  readonly signingTime: Date;
  /** Base64 SHA-256 of the signer's certificate. */
  readonly certificateDigest: string;
  /** Lower-case hex SHA-256 of the file without signatures. */
  readonly fileDigest: string;
  readonly mimeType: string;
}

/** @param canonical as it is hashed, or as it stands in the file. */
export function signedProperties(values: SignedPropertiesValues, canonical: boolean): string {
  const apex = canonical ? xades : '';
  const inner = canonical ? ds : '';
  const time = `${values.signingTime.toISOString().slice(0, 19)}Z`;
  return (
    `<xades:SignedProperties${apex} Id="P-${values.id}"><xades:SignedSignatureProperties>` +
    `<xades:SigningTime>${time}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>` +
    `<ds:DigestMethod${inner} Algorithm="${digestUris['SHA-256']}"></ds:DigestMethod>` +
    `<ds:DigestValue${inner}>${values.certificateDigest}</ds:DigestValue></xades:CertDigest></xades:Cert>` +
    `</xades:SigningCertificateV2></xades:SignedSignatureProperties><xades:SignedDataObjectProperties>` +
    `<xades:DataObjectFormat ObjectReference="#R-${escapeAttribute(values.id)}">` +
    `<xades:Description>${fileDigestText(values.fileDigest)}</xades:Description>` +
    `<xades:MimeType>${escapeText(values.mimeType)}</xades:MimeType></xades:DataObjectFormat>` +
    `</xades:SignedDataObjectProperties></xades:SignedProperties>`
  );
}

export interface SignedInfoValues {
  readonly id: string;
  readonly algorithm: SignatureAlgorithm;
  /** Base64 digests. */
  readonly documentDigest: string;
  readonly propertiesDigest: string;
}

const transform = (uri: string): string => `<ds:Transform Algorithm="${uri}"></ds:Transform>`;

const documentTransforms =
  `<ds:Transforms>${transform(envelopedTransform)}<ds:Transform Algorithm="${xpathTransform}">` +
  `<ds:XPath>${withoutSignatures}</ds:XPath></ds:Transform>${transform(exclusiveC14n)}</ds:Transforms>`;

/** @param canonical as it is hashed, or as it stands in the file. */
export function signedInfo(values: SignedInfoValues, canonical: boolean): string {
  const method = `<ds:DigestMethod Algorithm="${digestUris[values.algorithm.hash]}"></ds:DigestMethod>`;
  return (
    `<ds:SignedInfo${canonical ? ds : ''}>` +
    `<ds:CanonicalizationMethod Algorithm="${exclusiveC14n}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${signatureUri(values.algorithm)}"></ds:SignatureMethod>` +
    `<ds:Reference Id="R-${values.id}" URI="">${documentTransforms}${method}` +
    `<ds:DigestValue>${values.documentDigest}</ds:DigestValue></ds:Reference>` +
    `<ds:Reference Type="${signedPropertiesType}" URI="#P-${values.id}">` +
    `<ds:Transforms>${transform(exclusiveC14n)}</ds:Transforms>${method}` +
    `<ds:DigestValue>${values.propertiesDigest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`
  );
}

/** The whole element, as it stands in the file. All values are base64, the signer's certificate first. */
export function signature(
  id: string,
  info: string,
  value: string,
  certificates: readonly string[],
  properties: string,
): string {
  const x509 = certificates.map((der) => `<ds:X509Certificate>${der}</ds:X509Certificate>`).join('');
  return (
    `<ds:Signature${ds} Id="S-${id}">${info}<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data>${x509}</ds:X509Data></ds:KeyInfo><ds:Object>` +
    `<xades:QualifyingProperties${xades} Target="#S-${id}">${properties}</xades:QualifyingProperties>` +
    `</ds:Object></ds:Signature>`
  );
}
