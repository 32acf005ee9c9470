import { DvcttError } from '#shared/contract/errors.ts';
import { papersOf } from '#shared/domain/registration/certificate-holder.ts';
import type { SignatureReport, ValidationReport } from '#shared/validation/report.ts';
import type { Person } from '../accounts/person.ts';

/** How far a signer's clock may be off (ms). */
const clockTolerance = 10 * 60_000;

export interface Expectation {
  readonly name: string;
  /** Signatures on the revision before. */
  readonly earlier: readonly SignatureReport[];
  /** Whose registered certificate it must be. */
  readonly person: Pick<Person, 'certificate_serial' | 'certificate_thumbprint'>;
  /** Thumbprints of certificates that are registered for other members. */
  readonly ofOthers: ReadonlySet<string>;
  /** Thumbprints of the dossier's earlier signers, whose signatures must still hold. */
  readonly signers: readonly string[];
  readonly now: Date;
  readonly forwardedAt: Date;
  readonly isRevoked: (serial: string) => boolean;
}

/**
 * Judges a signed revision by its validation report: exactly one signature more than before; it is sound, of this
 * person's registered certificate, valid by the server's own clock, and covers the whole file; earlier signers' still
 * hold. Signatures that an attachment brought along (a supplier's invoice) are theirs to answer for.
 * @throws DvcttError naming the document
 */
export function refuseWrongSignature(report: ValidationReport, expected: Expectation): void {
  const { name, earlier } = expected;
  if (report.signatures.length <= earlier.length) {
    const unreadable = report.signatures.length === 0 ? report.reason : undefined;
    throw new DvcttError(unreadable ?? 'SIGNATURE_MISSING', { name });
  }
  if (report.signatures.length > earlier.length + 1) {
    throw new DvcttError('SIGNATURE_INVALID', { name, what: 'more than one new signature' });
  }
  const broken = report.signatures.some(
    (signature) =>
      !signature.intact &&
      !earlier.some((before) => !before.intact && identityOf(before) === identityOf(signature)),
  );
  if (broken) throw new DvcttError('SIGNATURE_INVALID', { name });
  const added = addedSignature(report.signatures, earlier);
  if (added === undefined)
    throw new DvcttError('SIGNATURE_INVALID', { name, what: 'earlier signatures replaced' });
  refuseOtherCertificate(added, expected);
  refuseSameHuman(added, report.signatures, expected);
  refuseUnsound(added, expected);
  for (const thumbprint of expected.signers) {
    const held = report.signatures.some(
      (signature) => signature.signer?.thumbprint === thumbprint && signature.indication === 'valid',
    );
    if (!held) throw new DvcttError('SIGNATURE_INVALID', { name, what: 'earlier signature no longer holds' });
  }
}

/** The one signature that was not there before; undefined unless all the others were. */
function addedSignature(
  all: readonly SignatureReport[],
  earlier: readonly SignatureReport[],
): SignatureReport | undefined {
  const rest = [...all];
  for (const signature of earlier) {
    const place = rest.findIndex((candidate) => identityOf(candidate) === identityOf(signature));
    if (place === -1) return undefined;
    rest.splice(place, 1);
  }
  return rest.length === 1 ? rest[0] : undefined;
}

function identityOf(signature: SignatureReport): string {
  return [signature.signer?.thumbprint, signature.claimedSigningTime, signature.algorithm].join(' ');
}

/** @throws DvcttError CERT_OF_ANOTHER for a certificate that is bound to another member and title, else CERT_NOT_REGISTERED */
function refuseOtherCertificate({ signer }: SignatureReport, expected: Expectation): void {
  const { name, person, ofOthers } = expected;
  if (
    signer !== undefined &&
    signer.thumbprint === person.certificate_thumbprint &&
    signer.serial === person.certificate_serial
  ) {
    return;
  }
  throw new DvcttError(
    signer !== undefined && ofOthers.has(signer.thumbprint) ? 'CERT_OF_ANOTHER' : 'CERT_NOT_REGISTERED',
    { name, used: signer?.serial ?? '', registered: person.certificate_serial ?? '' },
  );
}

/** One human may hold certificates under several accounts: the number of their papers stands in each of them. */
function refuseSameHuman(
  added: SignatureReport,
  all: readonly SignatureReport[],
  { name, signers }: Expectation,
): void {
  const own = new Set(papersOf(added.signer?.uids ?? []));
  const same = all.some(
    (signature) =>
      signers.includes(signature.signer?.thumbprint ?? '') &&
      papersOf(signature.signer?.uids ?? []).some((paper) => own.has(paper)),
  );
  if (same) throw new DvcttError('SIGNER_DUPLICATE', { name });
}

function refuseUnsound(signature: SignatureReport, { name, now, forwardedAt, isRevoked }: Expectation): void {
  const { signer } = signature;
  // The claimed time is the signer's own word: an expired certificate must not become valid by it.
  if (signer !== undefined && now > new Date(signer.notAfter)) throw new DvcttError('CERT_EXPIRED', { name });
  if (signer !== undefined && now < new Date(signer.notBefore))
    throw new DvcttError('CERT_NOT_YET_VALID', { name });
  if (signer !== undefined && isRevoked(signer.serial)) throw new DvcttError('CERT_REVOKED', { name });
  if (signature.indication !== 'valid') {
    const fallback =
      signature.indication === 'indeterminate' ? 'SIGNATURE_INDETERMINATE' : 'SIGNATURE_INVALID';
    throw new DvcttError(signature.reason ?? fallback, { name });
  }
  if (signature.level === 'none' || signature.claimedSigningTime === undefined) {
    throw new DvcttError('SIGNATURE_INVALID', { name, what: 'not a baseline signature' });
  }
  if (!signature.coversWholeFile)
    throw new DvcttError('SIGNATURE_INVALID', { name, what: 'part of the file' });
  const claimed = new Date(signature.claimedSigningTime).getTime();
  if (claimed > now.getTime() + clockTolerance || claimed < forwardedAt.getTime() - clockTolerance) {
    throw new DvcttError('SIGNING_TIME_WRONG', {
      name,
      claimed: signature.claimedSigningTime,
      server: now.toISOString(),
    });
  }
}
