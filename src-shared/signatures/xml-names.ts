/** Names and algorithm URIs of XML-DSig (W3C, RFC 9231) and XAdES (ETSI EN 319 132-1), for writer and verifier. */
import type { HashName, SignatureAlgorithm } from './algorithms.ts';

export const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#';
export const xadesNamespace = 'http://uri.etsi.org/01903/v1.3.2#';
export const signedPropertiesType = 'http://uri.etsi.org/01903#SignedProperties';

export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const envelopedTransform = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const xpathTransform = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
/** Leaves every signature out of what each of them covers, so that the second signer does not break the first. */
export const withoutSignatures = 'not(ancestor-or-self::ds:Signature)';

export const digestUris: Readonly<Record<HashName, string>> = {
  'SHA-256': 'http://www.w3.org/2001/04/xmlenc#sha256',
  'SHA-384': 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'SHA-512': 'http://www.w3.org/2001/04/xmlenc#sha512',
};
export const sha1DigestUri = 'http://www.w3.org/2000/09/xmldsig#sha1';

const suffix: Readonly<Record<HashName, string>> = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

export function signatureUri({ scheme, hash }: SignatureAlgorithm): string {
  switch (scheme) {
    case 'rsa-pkcs1':
      return `http://www.w3.org/2001/04/xmldsig-more#rsa-${suffix[hash]}`;
    case 'rsa-pss':
      return `http://www.w3.org/2007/05/xmldsig-more#${suffix[hash]}-rsa-MGF1`;
    case 'ecdsa':
      return `http://www.w3.org/2001/04/xmldsig-more#ecdsa-${suffix[hash]}`;
  }
}

export const weakSignatureUris: readonly string[] = [
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  'http://www.w3.org/2000/09/xmldsig#dsa-sha1',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-md5',
];

/**
 * Text of DataObjectFormat/Description: binds the exact bytes of the file as it was before any signature. A canonical
 * form forgets comments, the XML declaration and white space inside tags; this does not.
 */
export const fileDigestText = (sha256Hex: string): string => `SHA-256 of the unsigned file: ${sha256Hex}`;
export const fileDigestForm = /^SHA-256 of the unsigned file: ([0-9a-f]{64})$/;
