/** Certificates as people think of them: by the person or organisation they name. */
import type { CertificateView, Identity } from '#shared/contract/tokens.ts';

export interface Holder {
  /** Stays the same while the holder's tokens come and go. */
  readonly key: string;
  readonly name: string;
  readonly organisation: string;
  readonly identities: readonly Identity[];
  /** Usable first, then those registered at KBNN, then the one that stands longest. */
  readonly certificates: readonly CertificateView[];
}

const collator = new Intl.Collator('vi');

const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi');

/** Of one person: a token may name the identity card and another the tax code of the employer only. */
function samePerson(one: CertificateView, other: CertificateView): boolean {
  if (plain(one.owner) !== plain(other.owner)) return false;
  const contradicts = one.identities.some((identity) => {
    const same = other.identities.filter(({ kind }) => kind === identity.kind);
    return (
      identity.kind !== 'other' && same.length > 0 && !same.some(({ value }) => value === identity.value)
    );
  });
  if (contradicts) return false;
  const shares = one.identities.some((identity) =>
    other.identities.some(({ kind, value }) => kind === identity.kind && value === identity.value),
  );
  return shares || plain(one.organisation) === plain(other.organisation);
}

function holderOf(certificates: readonly CertificateView[]): Holder | undefined {
  const sorted = [...certificates].sort(
    (a, b) =>
      a.refusals.length - b.refusals.length ||
      Number(a.boundRole === undefined) - Number(b.boundRole === undefined) ||
      b.daysLeft - a.daysLeft ||
      (a.id < b.id ? -1 : 1),
  );
  const [first] = sorted;
  if (first === undefined) return undefined;
  const identities = new Map<string, Identity>();
  for (const { identities: found } of sorted)
    for (const identity of found) identities.set(`${identity.kind}:${identity.value}`, identity);
  return {
    key: [plain(first.owner), ...[...identities.keys()].sort()].join('|'),
    name: first.owner,
    organisation: sorted.find(({ organisation }) => organisation !== '')?.organisation ?? '',
    identities: [...identities.values()],
    certificates: sorted,
  };
}

/**
 * Groups by holder: same name and nothing in the identities that contradicts it. People of one name and different
 * cards stay apart. Sorted by the whole name, as Vietnamese sorts.
 */
export function holdersOf(certificates: readonly CertificateView[]): readonly Holder[] {
  const groups: CertificateView[][] = [];
  for (const certificate of certificates) {
    // Against every member: two cards that contradict each other must not meet through a third.
    const group = groups.find((members) => members.every((member) => samePerson(member, certificate)));
    if (group === undefined) groups.push([certificate]);
    else group.push(certificate);
  }
  return groups
    .flatMap((group) => holderOf(group) ?? [])
    .sort((a, b) => collator.compare(a.name, b.name) || (a.key < b.key ? -1 : 1));
}

/** Authorities' certificates, and those whose private key is not on the token: nobody signs with them. */
export function isBeside(certificate: Pick<CertificateView, 'isCa' | 'privateKey'>): boolean {
  return certificate.isCa || certificate.privateKey === 'absent';
}

/** Whose certificates lie on a token, each name once; an authority's own certificate is nobody's. */
export function ownersOn(serial: string, certificates: readonly CertificateView[]): readonly string[] {
  const owners = new Map<string, string>();
  for (const { tokenSerial, isCa, owner } of certificates)
    if (tokenSerial === serial && !isCa && owner !== '' && !owners.has(plain(owner)))
      owners.set(plain(owner), owner);
  return [...owners.values()].sort(collator.compare);
}

/** The holder of the person's registered certificate stands first, whatever keeps it from signing; then who can sign. */
export function holdersToSign(
  certificates: readonly CertificateView[],
  registered: string | undefined,
): readonly Holder[] {
  const isOwn = ({ serial }: CertificateView) => registered !== undefined && sameSerial(serial, registered);
  const rank = ({ certificates: held }: Holder) =>
    held.some(isOwn) ? 0 : held.some(({ refusals }) => refusals.length === 0) ? 1 : 2;
  return holdersOf(certificates)
    .map((holder) => ({
      ...holder,
      certificates: [...holder.certificates].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a))),
    }))
    .sort((a, b) => rank(a) - rank(b));
}

/** Serials are written with and without leading zeros, in capitals and not. */
function sameSerial(one: string, other: string): boolean {
  const bare = (serial: string) => serial.toUpperCase().replace(/^0+/, '');
  return bare(one) === bare(other);
}
