import type { RegistrationMember } from './registration.ts';

/** UID attributes that name a person as their papers do: citizen card, identity card, passport. */
const paper = /^\s*(?:CCCD|CMND|HC)\s*:\s*(\S.*?)\s*$/i;

/**
 * Whether a certificate is this person's own. Its subject's UIDs decide when they name a paper of a person (any one of
 * them: several may coexist); a certificate without them must carry the person's name.
 */
export function isHeldBy(
  subject: { readonly commonName: string; readonly uids: readonly string[] },
  member: Pick<RegistrationMember, 'name' | 'identityNumber'>,
): boolean {
  const papers = subject.uids.flatMap((uid) => paper.exec(uid)?.[1] ?? []);
  if (papers.length > 0) return papers.some((number) => sameNumber(number, member.identityNumber));
  return sameName(subject.commonName, member.name);
}

function sameNumber(one: string, other: string): boolean {
  const bare = (number: string) => number.replace(/[\s.-]/g, '').toUpperCase();
  return bare(one) !== '' && bare(one) === bare(other);
}

/** CAs often write names in capitals; the accents are the name and count. */
export function sameName(one: string, other: string): boolean {
  const bare = (name: string) => name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('vi');
  return bare(one) !== '' && bare(one) === bare(other);
}
