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
  const papers = papersOf(subject.uids);
  if (papers.length > 0) return papers.includes(bareNumber(member.identityNumber));
  return sameName(subject.commonName, member.name);
}

/** The numbers of a person's papers that a subject's UIDs name, without marks and spaces. */
export function papersOf(uids: readonly string[]): readonly string[] {
  return uids.map((uid) => bareNumber(paper.exec(uid)?.[1] ?? '')).filter((number) => number !== '');
}

function bareNumber(number: string): string {
  return number.replace(/[\s.-]/g, '').toUpperCase();
}

/** CAs often write names in capitals; the accents are the name and count. */
export function sameName(one: string, other: string): boolean {
  const bare = (name: string) => name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('vi');
  return bare(one) !== '' && bare(one) === bare(other);
}
