/** Judges one signer of a CMS (RFC 5652 §5.6, ETSI EN 319 122-1): digests, signature value, certificate binding. */
import { DvcttError } from '../../contract/errors.ts';
import type { HashName } from '../../signatures/algorithms.ts';
import {
  hashLength,
  readDigestAlgorithm,
  readSignatureAlgorithm,
} from '../../signatures/algorithm-identifiers.ts';
import {
  children,
  contentBytes,
  context,
  DerError,
  expect,
  rawBytes,
  readOid,
  readTime,
  tags,
  type DerElement,
} from '../../signatures/der/reader.ts';
import { oids } from '../../signatures/der/oids.ts';
import { ecdsaFromDer } from '../../signatures/ecdsa-value.ts';
import { equalBytes } from '../../signatures/equal.ts';
import { parseCertificate, type Certificate } from '../certificate.ts';
import { indeterminate, invalid, type Findings, type Problem } from '../conclusion.ts';
import { ecdsaSize, verifyValue } from '../signature-value.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';

export type CmsFindings = Pick<
  Findings,
  'algorithm' | 'intact' | 'signer' | 'others' | 'claimedSigningTime' | 'problem'
> & {
  /** Content type, message digest and the signer's certificate are bound by signed attributes. */
  readonly bindsCertificate: boolean;
};

/** Digest of the detached content with the given hash. */
export type ContentDigest = (hash: HashName) => Promise<Uint8Array>;

/** Judges a signer; malformed ASN.1 and unknown algorithms come back as a problem, nothing is thrown. */
export async function judgeCmsSigner(
  cms: SignedData,
  signer: SignerInfo,
  contentDigest: ContentDigest,
): Promise<CmsFindings> {
  const nothing = {
    algorithm: '',
    intact: false,
    signer: undefined,
    others: [],
    claimedSigningTime: undefined,
    bindsCertificate: false,
  };
  try {
    const frame = frameProblem(cms, signer);
    if (frame !== undefined) return { ...nothing, problem: frame };
    const certificates = cms.certificates.map(parseCertificate);
    const own = certificates.find((certificate) => isSigner(certificate, signer));
    if (own === undefined) return { ...nothing, problem: indeterminate('CERT_CHAIN_INCOMPLETE') };
    const others = certificates.filter((certificate) => certificate !== own);
    const found = { ...nothing, signer: own, others, claimedSigningTime: claimedTime(signer) };
    const hash = readDigestAlgorithm(signer.digestAlgorithm);
    const algorithm = readSignatureAlgorithm(signer.signatureAlgorithm);
    if (hash === 'weak' || algorithm === 'weak') return { ...found, problem: invalid('CERT_WEAK_KEY') };
    if (hash === undefined || algorithm === undefined) {
      return { ...found, problem: indeterminate('SIGNATURE_INDETERMINATE') };
    }
    if (algorithm.hash !== undefined && algorithm.hash !== hash) {
      return { ...found, problem: invalid('SIGNATURE_INVALID') };
    }
    const digestHolds = equalBytes(
      contentBytes(expect(single(signer, oids.messageDigest), tags.octetString)),
      await contentDigest(hash),
    );
    const value =
      algorithm.scheme === 'ecdsa' ? ecdsaFromDer(signer.signature, ecdsaSize(own)) : signer.signature;
    const valueHolds = await verifyValue(own, { ...algorithm, hash }, signer.signedBytes, value);
    const binding = signer.attributes.has(oids.signingCertificateV2)
      ? await bindsCertificate(single(signer, oids.signingCertificateV2), own)
      : undefined;
    const problem =
      binding === false || !protectsAlgorithms(signer) ? invalid('SIGNATURE_INVALID') : undefined;
    return {
      ...found,
      algorithm: `${algorithm.scheme} ${hash}`,
      intact: digestHolds && valueHolds,
      bindsCertificate: binding === true,
      problem: problem ?? saltProblem(algorithm.scheme === 'rsa-pss', algorithm.saltLength, hash),
    };
  } catch (thrown) {
    if (thrown instanceof DerError) return { ...nothing, problem: invalid('SIGNATURE_INVALID') };
    if (thrown instanceof DvcttError) return { ...nothing, problem: invalid(thrown.code) };
    throw thrown;
  }
}

