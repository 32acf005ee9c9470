/** Which plugged-in certificates a member may name as the one they will sign with, and what looks wrong about one. */
import type { CertificateView } from '#shared/contract/tokens.ts';
import { isHeldBy } from '#shared/domain/registration/certificate-holder.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { isBeside } from '../tokens/holders.ts';

/** What keeps a certificate from signing today and not from being registered: this very dossier registers it. */
const mended: ReadonlySet<string> = new Set(['CERT_NOT_REGISTERED', 'CERT_OF_ANOTHER']);

type Judged = Pick<CertificateView, 'isCa' | 'privateKey' | 'refusals' | 'daysLeft'>;

/** With a private key, in its time, meant for signing, and where it is kept. The state of the PIN does not count: nothing is signed now. */
export function isConfirmable(certificate: Judged): boolean {
  return (
    !isBeside(certificate) &&
    certificate.daysLeft >= 0 &&
    certificate.refusals.every((code) => mended.has(code) || !/^(CERT|REMOTE)_/.test(code))
  );
}

/** The member's own first, as far as their papers or name tell. */
export function confirmable(
  certificates: readonly CertificateView[],
  member: Pick<RegistrationMember, 'name' | 'identityNumber'>,
): { readonly usable: readonly CertificateView[]; readonly others: readonly CertificateView[] } {
  const signing = certificates.filter((one) => !isBeside(one));
  const own = (one: CertificateView) => Number(doubtOf(one, member) === undefined);
  return {
    usable: signing
      .filter(isConfirmable)
      .toSorted((a, b) => own(b) - own(a) || b.daysLeft - a.daysLeft || (a.id < b.id ? -1 : 1)),
    others: signing.filter((one) => !isConfirmable(one)),
  };
}

/**
 * Which of the usable ones need not be chosen by hand: the one that was declared already (a renewal), the member's own,
 * or the only one there is, which may turn out to be another person's.
 * @param whole whether no more are expected
 */
export function likelyOf(
  usable: readonly CertificateView[],
  member: Pick<RegistrationMember, 'name' | 'identityNumber' | 'certificate'>,
  whole: boolean,
): CertificateView | undefined {
  const declared = usable.find(({ thumbprint }) => thumbprint === member.certificate?.thumbprint);
  if (declared !== undefined || !whole) return declared;
  const own = usable.filter((one) => doubtOf(one, member) === undefined);
  if (own.length === 1) return own[0];
  return usable.length === 1 ? usable[0] : undefined;
}

export type Doubt = 'identity' | 'name';

/** Why a certificate may be another person's, by the rule of the server, which decides: papers first, else the name. */
export function doubtOf(
  { owner, uids, identities }: Pick<CertificateView, 'owner' | 'uids' | 'identities'>,
  member: Pick<RegistrationMember, 'name' | 'identityNumber'>,
): Doubt | undefined {
  if (isHeldBy({ commonName: owner, uids }, member)) return undefined;
  return papersOf(identities).length > 0 ? 'identity' : 'name';
}

/** The papers of a person that a certificate names, as people read them. */
export function papersOf(
  identities: CertificateView['identities'],
): readonly { readonly kind: 'CCCD' | 'CMND' | 'HC'; readonly value: string }[] {
  return identities.flatMap(({ kind, value }) =>
    kind === 'CCCD' || kind === 'CMND' || kind === 'HC' ? [{ kind, value }] : [],
  );
}
