import {
  children,
  contentBytes,
  context,
  contextPrimitive,
  expect,
  readDer,
  readInside,
  readOid,
  readBoolean,
  tags,
  type DerElement,
} from '#shared/signatures/der/reader.ts';
import type { Certificate } from '#shared/validation/certificate.ts';

/** Object identifiers of RFC 5280 and RFC 6960 that only revocation needs. */
export const revocationOids = {
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocspAccess: '1.3.6.1.5.5.7.48.1',
  ocspBasic: '1.3.6.1.5.5.7.48.1.1',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  crlDistributionPoints: '2.5.29.31',
  extendedKeyUsage: '2.5.29.37',
  reasonCode: '2.5.29.21',
  deltaIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  authorityKeyIdentifier: '2.5.29.35',
  crlNumber: '2.5.29.20',
} as const;

export interface Extension {
  readonly id: string;
  readonly critical: boolean;
  /** What the OCTET STRING holds. */
  readonly value: DerElement;
}

/** The extensions in a SEQUENCE OF Extension (RFC 5280 §4.1). @throws DerError */
export function readExtensions(list: DerElement): Extension[] {
  return children(expect(list, tags.sequence)).map((extension) => {
    const [id, ...rest] = children(expect(extension, tags.sequence));
    const critical = rest.length === 2 && readBoolean(rest[0]);
    return { id: readOid(id), critical, value: readInside(expect(rest.at(-1), tags.octetString)) };
  });
}

/** The content of one extension of a certificate, or undefined. @throws DerError */
export function certificateExtension(certificate: Certificate, id: string): DerElement | undefined {
  const wrapper = children(readDer(certificate.tbs)).find(({ tag }) => tag === context(3));
  if (wrapper === undefined) return undefined;
  return readExtensions(readInside(wrapper)).find((extension) => extension.id === id)?.value;
}

/** Where the certificate says that OCSP is asked (RFC 5280 §4.2.2.1); http and https only. */
export function ocspUrls(certificate: Certificate): string[] {
  const access = certificateExtension(certificate, revocationOids.authorityInfoAccess);
  if (access === undefined) return [];
  return children(expect(access, tags.sequence)).flatMap((description) => {
    const [method, location] = children(expect(description, tags.sequence));
    return readOid(method) === revocationOids.ocspAccess ? httpUrl(location) : [];
  });
}

/** Where the certificate says that the revocation list of its issuer lies (RFC 5280 §4.2.1.13); http and https only. */
export function crlUrls(certificate: Certificate): string[] {
  const points = certificateExtension(certificate, revocationOids.crlDistributionPoints);
  if (points === undefined) return [];
  return children(expect(points, tags.sequence)).flatMap((point) => {
    const parts = children(expect(point, tags.sequence));
    // A list of some reasons only, or of another issuer, cannot say that all is well.
    if (parts.some(({ tag }) => tag === contextPrimitive(1) || tag === context(2))) return [];
    const name = parts.find(({ tag }) => tag === context(0));
    return name === undefined ? [] : pointUrls(name);
  });
}

/** The addresses in a DistributionPointName under its explicit tag (RFC 5280 §4.2.1.13). */
export function pointUrls(name: DerElement): string[] {
  const full = children(name).find(({ tag }) => tag === context(0));
  return full === undefined ? [] : children(full).flatMap(httpUrl);
}

/** Whether the extended key usage names a purpose (RFC 5280 §4.2.1.12). */
export function hasPurpose(certificate: Certificate, purpose: string): boolean {
  const usage = certificateExtension(certificate, revocationOids.extendedKeyUsage);
  if (usage === undefined) return false;
  return children(expect(usage, tags.sequence)).some((id) => readOid(id) === purpose);
}

/** A GeneralName that is a URI (`[6]` IA5String). */
function httpUrl(name: DerElement | undefined): string[] {
  if (name?.tag !== contextPrimitive(6)) return [];
  const text = Buffer.from(contentBytes(name)).toString('latin1');
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? [text] : [];
}
