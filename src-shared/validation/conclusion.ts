/** From what was found about one signature to its report (ETSI EN 319 102-1 §5.1.3): doubt is never valid. */
import type { FailureCode } from '../contract/errors.ts';
import { equalBytes } from '../signatures/equal.ts';
import { toHex } from '../signatures/hex.ts';
import { buildPath, issued } from './chain.ts';
import { certificateRefusals, type Certificate } from './certificate.ts';
import type { Indication, SignatureReport } from './report.ts';
import type { Trust } from './trust.ts';

export interface Findings {
  readonly format: SignatureReport['format'];
  readonly level: SignatureReport['level'];
  /** For people: scheme and hash. */
  readonly algorithm: string;
  /** Digests and signature value hold over exactly the bytes they have to cover. */
  readonly intact: boolean;
  readonly coversWholeFile: boolean;
  readonly signer: Certificate | undefined;
  /** Every other certificate that the signature carries. */
  readonly others: readonly Certificate[];
  readonly claimedSigningTime: Date | undefined;
  /** The first thing found wrong with the document or the frame of the signature. */
  readonly problem?: Problem | undefined;
  readonly contentAdded?: boolean;
}

export interface Problem {
  readonly indication: Exclude<Indication, 'valid'>;
  readonly reason: FailureCode;
}

export const invalid = (reason: FailureCode): Problem => ({ indication: 'invalid', reason });
export const indeterminate = (reason: FailureCode): Problem => ({ indication: 'indeterminate', reason });

/** How far a claimed time may lie ahead of this machine's clock: an hour for clocks that drift. */
const clockTolerance = 3_600_000;

export async function concludeSignature(findings: Findings, trust: Trust): Promise<SignatureReport> {
  const { signer, claimedSigningTime: claimed } = findings;
  const problem = await firstProblem(findings, trust);
  return {
    indication: problem?.indication ?? 'valid',
    ...(problem === undefined ? {} : { reason: problem.reason }),
    format: findings.format,
    level: findings.level,
    algorithm: findings.algorithm,
    intact: findings.intact,
    coversWholeFile: findings.coversWholeFile,
    ...(signer === undefined ? {} : { signer: await describe(signer) }),
    ...(claimed === undefined ? {} : { claimedSigningTime: claimed.toISOString() }),
    ...(claimed === undefined || signer === undefined
      ? {}
      : { certificateValidAtSigning: claimed >= signer.notBefore && claimed <= signer.notAfter }),
    warnings: [
      'REVOCATION_NOT_CHECKED',
      'SIGNING_TIME_UNPROVEN',
      ...(findings.contentAdded === true ? (['CONTENT_ADDED_AFTER_SIGNATURE'] as const) : []),
    ],
  };
}

async function firstProblem(findings: Findings, trust: Trust): Promise<Problem | undefined> {
  const { signer, claimedSigningTime: claimed, problem } = findings;
  // What makes a signature invalid goes before what leaves it open.
  if (problem?.indication === 'invalid') return problem;
  if (signer === undefined) return problem ?? indeterminate('CERT_CHAIN_INCOMPLETE');
  if (!findings.intact) return invalid('SIGNATURE_INVALID');
  const refusals = certificateRefusals(signer, trust.now);
  const final = refusals.find((code) => code === 'CERT_KEY_USAGE' || code === 'CERT_WEAK_KEY');
  if (final !== undefined) return invalid(final);
  if (problem !== undefined) return problem;
  if (findings.level === 'none') return indeterminate('SIGNATURE_INDETERMINATE');
  if (signer.unknownCritical.length > 0) return indeterminate('CERT_INVALID');
  const path = await buildPath(
    signer,
    [...findings.others, ...trust.intermediates],
    trust.anchors,
    trust.now,
  );
  if (path.kind === 'untrusted') return indeterminate(path.reason);
  const [refusal] = refusals;
  if (refusal !== undefined) return indeterminate(refusal);
  if (claimed === undefined) return indeterminate('SIGNATURE_INDETERMINATE');
  if (claimed > signer.notAfter) return indeterminate('CERT_EXPIRED');
  if (claimed < signer.notBefore) return indeterminate('CERT_NOT_YET_VALID');
  if (claimed.getTime() > trust.now.getTime() + clockTolerance) {
    return indeterminate('SIGNATURE_INDETERMINATE');
  }
  return (await everyOtherIsVouchedFor(findings.others, path.path, trust))
    ? undefined
    : indeterminate('CERT_CHAIN_INCOMPLETE');
}

/** A hostile signature may carry many certificates of one name; each try costs a signature check. */
const maxTries = 100;

/**
 * Certificates that a signature carries stand outside what it signs. One that no known issuer signed may have been
 * altered on the way, and is not passed over in silence.
 */
async function everyOtherIsVouchedFor(
  others: readonly Certificate[],
  path: readonly Certificate[],
  trust: Trust,
): Promise<boolean> {
  const issuers = [...trust.anchors, ...trust.intermediates, ...others];
  let tries = 0;
  for (const other of others) {
    if (path.some(({ der }) => equalBytes(der, other.der))) continue;
    if (trust.anchors.some(({ der }) => equalBytes(der, other.der))) continue;
    let vouched = false;
    for (const issuer of issuers) {
      if (vouched || !equalBytes(issuer.subjectName, other.issuerName)) continue;
      if (++tries > maxTries) return false;
      vouched = (await issued(issuer, other)) === true;
    }
    if (!vouched) return false;
  }
  return true;
}

async function describe(signer: Certificate): Promise<NonNullable<SignatureReport['signer']>> {
  return {
    commonName: signer.commonName,
    organisation: signer.organisation,
    uids: [...signer.uids],
    subject: signer.subject,
    issuer: signer.issuer,
    issuerCommonName: signer.issuerCommonName,
    serial: signer.serial,
    notBefore: signer.notBefore.toISOString(),
    notAfter: signer.notAfter.toISOString(),
    thumbprint: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', signer.der.slice()))),
  };
}

/** Findings of a signature that could not be read far enough to say who made it. */
export function unreadable(format: SignatureReport['format'], problem: Problem): Findings {
  return {
    format,
    level: 'none',
    algorithm: '',
    intact: false,
    coversWholeFile: false,
    signer: undefined,
    others: [],
    claimedSigningTime: undefined,
    problem,
  };
}
