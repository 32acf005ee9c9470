import type { CertificatePurpose } from '#shared/contract/tokens.ts';
import type { Certificate, KeyUsage } from '#shared/validation/certificate.ts';

/** Extended key usages (RFC 5280 §4.2.1.12) by what a person would call them. */
const anyUsage = '2.5.29.37.0';
const documentUsages = new Set([
  anyUsage,
  // emailProtection, codeSigning, documentSigning (RFC 9336)
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.5.5.7.3.3',
  '1.3.6.1.5.5.7.3.36',
  // Microsoft document signing, Adobe authentic documents
  '1.3.6.1.4.1.311.10.3.12',
  '1.2.840.113583.1.1.5',
]);
const authenticationUsages = new Set([
  anyUsage,
  // clientAuth, Microsoft smart-card logon
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.4.1.311.20.2.2',
]);

const encryptionBits: readonly KeyUsage[] = ['keyEncipherment', 'dataEncipherment', 'keyAgreement'];

/**
 * What a certificate is for, from its key usage and extended key usage together. A non-repudiation bit says signing
 * whatever else is there; a bare digital-signature bit may be a log-on certificate, which the extended usage tells.
 */
export function certificatePurposes(
  facts: Pick<Certificate, 'keyUsage' | 'extendedKeyUsage' | 'isCa'>,
): CertificatePurpose[] {
  const { keyUsage, extendedKeyUsage: extended } = facts;
  const signs = keyUsage.includes('digitalSignature');
  const purposes: CertificatePurpose[] = [];
  if (
    !facts.isCa &&
    (keyUsage.includes('nonRepudiation') ||
      (signs && (extended.length === 0 || extended.some((usage) => documentUsages.has(usage)))))
  ) {
    purposes.push('signing');
  }
  if (!facts.isCa && keyUsage.some((bit) => encryptionBits.includes(bit))) purposes.push('encryption');
  if (signs && extended.some((usage) => authenticationUsages.has(usage))) purposes.push('authentication');
  if (facts.isCa || keyUsage.includes('keyCertSign')) purposes.push('authority');
  return purposes;
}
