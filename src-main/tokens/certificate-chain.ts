import { X509Certificate } from 'node:crypto';

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
