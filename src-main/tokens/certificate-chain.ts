import { X509Certificate } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import { parseCertificate } from '#shared/validation/certificate.ts';

/** Longest chain followed; a real one has three or four certificates. */
const longestChain = 8;

/**
 * The issuers of a certificate among `candidates` (DER), nearest first, each one's signature checked. Stops at a
 * self-signed certificate, which is included. Candidates that cannot be read are passed over.
 */
export function chainFrom(certificate: Uint8Array, candidates: readonly Uint8Array[]): Uint8Array[] {
  const known = candidates.flatMap((der) => read(der) ?? []);
  const chain: Uint8Array[] = [];
  let last = read(certificate);
  while (last !== undefined && chain.length < longestChain) {
    const child: X509Certificate = last;
    const issuer = known.find((candidate) => issued(candidate, child));
    if (issuer === undefined || issuer.fingerprint256 === child.fingerprint256) break;
    if (chain.some((member) => issuer.raw.equals(member))) break;
    chain.push(new Uint8Array(issuer.raw));
    last = issuer;
  }
  return chain;
}

/** Names of the issuers of a chain as `chainFrom` gives it, and whether it ends in a self-signed certificate. */
export function describeChain(
  certificate: Uint8Array,
  chain: readonly Uint8Array[],
): { readonly issuers: readonly string[]; readonly complete: boolean } {
  const last = read(chain.at(-1) ?? certificate);
  return { issuers: chain.map(nameOf), complete: last !== undefined && issued(last, last) };
}

/** The common name, or the whole subject of an authority that has none. */
function nameOf(der: Uint8Array): string {
  try {
    const { commonName, subject } = parseCertificate(der);
    return commonName === '' ? subject : commonName;
  } catch (thrown) {
    // It served as an issuer, so Node can read it, though it bends a rule that our own reader keeps.
    if (thrown instanceof DvcttError) return read(der)?.subject ?? '';
    throw thrown;
  }
}

function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  try {
    return subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function read(der: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}