/** The parts of the frame that no signature covers must say exactly what the standard makes them say. */
function frameProblem(cms: SignedData, signer: SignerInfo): Problem | undefined {
  const byKey = cms.signers.some(({ signerId }) => signerId.kind === 'key');
  const version = byKey || cms.contentType !== oids.data ? 3 : 1;
  if (cms.version !== version || signer.version !== (signer.signerId.kind === 'key' ? 3 : 1)) {
    return invalid('SIGNATURE_INVALID');
  }
  const idOf = (identifier: DerElement | undefined): string => {
    readDigestAlgorithm(identifier);
    return readOid(children(expect(identifier, tags.sequence))[0]);
  };
  const listed = cms.digestAlgorithms.map(idOf).toSorted();
  const used = [...new Set(cms.signers.map(({ digestAlgorithm }) => idOf(digestAlgorithm)))].toSorted();
  if (listed.join() !== used.join()) return invalid('SIGNATURE_INVALID');
  if (readOid(single(signer, oids.contentType)) !== cms.contentType) return invalid('SIGNATURE_INVALID');
  // Revocation data and unsigned attributes are not validated here yet; an unknown one is not passed over.
  const unknown = signer.unsignedTypes.filter((type) => type !== oids.signatureTimeStamp);
  if (cms.hasRevocationData || unknown.length > 0) return indeterminate('SIGNATURE_INDETERMINATE');
  return undefined;
}

/** The one value of a signed attribute. */
function single(signer: SignerInfo, type: string): DerElement {
  const [value, ...more] = signer.attributes.get(type) ?? [];
  if (value === undefined || more.length > 0) throw new DerError('attribute missing');
  return value;
}

function isSigner(certificate: Certificate, { signerId }: SignerInfo): boolean {
  if (signerId.kind === 'issuer-serial') {
    return (
      equalBytes(certificate.issuerName, signerId.issuer) &&
      equalBytes(certificate.serialNumber, signerId.serial)
    );
  }
  const { subjectKeyIdentifier: own } = certificate;
  return own !== undefined && equalBytes(own, signerId.keyIdentifier);
}

function claimedTime(signer: SignerInfo): Date | undefined {
  return signer.attributes.has(oids.signingTime) ? readTime(single(signer, oids.signingTime)) : undefined;
}

/** SigningCertificateV2 (RFC 5035 §3): its first ESSCertIDv2 must be the hash of the signer's certificate. */
async function bindsCertificate(attribute: DerElement, certificate: Certificate): Promise<boolean> {
  const [list] = children(expect(attribute, tags.sequence));
  const [first] = children(expect(list, tags.sequence));
  const parts = children(expect(first, tags.sequence));
  const named = parts[0]?.tag === tags.sequence ? parts.shift() : undefined;
  const hash = named === undefined ? 'SHA-256' : readDigestAlgorithm(named);
  const digest = contentBytes(expect(parts[0], tags.octetString));
  if (hash === undefined || hash === 'weak' || digest.length !== hashLength[hash]) return false;
  return equalBytes(digest, new Uint8Array(await crypto.subtle.digest(hash, certificate.der.slice())));
}

/** CMSAlgorithmProtection (RFC 6211), when present, must repeat both identifiers byte for byte. */
function protectsAlgorithms(signer: SignerInfo): boolean {
  if (!signer.attributes.has(oids.algorithmProtection)) return true;
  const parts = children(expect(single(signer, oids.algorithmProtection), tags.sequence));
  const [digest, signature] = parts;
  return (
    parts.length === 2 &&
    digest !== undefined &&
    signature?.tag === context(1) &&
    equalBytes(rawBytes(digest), rawBytes(signer.digestAlgorithm)) &&
    equalBytes(contentBytes(signature), contentBytes(signer.signatureAlgorithm))
  );
}

/** Thông tư 15/2025/TT-BKHCN takes RSASSA-PSS as PKCS#1 has it: a salt shorter than the hash is not judged valid. */
function saltProblem(pss: boolean, saltLength: number, hash: HashName): Problem | undefined {
  return pss && saltLength < hashLength[hash] ? indeterminate('SIGNATURE_INDETERMINATE') : undefined;
}
