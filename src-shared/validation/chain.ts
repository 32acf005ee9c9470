/** Builds and validates a certification path to a given trust anchor (RFC 5280 §6, without revocation). */
import type { FailureCode } from '../contract/errors.ts';
import { readSignatureAlgorithm } from '../signatures/algorithm-identifiers.ts';
import { DerError, readDer } from '../signatures/der/reader.ts';
import { ecdsaFromDer } from '../signatures/ecdsa-value.ts';
import { equalBytes } from '../signatures/equal.ts';
import { isStrongKey, type Certificate } from './certificate.ts';
import { ecdsaSize, verifyValue } from './signature-value.ts';

export type PathResult =
  | { readonly kind: 'trusted'; readonly path: readonly Certificate[] }
  | { readonly kind: 'untrusted'; readonly reason: FailureCode };

const maxPathLength = 8;
/** A hostile file may carry many certificates of one name; each try costs a signature check. */
const maxTries = 100;

/**
 * Finds a path signer → … → anchor in which every certificate is valid at `at`, every issuer is a CA allowed to sign
 * certificates, and every signature holds. CERT_CHAIN_INCOMPLETE when there is none, or a more telling code when a
 * path exists but a certificate on it is expired, weak or unreadable.
 */
export async function buildPath(
  signer: Certificate,
  candidates: readonly Certificate[],
  anchors: readonly Certificate[],
  at: Date,
): Promise<PathResult> {
  let tries = 0;
  let reason: FailureCode = 'CERT_CHAIN_INCOMPLETE';

  async function extend(path: readonly Certificate[]): Promise<readonly Certificate[] | undefined> {
    const last = path.at(-1);
    if (last === undefined || path.length > maxPathLength) return undefined;
    for (const issuer of [...anchors, ...candidates]) {
      if (!equalBytes(issuer.subjectName, last.issuerName) || path.includes(issuer)) continue;
      if (++tries > maxTries) return undefined;
      const refusal = issuerRefusal(issuer, path, at);
      if (refusal === 'CERT_CHAIN_INCOMPLETE') continue;
      const signed = await issued(issuer, last);
      if (signed === 'weak') reason = 'CERT_WEAK_KEY';
      if (signed !== true) continue;
      if (refusal !== undefined) {
        reason = refusal;
        continue;
      }
      const longer = [...path, issuer];
      const found = anchors.includes(issuer) ? longer : await extend(longer);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  const path = await extend([signer]);
  return path === undefined ? { kind: 'untrusted', reason } : { kind: 'trusted', path };
}

/** Whether the issuer's key signed the certificate; `weak` when it did so with an algorithm that is not accepted. */
export async function issued(issuer: Certificate, subject: Certificate): Promise<boolean | 'weak'> {
  try {
    const algorithm = readSignatureAlgorithm(readDer(subject.signatureAlgorithm));
    if (algorithm === 'weak') return 'weak';
    if (algorithm?.hash === undefined) return false;
    const value =
      algorithm.scheme === 'ecdsa' ? ecdsaFromDer(subject.signature, ecdsaSize(issuer)) : subject.signature;
    return await verifyValue(issuer, { ...algorithm, hash: algorithm.hash }, subject.tbs, value);
  } catch (thrown) {
    if (thrown instanceof DerError) return false;
    throw thrown;
  }
}

/** Why a certificate may not stand above the path so far; CERT_CHAIN_INCOMPLETE when it never may. */
function issuerRefusal(issuer: Certificate, path: readonly Certificate[], at: Date): FailureCode | undefined {
  if (!issuer.isCa || !issuer.keyUsage.includes('keyCertSign')) return 'CERT_CHAIN_INCOMPLETE';
  if (issuer.unknownCritical.length > 0) return 'CERT_CHAIN_INCOMPLETE';
  // pathLenConstraint counts the intermediates below, self-issued ones not included (RFC 5280 §4.2.1.9).
  const below = path.slice(1).filter(({ subjectName, issuerName }) => !equalBytes(subjectName, issuerName));
  if (issuer.pathLength !== undefined && below.length > issuer.pathLength) return 'CERT_CHAIN_INCOMPLETE';
  if (at > issuer.notAfter) return 'CERT_EXPIRED';
  if (at < issuer.notBefore) return 'CERT_NOT_YET_VALID';
  return isStrongKey(issuer) ? undefined : 'CERT_WEAK_KEY';
}
